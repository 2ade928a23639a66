import type { Answer, AnswerKind } from "../../audit/answer";
import { BENCHMARK } from "../../audit/benchmark";
import { BESIDE_IDS, BESIDES } from "../../audit/besides";
import { STEP_NUMBERS, STEPS } from "../../audit/steps";
import { beyondTheToldInWords } from "../beyond-the-told";
import { explainedTenant } from "../human/explained-tenant";
import { widestOnly } from "../human/widest";
import { asOfDay, isIncomplete } from "../judgement";
import { escaped } from "../markdown/escaped";
import { describeSignIn, tellerOf } from "../sign-in";
import { describeUncovered } from "../uncovered";
import type { AuditReport } from "./audit-report";
import { OUTCOMES, plannedInWords, sentenceOf, stepsInNumbers } from "./words";

const MARKS: { readonly [K in AnswerKind]: string } = {
  passed: "✅ passed",
  failed: "❌ failed",
  unknown: "❔ unknown",
  "not applicable": "➖ not applicable",
};

/** The audit as a page of Markdown, for a comment on a pull request. Foreign names mark up nothing. */
export function auditInMarkdown(report: AuditReport): string {
  const { audit, otherDay } = report;
  const { title, version, recommendation, later } = BENCHMARK;
  const planned = plannedInWords(audit);
  return `${[
    `## MFA for Azure management: ${OUTCOMES[audit.outcome]}`,
    "",
    `**${escaped(sentenceOf(report.judgement))}**`,
    "",
    ...(planned === undefined ? [] : [escaped(planned), ""]),
    ...(otherDay === undefined ? [] : [asOfDay(otherDay), ""]),
    `${stepsInNumbers(Object.values(audit.steps))} of ${STEP_NUMBERS.length} steps of ${title} ${version}, ${recommendation}, and beyond it.`,
    "",
    ...waysIn(report),
    "| step | answer | why |",
    "|---|---|---|",
    ...STEP_NUMBERS.map((number) => row(`${number}. ${STEPS[number].title}`, audit.steps[number])),
    "",
    "<details><summary>Besides</summary>",
    "",
    "| | answer | why |",
    "|---|---|---|",
    ...BESIDE_IDS.map((id) => row(BESIDES[id].title, audit.besides[id])),
    "",
    "</details>",
    "",
    `<sub>${escaped(later)}</sub>`,
  ].join("\n")}\n`;
}

function row(title: string, answer: Answer): string {
  const todo = "todo" in answer ? ` **Do:** ${answer.todo.map(escaped).join("; ")}` : "";
  return `| ${escaped(title)} | ${MARKS[answer.kind]} | ${escaped(answer.because)}${todo} |`;
}

const MOST_WAYS = 5;

function waysIn({ judgement }: AuditReport): readonly string[] {
  const { tenant, verdict, register } = judgement;
  const ways = widestOnly(verdict.bypasses);
  if (ways.length === 0) return [];
  const { directory } = explainedTenant(tenant, register?.exemptions, !isIncomplete(judgement));
  const listed = ways
    .slice(0, MOST_WAYS)
    .map(
      (way) =>
        `- **${escaped(describeUncovered(way, directory))}**: ${escaped(describeSignIn(way.signIn, way.alsoTrueFor, tellerOf(tenant)))}`,
    );
  const more = ways.length - listed.length;
  const others = beyondTheToldInWords(verdict);
  return [
    "### Who gets in, and how",
    "",
    ...listed,
    ...(more > 0 ? [`- and ${more} more`] : []),
    "",
    ...(others === undefined ? [] : [escaped(others), ""]),
  ];
}
