import type { Location } from "../../law/model/finding";
import type { Policy, UserAssignment } from "../../law/model/policy";
import type { Check, ReportedRule } from "../../report/report";
import { BLOCKED } from "../../report/verdict";
import { present } from "../../text/present";
import { listing } from "../../text/sentence";
import { asOfDay } from "../../words/judgement";
import { verdictInWords } from "../../words/verdict";
import { observation } from "../answer";
import { type Audit, stepsByAnswer } from "../audit";
import { BENCHMARK } from "../benchmark";
import { type CheckId, isInBenchmark } from "../check";
import { CHECKLIST, OTHER_CHECK_IDS, STEP_NUMBERS } from "../checklist";
import { undeclaredExclusions } from "../exclusions/lines";
import { auditedVerdict } from "../not-known";
import type { AuditReport } from "./audit-report";
import { factsOf } from "./facts";

/** The steps with their answers, as every format shows them. */
export const stepChecks = (audit: Audit): readonly Check[] =>
  STEP_NUMBERS.map((step) => {
    const { title, must } = CHECKLIST[step];
    const answer = audit.answers[step];
    const inBenchmark = isInBenchmark(step);
    return {
      ...answer,
      suite: "steps",
      number: String(step),
      title,
      must: `${inBenchmark ? "" : "Beyond the benchmark. "}Required: ${must}.`,
      decides: true,
      rule: {
        id: `step-${step}`,
        title: `${title}: ${must}`,
        importance: "high",
        tags: [inBenchmark ? "cis-azure-5.2.6" : "beyond-cis-azure-5.2.6"],
      },
      at: (step === 8 ? lapsedEntry(audit) : undefined) ?? placeOf(step, audit),
    };
  });

/** The checks that no step asks for, with their answers. */
export const otherChecks = (audit: Audit): readonly Check[] =>
  OTHER_CHECK_IDS.map((id) => {
    const { title } = CHECKLIST[id];
    const rule = { id, title, importance: "medium", level: "warning" } as const;
    return { ...audit.answers[id], suite: "besides", title, decides: false, rule, at: placeOf(id, audit) };
  });

/** The policy that an answer is about, or that names a group or role that the answer is about. */
function placeOf(check: CheckId, { answers, audited: { carriers, tenant } }: Audit): Location | undefined {
  const { evidence, about } = answers[check];
  const ids = new Set<string>(about ?? evidence.flatMap(({ subject }) => subject?.id ?? []));
  const names = ({ groups, roles }: UserAssignment): boolean => [...groups, ...roles].some((id) => ids.has(id));
  const all = [...carriers.policies, ...tenant.policies];
  const policy =
    all.find(({ id }) => ids.has(id)) ?? all.find(({ users: { include, exclude } }) => [include, exclude].some(names));
  return atPolicy(policy);
}

const atPolicy = (policy: Policy | undefined): Location | undefined =>
  policy && { kind: "policy", id: policy.id, field: undefined };

/** An exclusion whose register entry has lapsed is fixed in the register. */
const lapsedEntry = ({ audited }: Audit): Location | undefined =>
  undeclaredExclusions(audited).find(({ approval }) => approval.lapsed)?.approval.lapsed?.reviewAt;

/** The two results of an audit: by who can sign in, and by the benchmark's steps. */
export function resultChecks(report: AuditReport): readonly Check[] {
  const { audit, judgement, otherDay } = report;
  const [policy] = audit.audited.carriers.policies;
  const byPeople: Check = {
    suite: "verdict",
    title: "By who can sign in",
    must: "Required: nobody can sign in to Azure management without MFA, except exempt people.",
    answer: OF_VERDICT[auditedVerdict(judgement.verdict, audit.audited)],
    because: present([verdictInWords(judgement), otherDay && asOfDay(otherDay)]).join(" "),
    todo: [],
    evidence: [],
    about: Object.values(judgement.verdict.uncovered).flat(),
    facts: factsOf(report),
    decides: true,
    rule: {
      id: "verdict",
      title: "No sign-in reaches Azure management without MFA",
      importance: "critical",
      tags: ["mfa", "conditional-access"],
    },
    at: atPolicy(policy),
  };
  return [byPeople, benchmarkCheck(report)];
}

const OF_VERDICT = { proved: "passed", bypass: "failed", unknown: "unknown" } as const;

/** Steps 1 to 11 together: what the benchmark asks for to the letter, whatever else stops sign-ins. */
function benchmarkCheck({ audit, judgement: { verdict } }: AuditReport): Check {
  const settled = auditedVerdict(verdict, audit.audited);
  const steps = stepsByAnswer(audit, isInBenchmark);
  const { failed = [], unknown = [] } = Object.fromEntries(steps);
  const because = present([
    failed.length > 0 && `${stepsInWords(failed)} failed.`,
    unknown.length > 0 && `${stepsInWords(unknown)} ${unknown.length === 1 ? "is" : "are"} unknown.`,
    failed.length + unknown.length === 0 && "Every step passes or does not apply.",
    verdict.kind === "proved" && undeclaredExclusions(audit.audited).length > 0 && COMPENSATED,
    failed.length === 0 && settled === "bypass" && "People can get in all the same: see steps 12 to 15.",
    verdict.blocked && `The policies block ${BLOCKED[verdict.blocked]}, with or without MFA.`,
  ]);
  const [worst = "not applicable"] = steps.keys();
  const inWords = Array.from(steps, ([answer, some]) => `${some.join(", ")} ${answer}`).join("; ");
  return {
    suite: "verdict",
    title: "By the benchmark's steps",
    must: "Required: steps 1 to 11 pass.",
    answer: worst,
    because: because.join(" "),
    todo: [],
    evidence: [observation(undefined, "steps", inWords)],
    about: [...failed, ...unknown].map(String),
    decides: false,
    rule: AS_THE_BENCHMARK,
  };
}

const AS_THE_BENCHMARK: ReportedRule = {
  id: "benchmark",
  title: `${BENCHMARK.title} ${BENCHMARK.version}, ${BENCHMARK.recommendation}`,
  importance: "high",
  tags: ["cis-azure-5.2.6"],
};

const stepsInWords = (numbers: readonly number[]): string =>
  `${numbers.length === 1 ? "Step" : "Steps"} ${listing(numbers.map(String), "and")}`;

const COMPENSATED =
  "A policy excludes somebody that the register doesn't declare, and another policy stops their sign-ins: a compensating control.";
