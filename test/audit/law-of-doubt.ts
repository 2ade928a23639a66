import assert from "node:assert/strict";
import { judgeCheck } from "../../src/audit/audit";
import type { CheckId } from "../../src/audit/check";
import type { Answer } from "../../src/report/report";
import { readTenant } from "../../src/tenant/graph/tenant";
import { contextOn } from "./printed";
import { COMPLIANT_REGISTER } from "./tenants/compliant";

/** A tenant file and the register that it is judged by. */
export interface Given {
  readonly tenant: object;
  readonly register: string | undefined;
}

/** One thing that a check reads, with everything that it may turn out to be. */
export type Fact = readonly [
  name: string,
  /** What the check must ask to be read, or looked at, where the readings differ. */
  asks: RegExp,
  /** The tenant with each thing that it may turn out to be. */
  readings: readonly object[],
  /** The tenant in which it isn't known, in each way in which that can be: missing, null, in part, not understood. */
  unknowable: readonly object[],
];

/** The answer of one check; *refused* where the file isn't taken at all. */
function answerOf(id: CheckId, { tenant, register }: Given): Answer | "refused" {
  return readTenant(tenant, "take").ok ? judgeCheck(id, contextOn({ tenant, register })) : "refused";
}

/** Tenants, each with the answer of a check and a part of its reason; where no register is given, the one of the compliant tenant. */
export type Case = readonly [title: string, tenant: object, answer: string, because?: RegExp, register?: string];

export function itAnswers(id: CheckId, cases: readonly Case[]): void {
  for (const [title, tenant, answer, because = /./, register = COMPLIANT_REGISTER] of cases)
    it(`${title}: ${answer}`, () => assertAnswer(id, { tenant, register }, answer, because));
}

/** Holds that the file is taken, and that the check answers so, for such a reason. */
export function assertAnswer(id: CheckId, given: Given, kind: string, because: RegExp): void {
  const found = answerOf(id, given);
  assert.ok(found !== "refused");
  assert.equal(found.answer, kind, found.because);
  assert.match(found.because, because);
}

const kindOf = (answer: Answer | "refused"): string => (answer === "refused" ? answer : answer.answer);

/**
 * The law for every check and every fact that it reads: where the fact isn't known, the answer is the one that all readings have
 * in common, or *unknown*. Nothing passes, fails or doesn't apply that would do otherwise with some reading.
 */
export function itsDoubtsAreLawful(id: CheckId, register: string | undefined, facts: readonly Fact[]): void {
  for (const [name, asks, readings, unknowable] of facts) {
    const possibly = once(() => new Set(readings.map((tenant) => kindOf(answerOf(id, { tenant, register })))));
    for (const [index, tenant] of unknowable.entries())
      it(`is sure of nothing that depends on ${name} (${index + 1})`, () => {
        const possible = possibly();
        assert.ok(!possible.has("refused"), "a reading is refused");
        const answer = answerOf(id, { tenant, register });
        if (answer === "refused") return;
        if (possible.size === 1 && possible.has(answer.answer)) return;
        assert.equal(answer.answer, "unknown", `${[...possible].join(" or ")}: ${answer.because}`);
        assert.ok(asks.test(answer.todo.join("\n")), JSON.stringify(answer));
      });
  }
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
