import assert from "node:assert/strict";
import { changesIn, type DriftReport, exitStatus, nothingFound } from "../../src/drift/drift-report";

const compared = { isCompared: true, changes: [], problems: [] };
const differing = { ...compared, changes: [{ kind: "changed" }] };
const namesake = { kind: "namesake" };

/** Drift with a known effect. */
const judged = (kind: string, registering = false) => ({
  policies: [differing],
  meaning: { together: { kind, registering } },
});

type Status = 0 | 1 | 2;

/** What a report has, and the exit status: by default, and with `--fail-on weakened`. */
const FINDINGS: readonly (readonly [what: string, finding: object, any: Status, weakened: Status])[] = [
  ["a policy that matches the code", { policies: [compared] }, 0, 0],
  ["a policy that differs", { policies: [differing] }, 1, 2],
  ["a strength that no longer requires MFA", { policies: [{ ...compared, changes: [{ kind: "weak" }] }] }, 1, 2],
  ["a policy that could not be read", { policies: [{ ...compared, problems: [{}] }] }, 2, 2],
  ["a policy with a value that isn't shown", { policies: [{ ...compared, problems: [{}] }] }, 2, 2],
  ["a policy that matches and one that differs", { policies: [compared, differing] }, 1, 2],
  ["a change of anything else that the code or the register is about", { others: [{ kind: "disabled" }] }, 1, 2],
  ["a namesake", { others: [namesake] }, 1, 2],
  ["a change since the snapshot", { since: { file: "f", changes: [{}], notComparable: [] } }, 1, 2],
  ["no change since the snapshot", { since: { file: "f", changes: [], notComparable: ["users"] } }, 0, 0],
  ["a problem", { problems: [{}] }, 2, 2],
  ["a problem and a policy that differs", { problems: [{}], policies: [differing] }, 1, 2],
  ["drift that weakens", judged("weakens"), 1, 1],
  ["drift that may weaken", judged("mayWeaken"), 1, 1],
  ["drift that could not be judged", judged("unknown"), 1, 2],
  ["drift that strengthens", judged("strengthens"), 1, 0],
  ["drift that is neutral", judged("neutral"), 1, 0],
  ["drift that opens only the registration of methods", judged("neutral", true), 1, 1],
  ["a failed preview", { comparedWith: "deployment" }, 2, 2],
  ["a failed preview, and drift that weakens", { comparedWith: "deployment", ...judged("weakens") }, 2, 2],
  ["a failed preview, and the namesake that stopped it", { comparedWith: "deployment", others: [namesake] }, 1, 2],
];

describe("the drift check", () => {
  for (const [what, finding, any, weakened] of FINDINGS)
    it(`ends with ${any}, or with ${weakened} if only weakening counts, for ${what}`, () => {
      // Each finding has only the members that the status depends on.
      const report = { ...nothingFound("dev"), ...finding } as DriftReport;
      assert.deepEqual([exitStatus(report, "any"), exitStatus(report, "weakened")], [any, weakened]);
      if (report.comparedWith === "code") assert.equal(changesIn(report).length > 0, any === 1);
    });
});
