import assert from "node:assert/strict";
import type { AuditReport } from "../../../src/audit/report/audit-report";
import { resultChecks } from "../../../src/audit/report/checks";
import { auditReport } from "../../../src/audit/report/report";
import { STEP_NUMBERS } from "../../../src/audit/steps";
import { userId } from "../../../src/law/model/ids";
import { named } from "../../../src/text/sentence";
import { emergencyAccess } from "../../../src/verifier/emergency-access";
import { reportOn } from "../printed";
import { followed } from "./advice";
import { COMPANIES } from "./companies";
import { BREAK_GLASS } from "./company";

const LETTERS: { readonly [letter: string]: string } = { p: "passed", f: "failed", u: "unknown", n: "not applicable" };

/** What every step that doesn't pass tells an engineer to do, each once. */
const adviceIn = ({ audit }: AuditReport): readonly string[] => [
  ...new Set(STEP_NUMBERS.map((step) => audit.steps[step]).flatMap((answer) => ("todo" in answer ? answer.todo : []))),
];

/** How much is amiss: steps, lists that weren't read, and people who get in. */
const amiss = ({ audit, judgement: { verdict } }: AuditReport): number =>
  STEP_NUMBERS.filter((step) => ["failed", "unknown"].includes(audit.steps[step].kind)).length +
  audit.audited.facts.notRead.length +
  verdict.uncovered.users.length;

const waysBackIn = ({ judgement: { tenant } }: AuditReport): number =>
  BREAK_GLASS.filter((id) => emergencyAccess(tenant, userId(id), "password").kind === "open").length;

describe("the audit of a company", () => {
  for (const company of COMPANIES)
    describe(company.title, () => {
      it("says what was decided by hand before", () => {
        const report = reportOn(company);
        const { audit } = report;
        const [byPeople, byLetter] = resultChecks(report);
        assert.deepEqual(
          STEP_NUMBERS.map((step) => `${step} ${audit.steps[step].kind}`),
          Array.from(company.steps.replaceAll(" ", ""), (letter, at) => `${at + 1} ${LETTERS[letter]}`),
        );
        for (const step of STEP_NUMBERS)
          for (const name of company.names?.[step] ?? [])
            assert.ok(audit.steps[step].because.includes(named(name)), `step ${step}: ${audit.steps[step].because}`);
        assert.deepEqual([byPeople?.answer, byLetter?.answer, audit.outcome], company.results);
        assert.match(`${auditReport(report).word}\n${byPeople?.because}\n${byLetter?.because}`, company.says ?? /./);
      });

      it("is better after each advice, and after all of them compliant; nobody is locked out", () => {
        let one = reportOn(company);
        let now: Parameters<typeof followed>[0] = company;
        for (let round = 0; adviceIn(one).length > 0; round += 1) {
          assert.ok(round < 5, "the advice doesn't come to an end");
          const tried = adviceIn(one).flatMap((advice) => {
            const ways = followed(now, advice);
            assert.ok(ways.length > 0, `nobody knows what this asks for: ${advice}`);
            return ways.map((way) => ({ advice, way, report: reportOn(way) }));
          });
          for (const { advice, report } of tried) {
            assert.ok(amiss(report) < amiss(one), `no better after: ${advice}`);
            assert.ok(waysBackIn(report) >= waysBackIn(one), `break-glass accounts are locked out after: ${advice}`);
            assert.ok(!report.judgement.verdict.blocksEverybody, `everybody is locked out after: ${advice}`);
          }
          now = tried[0]?.way ?? now;
          one = reportOn(now);
        }
        assert.equal(one.audit.outcome, "compliant");
      });
    });
});
