import type { Answer, Observation } from "../../audit/answer";
import { BESIDE_IDS, BESIDES } from "../../audit/besides";
import { exclusionLines, isOpen } from "../../audit/exclusions/lines";
import { STEP_NUMBERS, STEPS } from "../../audit/steps";
import type { Finding, Location, Severity } from "../../law/model/finding";
import type { ReportedRule } from "../sarif/rule";
import type { AuditReport } from "./audit-report";
import { sentenceOf } from "./words";

/** Rules by which code scanning tells the findings of an audit apart. */
export const AUDIT_RULES: readonly ReportedRule[] = [
  {
    id: "verdict",
    title: "No sign-in reaches Azure management without MFA",
    importance: "critical",
    tags: ["mfa", "conditional-access"],
  },
  ...STEP_NUMBERS.map(
    (number): ReportedRule => ({
      id: `step-${number}`,
      title: `${STEPS[number].title}: ${STEPS[number].must}`,
      importance: "high",
      tags: [STEPS[number].inBenchmark ? "cis-azure-5.2.6" : "beyond-cis-azure-5.2.6"],
    }),
  ),
  ...BESIDE_IDS.map((id): ReportedRule => ({ id, title: BESIDES[id].title, importance: "medium", level: "warning" })),
];

/** What doesn't pass, as findings: the verdict, each step, and what is beside them as warnings. */
export function findingsOf({ audit, judgement }: AuditReport): readonly Finding[] {
  const { verdict } = judgement;
  const policies = audit.audited.carriers.policies;
  return [
    ...(verdict.kind === "proved"
      ? []
      : [
          {
            code: "verdict",
            severity: verdict.kind === "bypass" ? "error" : "warning",
            message: sentenceOf(judgement),
            primary: policies[0] && { kind: "policy", id: policies[0].id, field: undefined },
            related: [],
            help: "see the steps that don't pass",
          } satisfies Finding,
        ]),
    ...STEP_NUMBERS.flatMap((number) =>
      findingOf(`step-${number}`, audit.steps[number], SEVERITY, placeOf(audit, number)),
    ),
    ...BESIDE_IDS.flatMap((id) => findingOf(id, audit.besides[id], { failed: "warning", unknown: "note" }, undefined)),
  ];
}

const SEVERITY = { failed: "error", unknown: "warning" } as const;

function findingOf(
  code: string,
  answer: Answer,
  severities: { readonly failed: Severity; readonly unknown: Severity },
  primary: Location | undefined,
): readonly Finding[] {
  if (answer.kind === "passed" || answer.kind === "not applicable") return [];
  const { because, todo, evidence, kind } = answer;
  return [
    {
      code,
      severity: severities[kind],
      message: because,
      primary: primary ?? locationIn(evidence),
      related: evidence.slice(0, MOST_RELATED).map(({ subject, what, value }) => ({
        location: undefined,
        text: `${subject === undefined ? "" : `${subject.name}, `}${what}: ${value}`,
      })),
      help: todo.join("; "),
    },
  ];
}

const MOST_RELATED = 10;

function locationIn(evidence: readonly Observation[]): Location | undefined {
  const policy = evidence.find(({ subject }) => subject?.kind === "policy")?.subject;
  return policy && { kind: "policy", id: policy.id, field: undefined };
}

/** An exclusion whose entry doesn't hold is mended in the register. */
function placeOf({ audited }: AuditReport["audit"], step: number): Location | undefined {
  if (step !== 8) return undefined;
  const open = audited.carriers.policies.flatMap((policy) => exclusionLines(policy, audited)).filter(isOpen);
  return open.flatMap(({ standing }) => (standing.kind === "lapsed" ? [standing.entry.reviewAt] : []))[0];
}
