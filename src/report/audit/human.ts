import type { Answer, AnswerKind, Observation } from "../../audit/answer";
import { BENCHMARK } from "../../audit/benchmark";
import { BESIDE_IDS, BESIDES } from "../../audit/besides";
import { STEP_NUMBERS, STEPS } from "../../audit/steps";
import { shortened, shortenedTo } from "../../text/sentence";
import { renderBypasses, renderWhoAndHow } from "../human/bypass";
import { explainedTenant } from "../human/explained-tenant";
import { hangingSection } from "../human/hanging";
import { section } from "../human/sections";
import { type Pen, penFor, type ReportOptions, wrap } from "../human/terminal";
import { beyond, renderSummary } from "../human/verdict";
import { widestOnly } from "../human/widest";
import { assumptionsThatBear, isIncomplete } from "../judgement";
import type { AuditReport } from "./audit-report";
import { exclusionInWords, plannedInWords, stepsInNumbers } from "./words";

/** The audit for a person at a terminal. */
export function renderAudit(report: AuditReport, options: ReportOptions): string {
  const { judgement, audit } = report;
  const pen = penFor(options);
  return `${[
    ...head(report, pen),
    "",
    ...renderSummary(judgement, options, pen),
    ...waysIn(report, pen),
    ...hangingSection(judgement, pen),
    "",
    ...pen.heading("The steps"),
    ...STEP_NUMBERS.flatMap((number) => [
      ...(number === 12 ? ["", ...pen.heading("Beyond the benchmark")] : []),
      ...renderAnswer(`${number}`.padStart(2), STEPS[number].title, audit.steps[number], pen),
    ]),
    "",
    ...pen.heading("Besides"),
    ...BESIDE_IDS.flatMap((id) => renderAnswer("  ", BESIDES[id].title, audit.besides[id], pen)),
    ...section("Exclusions", audit.exclusions.map(exclusionInWords), pen),
    ...section("It rests on this", assumptionsThatBear(judgement), pen),
  ].join("\n")}\n`;
}

const OUTCOMES = {
  compliant: { text: "COMPLIANT", colour: "green" },
  "not compliant": { text: "NOT COMPLIANT", colour: "red" },
  "not settled": { text: "NOT SETTLED", colour: "yellow" },
} as const;

function head({ audit }: AuditReport, pen: Pen): readonly string[] {
  const { text, colour } = OUTCOMES[audit.outcome];
  const { title, version, recommendation } = BENCHMARK;
  const { readAt } = audit.audited.facts;
  const planned = plannedInWords(audit);
  return [
    `${pen.paint.bold(pen.paint[colour](text))}  ${stepsInNumbers(Object.values(audit.steps))}`,
    ...wrap(`${title} ${version}, ${recommendation}. ${BENCHMARK.later}`, pen.width, "  ").map(pen.paint.dim),
    ...(planned === undefined ? [] : wrap(planned, pen.width, "  ")),
    ...(readAt === undefined ? [] : wrap(`Read at ${shortened(readAt)}.`, pen.width, "  ")),
  ];
}

function waysIn({ judgement }: AuditReport, pen: Pen): readonly string[] {
  const { tenant, verdict, register } = judgement;
  const explained = explainedTenant(tenant, register?.exemptions, !isIncomplete(judgement));
  return [
    ...renderBypasses("Way in", widestOnly(verdict.bypasses), (bypass) => renderWhoAndHow(bypass, explained, pen), pen),
    ...beyond(verdict, pen),
  ];
}

const MARKS = {
  passed: { mark: "passed", colour: "green" },
  failed: { mark: "FAILED", colour: "red" },
  unknown: { mark: "UNKNOWN", colour: "yellow" },
  "not applicable": { mark: "n/a", colour: "dim" },
} as const satisfies Record<AnswerKind, { mark: string; colour: "green" | "red" | "yellow" | "dim" }>;

/** Longer evidence is for the formats that aren't read at a terminal. */
const LONGEST_VALUE = 160;

const observed = ({ subject, what, value }: Observation): string =>
  `${subject === undefined ? "" : `${shortened(subject.name)}, `}${shortenedTo(LONGEST_VALUE, what)}: ${shortenedTo(LONGEST_VALUE, value)}`;

const MARK_WIDTH = 8;
/** Where a step's reason begins, below its title. */
const INDENT = " ".repeat(14);
/** Observations that are shown at a terminal. */
const MOST_SHOWN = 3;

function renderAnswer(number: string, title: string, answer: Answer, pen: Pen): readonly string[] {
  const { mark, colour } = MARKS[answer.kind];
  const worth = answer.kind === "failed" || answer.kind === "unknown" ? answer.evidence : [];
  const more = worth.length - MOST_SHOWN;
  return [
    `  ${number}  ${pen.paint[colour](mark.padEnd(MARK_WIDTH))}${pen.paint.bold(title)}`,
    ...wrap(answer.because, pen.width, INDENT),
    ...[...worth.slice(0, MOST_SHOWN).map(observed), ...(more > 0 ? [`and ${more} more, in --format json`] : [])]
      .flatMap((text) => wrap(text, pen.width, `${INDENT}- `))
      .map(pen.paint.dim),
    ...("todo" in answer ? answer.todo.flatMap((todo) => wrap(todo, pen.width, `${INDENT}→ `)) : []),
  ];
}
