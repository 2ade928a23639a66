import assert from "node:assert/strict";
import { judgeSteps } from "../../../src/audit/audit";
import type { StepNumber } from "../../../src/audit/check";
import { STEP_NUMBERS } from "../../../src/audit/checklist";
import type { Answer } from "../../../src/report/report";
import { named } from "../../../src/text/sentence";
import { contextOn } from "../printed";
import { AUDITED_TENANTS } from "../tenants/audited-tenants";
import type { ExpectedAudit } from "./expected-audit";
import { OF_COLLECTIONS } from "./of-collections";
import { OF_LABELLED_CASES } from "./of-labelled-cases";

describe("an audit decided by hand", () => {
  it("is there for each tenant, and for no other", () => {
    const names = AUDITED_TENANTS.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual(Object.keys({ ...OF_LABELLED_CASES, ...OF_COLLECTIONS }).sort(), names.toSorted());
  });

  for (const one of AUDITED_TENANTS)
    it(`is what the program finds of ${one.title}`, () => {
      const { expected } = one;
      assert.ok(expected, "no audit is expected of it: write one into test/audit/expected");
      const context = contextOn(one);
      const { answers, outcome } = judgeSteps(context);
      const names = context.tenant.policies.map(({ displayName }) => displayName);
      assert.equal(outcome, expected.outcome);
      assert.deepEqual(
        STEP_NUMBERS.map((step) => said(step, answers[step].answer, namedIn(answers[step], names))),
        STEP_NUMBERS.map((step) => wanted(step, expected, names)),
      );
    });
});

/** Policies that a reason names, where the step doesn't pass. */
const namedIn = ({ answer, because }: Answer, names: readonly string[]): readonly string[] =>
  answer === "failed" || answer === "unknown" ? names.filter((name) => because.includes(named(name))) : [];

function wanted(step: StepNumber, expected: ExpectedAudit, names: readonly string[]): string {
  const { failed, unknown, notApplicable } = expected;
  const inOrder = (some: readonly string[]): readonly string[] => names.filter((name) => some.includes(name));
  const [bad, unclear] = [failed[step], unknown[step]];
  if (bad !== undefined) return said(step, "failed", inOrder(bad));
  if (unclear !== undefined) return said(step, "unknown", inOrder(unclear));
  return said(step, notApplicable.includes(step) ? "not applicable" : "passed", []);
}

const said = (step: StepNumber, answer: string, policies: readonly string[]): string =>
  `${step} ${answer}${policies.length === 0 ? "" : `: ${policies.join(", ")}`}`;
