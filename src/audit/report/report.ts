import type { NotRead } from "../../law/model/evidence";
import {
  type Check,
  type CheckAnswer,
  filled,
  listSection,
  type Report,
  type Section,
  type Tone,
  tableSection,
} from "../../report/report";
import { BLOCKED, certainFirst, dependenciesSection, notListedSection } from "../../report/verdict";
import { waysInSection } from "../../report/ways-in";
import { groupedBy } from "../../text/grouped-by";
import { present } from "../../text/present";
import { fileName, listing, shortened } from "../../text/sentence";
import type { Bypass } from "../../verifier/verdict";
import { asOfDay, assumptionsBehind } from "../../words/judgement";
import { explainedTenant } from "../../words/uncovered";
import { agentsInWords, verdictInWords } from "../../words/verdict";
import { outcomeInWords, stepsByAnswer } from "../audit";
import { BENCHMARK, MAPPINGS } from "../benchmark";
import { isInBenchmark } from "../check";
import { notReadOf } from "../not-known";
import type { AuditReport } from "./audit-report";
import { otherChecks, resultChecks, stepChecks } from "./checks";
import { exclusionsSection } from "./exclusions";
import { factsOf, policiesSection } from "./facts";
import { changesSinceSection } from "./since";

const TONES = { compliant: "good", "not compliant": "bad", "not settled": "warn" } as const;

/** The report of an audit: the results, what could not be read, who gets in, the steps, and what all of it rests on. */
export function auditReport(audited: AuditReport): Report {
  const { audit, judgement } = audited;
  const { verdict } = judgement;
  const ways = certainFirst(verdict);
  const blocked = audit.outcome === "compliant" && verdict.blocked;
  const headline = `${outcomeInWords(audit.outcome)}${blocked ? `, ${BLOCKED[blocked]} blocked` : ""}`;
  return {
    title: "MFA for Azure management",
    word: headline.toUpperCase(),
    tone: blocked ? "warn" : TONES[audit.outcome],
    headline,
    subject: fileName(judgement.file),
    answer: [verdictInWords(judgement), ...moreToKnow(audited)],
    facts: factsOf(audited),
    numbers: numbersOf(audited, ways),
    sections: filled(sectionsOf(audited, ways)),
    footer: `${BENCHMARK.later} Made by azmfa audit. This report names people and exclusions. Share it only with people who may see them.`,
  };
}

/** What the reader must know with the verdict. */
function moreToKnow({ audit, judgement, otherDay, signIns }: AuditReport): readonly string[] {
  const { plannedBy } = audit.audited.facts;
  const beyond = stepsInNumbers(audit, (step) => !isInBenchmark(step));
  return present([
    `Steps 1 to 11, which are the benchmark's: ${stepsInNumbers(audit, isInBenchmark)}. Steps 12 to 15, beyond it: ${beyond}.`,
    plannedBy !== undefined && `The policies are as ${shortened(plannedBy)} plans them, not as they are in the tenant.`,
    agentsInWords(judgement),
    otherDay && asOfDay(otherDay),
    signIns && `Recorded: ${[`${signIns.report.aside ?? ""}.`, ...signIns.report.answer].join(" ")}`,
  ]);
}

function sectionsOf(audited: AuditReport, ways: readonly Bypass[]): readonly (Section | undefined)[] {
  const { audit, judgement } = audited;
  const { tenant, register, verdict } = judgement;
  const explained = explainedTenant(tenant, register?.exemptions, judgement.verdict.isWhole);
  return [
    checksSection("Result", "result", resultChecks(audited)),
    changesSinceSection(audited),
    notReadSection(audited),
    waysInSection(ways, explained, { kind: "way", says: "why" }),
    notListedSection(verdict),
    ...(audited.signIns?.report.sections ?? []),
    dependenciesSection(judgement),
    { ...checksSection("Steps", "steps", stepChecks(audit)), lead: ON_STEPS },
    { ...checksSection("Other findings", "besides", otherChecks(audit)), lead: ON_OTHERS },
    exclusionsSection(audited),
    { ...listSection("Assumptions", assumptionsBehind(judgement)), id: "basis" },
    policiesSection(audited),
    frameworksSection(),
  ];
}

const checksSection = (title: string, id: string, checks: readonly Check[]): Section => ({
  title,
  id,
  blocks: [{ kind: "checks", checks }],
});

const ON_STEPS =
  "Steps 1 to 11 are the benchmark's. All eleven can pass while people sign in without MFA. Steps 12 to 15 look where most gaps are.";
const ON_OTHERS = "These checks are not part of the steps. They don't count towards the result.";

/** `8 passed, 2 failed and 1 unknown`. */
const stepsInNumbers = (...asked: Parameters<typeof stepsByAnswer>): string =>
  listing(
    Array.from(stepsByAnswer(...asked), ([answer, steps]) => `${steps.length} ${answer}`),
    "and",
  );

/** What could not be read, and which role reads it. Unknown answers may come from this. */
function notReadSection({ audit }: AuditReport): Section {
  const reason = ({ key, why, role }: NotRead): string => {
    if (why === `\`${key}\` isn't in the tenant file`) return "not in the tenant file";
    return role === undefined ? why : `${why}; grant the application role ${role} to the app that reads the tenant`;
  };
  const items = groupedBy(notReadOf(audit.audited), reason).map(
    ([why, some]) => `${listing([...new Set(some.map(({ key }) => key))], "and")}: ${why}`,
  );
  return { ...listSection("What could not be read", items), id: "not-read" };
}

const frameworksSection = (): Section =>
  tableSection(
    {
      title: "Other frameworks",
      look: "frameworks",
      where: "page",
      lead: `${BENCHMARK.title} ${BENCHMARK.version}, recommendation ${BENCHMARK.recommendation} (level ${BENCHMARK.level}, ${BENCHMARK.assessment}): ${BENCHMARK.name}.`,
    },
    ["Framework", "Requirement", "What it asks for", "Source"],
    () =>
      MAPPINGS.map(({ framework, requirements, asks, source }) => [framework, requirements.join(", "), asks, source]),
  );

/** The counts at the top of a page. */
function numbersOf({ audit }: AuditReport, ways: readonly Bypass[]): NonNullable<Report["numbers"]> {
  const steps = (answer: CheckAnswer): number => stepsByAnswer(audit).get(answer)?.length ?? 0;
  const late = audit.exclusions.filter(({ standing }) => standing !== "in force").length;
  const numbers: readonly (readonly [label: string, count: number, tone: Tone])[] = [
    ["Ways in", ways.length, "bad"],
    ["Steps failed", steps("failed"), "bad"],
    ["Steps unknown", steps("unknown"), "warn"],
    ["Steps passed", steps("passed"), "none"],
    [
      late === 0 ? "Exclusions" : `Exclusions, ${late} not in force`,
      audit.exclusions.length,
      late === 0 ? "none" : "bad",
    ],
  ];
  return numbers.map(([label, count, tone]) => ({ label, count, tone: count > 0 || tone === "none" ? tone : "good" }));
}
