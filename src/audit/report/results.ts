import type { Check, CheckAnswer } from "../../report/report";
import { present } from "../../text/present";
import { listing } from "../../text/sentence";
import { asOfDay } from "../../words/judgement";
import { verdictInWords } from "../../words/verdict";
import { KINDS, worst } from "../answer";
import { BENCHMARK } from "../benchmark";
import { isInBenchmark } from "../check";
import { STEP_NUMBERS } from "../checklist";
import { undeclaredExclusions } from "../exclusions/lines";
import { settledKind } from "../not-known";
import type { AuditReport } from "./audit-report";
import { factsOf } from "./facts";

/** The two results of an audit: by who can sign in, and as the benchmark's steps read. */
export function resultChecks(report: AuditReport): readonly Check[] {
  const { audit, judgement, otherDay } = report;
  const [policy] = audit.audited.carriers.policies;
  return [
    {
      suite: "verdict",
      title: "By who can sign in",
      must: "Required: nobody can sign in to Azure management without MFA, except exempt people.",
      answer: ANSWERS[settledKind(judgement.verdict, audit.audited.facts)],
      because: present([verdictInWords(judgement), otherDay && asOfDay(otherDay)]).join(" "),
      todo: [],
      evidence: [],
      facts: factsOf(report),
      decides: true,
      rule: {
        id: "verdict",
        title: "No sign-in reaches Azure management without MFA",
        importance: "critical",
        tags: ["mfa", "conditional-access"],
      },
      at: policy && { kind: "policy", id: policy.id, field: undefined },
    },
    benchmarkCheck(report),
  ];
}

const ANSWERS = { proved: "passed", bypass: "failed", unknown: "unknown" } as const;

/** The eleven steps together: what the benchmark asks for by the letter, whatever else stops sign-ins. */
function benchmarkCheck({ audit, judgement: { verdict } }: AuditReport): Check {
  const steps = STEP_NUMBERS.filter(isInBenchmark);
  const of = (kind: CheckAnswer): readonly number[] => steps.filter((number) => audit.answers[number].kind === kind);
  const [failed, unknown] = [of("failed"), of("unknown")];
  const isProved = verdict.kind === "proved";
  const because = present([
    failed.length > 0 && `${stepsInWords(failed)} ${failed.length === 1 ? "fails" : "fail"}.`,
    unknown.length > 0 && `${stepsInWords(unknown)} ${unknown.length === 1 ? "is" : "are"} unknown.`,
    failed.length + unknown.length === 0 && "Each of its steps passes or does not apply.",
    isProved && undeclaredExclusions(audit.audited).length > 0 && COMPENSATED,
    failed.length === 0 && verdict.kind === "bypass" && "People can get in all the same: see steps 12 to 15.",
    isProved && verdict.blocksEverybody && "A policy blocks everybody: nobody can use Azure management at all.",
  ]);
  const byKind = KINDS.flatMap((kind) => (of(kind).length === 0 ? [] : [`${of(kind).join(", ")} ${kind}`]));
  return {
    suite: "verdict",
    title: "As the benchmark's steps read",
    must: "Required: steps 1 to 11 pass.",
    answer: worst(steps.map((number) => audit.answers[number])),
    because: because.join(" "),
    todo: [],
    evidence: [{ what: "steps", value: byKind.join("; ") }],
    decides: false,
    rule: {
      id: "benchmark",
      title: `${BENCHMARK.title} ${BENCHMARK.version}, ${BENCHMARK.recommendation}`,
      importance: "high",
      tags: ["cis-azure-5.2.6"],
    },
    at: undefined,
  };
}

const stepsInWords = (numbers: readonly number[]): string =>
  `${numbers.length === 1 ? "Step" : "Steps"} ${listing(numbers.map(String), "and")}`;

const COMPENSATED =
  "Somebody is excluded whom the register doesn't declare. Another policy stops their sign-ins: a compensating control.";
