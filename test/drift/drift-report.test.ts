import assert from "node:assert/strict";
import { type DriftReport, exitStatus } from "../../src/drift/drift-report";
import { reportOf } from "./declared-policy";

const differing = { changes: [{ kind: "changed" }] };
const namesake = { changes: [{ kind: "namesake" }] };

/** Drift with a known effect. */
const judged = (kind: string, registering = false) => ({ ...differing, meaning: { together: { kind, registering } } });

type Status = 0 | 1 | 2;

/** What a report has, and the exit status: by default, and with `--fail-on weakened`. */
const FINDINGS: readonly (readonly [what: string, finding: object, any: Status, weakened: Status])[] = [
  ["nothing that differs", {}, 0, 0],
  ["a policy that differs", differing, 1, 2],
  ["a problem", { problems: [{}] }, 2, 2],
  ["a problem and a policy that differs", { ...differing, problems: [{}] }, 1, 2],
  ["drift that weakens", judged("weakens"), 1, 1],
  ["drift that may weaken", judged("mayWeaken"), 1, 1],
  ["drift that could not be judged", judged("unknown"), 1, 2],
  ["drift that strengthens", judged("strengthens"), 1, 0],
  ["drift that is neutral", judged("neutral"), 1, 0],
  ["drift that opens only the registration of methods", judged("neutral", true), 1, 1],
  ["a failed preview", { comparedWith: "deployment" }, 2, 2],
  ["a failed preview, and drift that weakens", { comparedWith: "deployment", ...judged("weakens") }, 2, 2],
  ["a failed preview, and the namesake that stopped it", { comparedWith: "deployment", ...namesake }, 1, 2],
];

describe("the drift check", () => {
  for (const [what, finding, any, weakened] of FINDINGS)
    it(`ends with ${any}, or with ${weakened} if only weakening counts, for ${what}`, () => {
      // Each finding has only the members that the status depends on.
      const report = { ...reportOf([]), ...finding } as DriftReport;
      assert.deepEqual([exitStatus(report, "any"), exitStatus(report, "weakened")], [any, weakened]);
    });
});
