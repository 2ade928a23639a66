import assert from "node:assert/strict";
import { CONDITIONS } from "../../../src/law/conditions";
import { parseDeviceRule } from "../../../src/law/device-filter/parse";
import { LATER } from "../../tenant/graph/a-policy";

const RULE = "device.isCompliant -eq True";
const FIELD = "conditions.devices.deviceFilter";

const readDeviceFilter = (value: unknown) => CONDITIONS.device.graph.read(value, []);
const filter = (mode: unknown, rule: unknown) => readDeviceFilter({ deviceFilter: { mode, rule } });

function ruleOf(text: string): unknown {
  const parsed = parseDeviceRule(text);
  assert.ok(parsed.ok);
  return parsed.ok && parsed.rule;
}

const unclear: Readonly<Record<string, readonly [value: unknown, field: string, why: string | RegExp]>> = {
  "another mode": [{ mode: "only", rule: RULE }, ".mode", "`only` is not a known mode"],
  "no mode": [{ rule: RULE }, ".mode", "missing; it must be include or exclude"],
  "no rule": [{ mode: "include" }, ".rule", "missing; it must be a rule"],
  "an empty rule": [{ mode: "include", rule: " " }, ".rule", "the rule is empty"],
  "a rule known later": [{ mode: "include", rule: LATER }, ".rule", "known only after deployment"],
  "a rule that can't be read, with where it stops making sense": [
    { mode: "exclude", rule: `${RULE} -xor ${RULE}` },
    ".rule",
    /\(at offset 28\)$/,
  ],
  "text for the filter": ["x", "", "must be an object, not text"],
};

describe("the device filter of a policy", () => {
  for (const value of [null, undefined, {}, { deviceFilter: null }])
    it(`${JSON.stringify(value)} is none`, () => assert.deepEqual(readDeviceFilter(value), { kind: "any" }));

  for (const mode of ["include", "exclude"])
    it(`${mode} in any letter case`, () =>
      assert.deepEqual(filter(mode.toUpperCase(), RULE), { kind: "filter", mode, rule: ruleOf(RULE) }));

  for (const [name, [value, field, why]] of Object.entries(unclear))
    it(`isn't understood: ${name}`, () => {
      const read = readDeviceFilter({ deviceFilter: value });
      assert.ok(read.kind === "notUnderstood");
      assert.equal(read.field, FIELD + field);
      if (typeof why === "string") assert.equal(read.why, why);
      else assert.match(read.why, why);
    });

  it("devices of another shape aren't understood", () =>
    assert.deepEqual(readDeviceFilter([]), {
      kind: "notUnderstood",
      field: "conditions.devices",
      why: "must be an object, not a list",
    }));
});
