import assert from "node:assert/strict";
import { type DriftReport, hasDrift, nothingFound } from "../../src/drift/drift-report";

const compared = { kind: "compared", differences: [], weakStrength: undefined, problems: [] };

/** Each thing that a report may hold, with whether it is drift: then the check ends with status 1. */
const FINDINGS: readonly (readonly [what: string, isDrift: boolean, finding: object])[] = [
  ["a policy that is as it should be", false, { policies: [compared] }],
  ["a policy that differs", true, { policies: [{ ...compared, differences: [{}] }] }],
  ["a policy whose strength takes less than MFA now", true, { policies: [{ ...compared, weakStrength: {} }] }],
  ["a policy that is gone", true, { policies: [{ kind: "deleted" }] }],
  ["a policy that the code doesn't declare", true, { policies: [{ kind: "undeclared" }] }],
  ["a policy that could not be read", false, { policies: [{ kind: "unknown", problem: {} }] }],
  ["a policy that differs after one that doesn't", true, { policies: [compared, { kind: "deleted" }] }],
  ["a change to something else", true, { otherChanges: [{}] }],
  ["an exclusion that isn't as it was", true, { exclusions: [{}] }],
  ["a namesake that the settings accept", false, { namesakes: [{ id: "1", help: undefined }] }],
  ["a namesake that nobody accepts", true, { namesakes: [{ id: "1", help: "delete it" }] }],
  ["a change since the snapshot", true, { since: { file: "f", changes: [{}], notComparable: [] } }],
  ["no change since the snapshot", false, { since: { file: "f", changes: [], notComparable: ["users"] } }],
  ["a problem", false, { problems: [{}] }],
];

describe("the report of a drift check", () => {
  for (const [what, isDrift, finding] of FINDINGS)
    it(`has ${isDrift ? "" : "no "}drift with ${what}`, () => {
      // Of each finding only what makes it one is there.
      assert.equal(hasDrift({ ...nothingFound("dev"), ...finding } as DriftReport), isDrift);
    });
});
