import assert from "node:assert/strict";
import { OTHER_CHECK_IDS, STEP_NUMBERS } from "../../../src/audit/checklist";
import type { AuditReport } from "../../../src/audit/report/audit-report";
import { reportOn } from "../printed";
import { auditedTenant } from "./audited-tenants";
import { KEPT } from "./kept";

const REPORTS = Object.keys(KEPT).map((name) => reportOn(auditedTenant(name)));

const seen = (kinds: (report: AuditReport) => readonly string[]): readonly string[] =>
  [...new Set(REPORTS.flatMap(kinds))].sort();
const ANSWERS = ["failed", "not applicable", "passed", "unknown"];

const SHOWN: readonly (readonly [
  what: string,
  kinds: readonly string[],
  ofReport: (report: AuditReport) => readonly string[],
])[] = [
  ["outcome", ["compliant", "not compliant", "not settled"], ({ audit }) => [audit.outcome]],
  ["verdict", ["bypass", "proved", "unknown"], ({ judgement }) => [judgement.verdict.kind]],
  ["answer of a step", ANSWERS, ({ audit }) => STEP_NUMBERS.map((id) => audit.answers[id].kind)],
  ["answer besides", ANSWERS, ({ audit }) => OTHER_CHECK_IDS.map((id) => audit.answers[id].kind)],
  ["kind of carriers", ["carry", "nearest", "none"], ({ audit }) => [audit.audited.carriers.kind]],
  [
    "object as evidence",
    ["application", "group", "identity type", "location", "policy", "role", "tenant", "user"],
    ({ audit }) =>
      Object.values(audit.answers).flatMap(({ evidence }) => evidence.flatMap(({ subject }) => subject?.kind ?? [])),
  ],
  [
    "standing of an exclusion",
    ["in force", "not declared", "overdue", "stale", "too far ahead"],
    ({ audit }) => audit.exclusions.flatMap(({ standing, isStale }) => [standing, ...(isStale ? ["stale"] : [])]),
  ],
  [
    "access review",
    ["covered", "not covered", "not known"],
    ({ audit }) => audit.exclusions.map(({ review }) => review.kind),
  ],
  [
    "sort of who gets in",
    ["classes", "depends on content", "depends on group", "depends on role", "outsiders", "people"],
    ({ judgement: { verdict } }) => [
      ...(verdict.uncovered.users.length > 0 ? ["people"] : []),
      ...(verdict.uncovered.classes.length > 0 ? ["classes"] : []),
      ...(verdict.uncovered.outsiders.length > 0 ? ["outsiders"] : []),
      ...verdict.bypasses.flatMap(({ hangsOn }) => hangsOn.map(({ kind }) => `depends on ${kind}`)),
    ],
  ],
  [
    "list that could not be read",
    ["accessReviews", "subscribedSkus", "users"],
    ({ audit }) => audit.audited.facts.notRead.map(({ key }) => key),
  ],
];

describe("the tenants whose audit is kept", () => {
  for (const [what, kinds, ofReport] of SHOWN) it(`show each ${what}`, () => assert.deepEqual(seen(ofReport), kinds));
});
