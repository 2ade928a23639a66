import assert from "node:assert/strict";
import { judgeSteps } from "../../../src/audit/audit";
import { STEP_NUMBERS } from "../../../src/audit/checklist";
import { resultChecks, stepChecks } from "../../../src/audit/report/checks";
import { auditReport } from "../../../src/audit/report/report";
import { userId } from "../../../src/law/model/ids";
import { named } from "../../../src/text/sentence";
import { emergencyAccess } from "../../../src/verifier/emergency-access";
import { contextOn, reportOn } from "../printed";
import { followed } from "./advice";
import { COMPANIES, type Company } from "./companies";
import { BREAK_GLASS } from "./company";

const LETTERS: { readonly [letter: string]: string } = { p: "passed", f: "failed", u: "unknown", n: "not applicable" };

type Audited = Pick<Company, "tenant" | "register">;

/** The steps alone: many tenants are tried. */
const stepsOn = (one: Audited) => {
  const context = contextOn(one);
  return { ...context, ...judgeSteps(context) };
};
type Judged = ReturnType<typeof stepsOn>;

/** What every step that doesn't pass tells an engineer to do, each once. */
const adviceIn = ({ answers }: Judged): readonly string[] => [
  ...new Set(STEP_NUMBERS.map((step) => answers[step]).flatMap(({ todo }) => todo)),
];

/** How much is amiss: steps, lists that weren't read, and people who get in. */
const amiss = ({ answers, facts, verdict }: Judged): number =>
  STEP_NUMBERS.filter((step) => ["failed", "unknown"].includes(answers[step].answer)).length +
  facts.notRead.length +
  verdict.uncovered.users.length;

const waysBackIn = ({ tenant }: Judged): number =>
  BREAK_GLASS.filter((id) => emergencyAccess(tenant, userId(id), "password").kind === "open").length;

describe("the audit of a company", () => {
  for (const company of COMPANIES)
    describe(company.title, () => {
      it("says what was decided by hand before", async () => {
        const report = await reportOn(company);
        const { audit } = report;
        const [byPeople, byLetter] = resultChecks(report);
        assert.deepEqual(
          STEP_NUMBERS.map((step) => `${step} ${audit.answers[step].answer}`),
          Array.from(company.steps.replaceAll(" ", ""), (letter, at) => `${at + 1} ${LETTERS[letter]}`),
        );
        for (const step of STEP_NUMBERS)
          for (const name of company.names?.[step] ?? [])
            assert.ok(audit.answers[step].because.includes(named(name)), audit.answers[step].because);
        assert.deepEqual([byPeople?.answer, byLetter?.answer, audit.outcome], company.results);
        for (const { number, answer, at } of stepChecks(audit))
          if (Number(number) >= 6 && ["failed", "unknown"].includes(answer)) assert.ok(at, number);
        assert.match(`${auditReport(report).word}\n${byPeople?.because}\n${byLetter?.because}`, company.says ?? /./);
      });

      it("is better after each advice, and after all of them compliant; nobody is locked out", () => {
        let one = stepsOn(company);
        let now: Audited = company;
        for (let round = 0; adviceIn(one).length > 0; round += 1) {
          assert.ok(round < 5, "the advice doesn't come to an end");
          const tried = adviceIn(one).flatMap((advice) => {
            const ways = followed(now, advice);
            assert.ok(ways.length > 0, `nobody knows what this asks for: ${advice}`);
            return ways.map((way) => ({ advice, way, after: stepsOn(way) }));
          });
          for (const { advice, after } of tried) {
            assert.ok(amiss(after) < amiss(one), `no better after: ${advice}`);
            assert.ok(waysBackIn(after) >= waysBackIn(one), `break-glass accounts are locked out after: ${advice}`);
            assert.ok(after.verdict.blocked !== "all", `everybody is locked out after: ${advice}`);
          }
          now = tried[0]?.way ?? now;
          one = stepsOn(now);
        }
        assert.equal(one.outcome, "compliant");
      });
    });
});
