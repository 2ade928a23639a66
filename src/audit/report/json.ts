import { verdictObject } from "../../report/verdict-in-json";
import type { Audit } from "../audit";
import { BENCHMARK, MAPPINGS } from "../benchmark";
import { type CheckId, isInBenchmark } from "../check";
import { CHECKLIST, OTHER_CHECK_IDS, STEP_NUMBERS } from "../checklist";
import type { Exclusion } from "../exclusions/exclusions";
import { notReadOf, partOf } from "../not-known";
import type { AuditReport } from "./audit-report";
import { policiesRead } from "./facts";
import { changesSince } from "./since";

/** The audit in the shape of `docs/audit.schema.json`. */
export function auditObject(report: AuditReport): object {
  const { audit, judgement, otherDay, run } = report;
  const { commits: _, ...ran } = run;
  const { facts, day, carriers } = audit.audited;
  const organization = partOf(facts.organization);
  return {
    format: "azmfa-audit-1",
    file: judgement.file,
    tenant: { id: organization?.id ?? null, displayName: organization?.displayName ?? null },
    readAt: facts.readAt ?? null,
    plannedBy: facts.plannedBy ?? null,
    day,
    run: ran,
    policies: policiesRead(report),
    benchmark: BENCHMARK,
    outcome: audit.outcome,
    verdict: verdictObject(judgement, otherDay),
    carriers: { kind: carriers.kind, policies: carriers.policies.map(({ id, displayName }) => ({ id, displayName })) },
    steps: STEP_NUMBERS.map((number) => {
      const { title, must } = CHECKLIST[number];
      return { number, title, must, inBenchmark: isInBenchmark(number), ...answerInJson(number, audit) };
    }),
    besides: OTHER_CHECK_IDS.map((id) => ({ id, title: CHECKLIST[id].title, ...answerInJson(id, audit) })),
    exclusions: audit.exclusions.map(exclusionInJson),
    notRead: notReadOf(audit.audited).map(({ key, why, role }) => ({ key, why, role: role ?? null })),
    since: report.earlier === undefined ? null : changesSince(report, report.earlier),
    signIns: report.signIns?.object ?? null,
    mappings: MAPPINGS,
  };
}

function answerInJson(id: CheckId, { answers: { [id]: answer } }: Audit): object {
  const evidence = answer.evidence.map(({ subject, ...found }) => ({ subject: subject ?? null, ...found }));
  return { answer: answer.answer, because: answer.because, todo: answer.todo, evidence };
}

const OF_ENTRY = ["kind", "owner", "reason", "approvedBy", "ticket", "commit", "reviewBy"] as const;

const exclusionInJson = ({ subject, standing, entry, commit, isStale, review, ...exclusion }: Exclusion): object => ({
  subject,
  standing,
  ...Object.fromEntries(OF_ENTRY.map((key) => [key, { ...entry, commit }[key] ?? null])),
  stale: isStale,
  excludedBy: exclusion.excludedBy,
  confinedBy: exclusion.confinedBy,
  accessReview:
    review.kind === "covered"
      ? { kind: review.kind, by: review.by, recurring: review.isRecurring }
      : { kind: review.kind, ...(review.why === undefined ? {} : { why: review.why }) },
});
