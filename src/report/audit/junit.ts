import type { Answer } from "../../audit/answer";
import { BESIDE_IDS, BESIDES } from "../../audit/besides";
import { STEP_NUMBERS, STEPS } from "../../audit/steps";
import { printable } from "../../text/printable";
import { asOfDay } from "../judgement";
import type { AuditReport } from "./audit-report";
import { plannedInWords, sentenceOf } from "./words";

interface Case {
  readonly suite: string;
  readonly name: string;
  readonly answer: Answer;
}

/**
 * The audit as JUnit's XML, which every CI shows: failed is a failure, unknown an error, not applicable skipped. What is
 * looked at beside the steps decides nothing, so there nothing fails: it is said in the output.
 */
export function auditInJunit({ audit, judgement, otherDay }: AuditReport): string {
  const verdict: Case = {
    suite: "verdict",
    name: "no sign-in reaches Azure management without MFA",
    answer: verdictAsAnswer(),
  };
  const steps = STEP_NUMBERS.map(
    (number): Case => ({ suite: "steps", name: `${number}. ${STEPS[number].title}`, answer: audit.steps[number] }),
  );
  const besides = BESIDE_IDS.map(
    (id): Case => ({ suite: "besides", name: BESIDES[id].title, answer: softened(audit.besides[id]) }),
  );
  const suites = [[verdict], steps, besides];
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="azmfa audit" ${totals(suites.flat())}>\n${suites.map(suiteInXml).join("")}</testsuites>\n`;

  function verdictAsAnswer(): Answer {
    const said = {
      because: [sentenceOf(judgement), plannedInWords(audit), otherDay && asOfDay(otherDay)]
        .filter((text) => text !== undefined)
        .join(" "),
      evidence: [],
    };
    const todo = ["see the steps that don't pass"] as const;
    if (judgement.verdict.kind === "proved") return { kind: "passed", ...said };
    return { kind: judgement.verdict.kind === "bypass" ? "failed" : "unknown", todo, ...said };
  }
}

const softened = (answer: Answer): Answer =>
  answer.kind === "passed" || answer.kind === "not applicable"
    ? answer
    : {
        kind: "passed",
        because: `${answer.kind}: ${answer.because} ${answer.todo.join("; ")}`,
        evidence: answer.evidence,
      };

function totals(cases: readonly Case[]): string {
  const count = (kind: Answer["kind"]): number => cases.filter(({ answer }) => answer.kind === kind).length;
  return `tests="${cases.length}" failures="${count("failed")}" errors="${count("unknown")}" skipped="${count("not applicable")}"`;
}

const suiteInXml = (cases: readonly Case[]): string =>
  `  <testsuite name="${cases[0]?.suite ?? ""}" ${totals(cases)} time="0">\n${cases.map(caseInXml).join("")}  </testsuite>\n`;

function caseInXml({ suite, name, answer }: Case): string {
  const evidence = answer.evidence.map(
    ({ subject, what, value }) => `${subject === undefined ? "" : `${subject.name}, `}${what}: ${value}`,
  );
  const todo = "todo" in answer ? answer.todo.map((text) => `do: ${text}`) : [];
  const lines = [answer.because, ...todo, ...evidence].map(xml).join("\n");
  return `    <testcase classname="azmfa.${suite}" name="${xml(name)}" time="0">\n${inside(answer, lines)}    </testcase>\n`;
}

function inside({ kind, because }: Answer, lines: string): string {
  switch (kind) {
    case "passed":
      return `      <system-out>${lines}</system-out>\n`;
    case "not applicable":
      return `      <skipped message="${xml(because)}"/>\n`;
    case "failed":
      return `      <failure message="${xml(because)}" type="failed">${lines}</failure>\n`;
    case "unknown":
      return `      <error message="${xml(because)}" type="unknown">${lines}</error>\n`;
  }
}

/** No name or sentence is longer, and a CI shows none that is. */
const LONGEST = 10_000;

/** Text for an attribute or an element. Characters that XML doesn't have are spelt out. */
const xml = (text: string): string =>
  printable(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text)
    .replace(/[\uFFFE\uFFFF]/g, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
