import assert from "node:assert/strict";
import type { Bypass, Uncovered, Verdict } from "../../src/verifier/verdict";
import { verdictOn } from "./builders/verdict-on";

const uncovered: Uncovered = { users: [], classes: [], outsiders: [] };
const basis = { uncovered, unknowns: [], assumptions: [] };
const bypasses: readonly Bypass[] = [];

const IMPOSSIBLE = {
  // @ts-expect-error - a bypass has at least one that is certain
  withoutBypass: { kind: "bypass", ...basis, certain: [], bypasses: [] } satisfies Verdict,
  // @ts-expect-error - and it is in the list that is shown
  silent: { kind: "bypass", ...basis, bypasses } satisfies Verdict,
  // @ts-expect-error - what isn't known has a reason
  withoutReason: { kind: "unknown", ...basis, bypasses } satisfies Verdict,
  // @ts-expect-error - nothing that was found is proved
  provedAllTheSame: { kind: "proved", ...basis, bypasses } satisfies Verdict,
};
void IMPOSSIBLE;

describe("a verdict", () => {
  it("of a bypass has the certain ones first", () => {
    const verdict = verdictOn({
      policies: [
        { conditions: { clientAppTypes: ["browser"] } },
        { conditions: { clientAppTypes: ["browser", "morse"], platforms: { includePlatforms: ["linux"] } } },
      ],
    });
    assert.ok(verdict.kind === "bypass");
    assert.deepEqual(verdict.bypasses.slice(0, verdict.certain.length), verdict.certain);
    assert.deepEqual(
      verdict.bypasses.map(({ certain }) => certain),
      verdict.bypasses.map((_, index) => index < verdict.certain.length),
    );
  });

  it("that isn't known says on what it hangs", () => {
    const verdict = verdictOn({ policies: [{ conditions: { clientAppTypes: ["morse"] } }] });
    assert.ok(verdict.kind === "unknown");
    assert.equal(verdict.unknowns[0].field, "conditions.clientAppTypes");
  });
});
