import assert from "node:assert/strict";
import { readEnforcement } from "../../../src/tenant/graph/policy";

const understood = [
  ["enabled", "enforced"],
  ["disabled", "off"],
  ["enabledForReportingButNotEnforced", "reportOnly"],
] as const;

const notUnderstood = [
  [undefined, "nothing where text is due"],
  [null, "null where text is due"],
  [true, "true or false where text is due"],
  ["Enabled", "`Enabled` is not a known state"],
  ["unknownFutureValue", "`unknownFutureValue` is not a known state"],
  [Symbol("later"), "known only after deployment"],
] as const;

describe("the state of a policy", () => {
  for (const [state, kind] of understood)
    it(`${state} is ${kind}`, () => assert.deepEqual(readEnforcement({ state }), { kind }));

  for (const [state, why] of notUnderstood)
    it(`${String(state)} is not understood`, () =>
      assert.deepEqual(readEnforcement({ state }), { kind: "notUnderstood", field: "state", why }));

  it("a deleted policy is off whatever its state", () =>
    assert.deepEqual(readEnforcement({ state: "enabled", deletedDateTime: "2026-01-01T00:00:00Z" }), { kind: "off" }));

  it("a policy that says it isn't deleted is not off", () =>
    assert.deepEqual(readEnforcement({ state: "enabled", deletedDateTime: null }), { kind: "enforced" }));
});
