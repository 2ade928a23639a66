import { groupedBy } from "../text/grouped-by";
import { printable } from "../text/printable";
import { bounded } from "../text/sentence";
import { type Check, type CheckAnswer, checksIn, type Report, seenIn } from "./report";

/**
 * A report's checks as JUnit XML, which every CI shows: failed is a failure, unknown is an error, not applicable is skipped. A check that
 * is only informative passes, and its output says the answer.
 */
export function renderJunit(report: Report): string {
  const checks = checksIn(report).map(softened);
  const inXml = groupedBy(checks, ({ suite }) => suite).map(([suite, some]) => suiteInXml(suite, some));
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="${xml(report.title)}" ${totals(checks)}>\n${inXml.join("")}</testsuites>\n`;
}

const softened = (check: Check): Check =>
  check.decides || check.answer === "passed" || check.answer === "not applicable"
    ? check
    : { ...check, answer: "passed", because: `${check.answer}: ${check.because}` };

function totals(checks: readonly Check[]): string {
  const count = (answer: CheckAnswer): number => checks.filter((check) => check.answer === answer).length;
  return `tests="${checks.length}" failures="${count("failed")}" errors="${count("unknown")}" skipped="${count("not applicable")}"`;
}

const suiteInXml = (suite: string, checks: readonly Check[]): string =>
  `  <testsuite name="${xml(suite)}" ${totals(checks)} time="0">\n${checks.map(caseInXml).join("")}  </testsuite>\n`;

function caseInXml(check: Check): string {
  const { suite, number, title, because, todo } = check;
  const name = number === undefined ? title : `${number}. ${title}`;
  const lines = [because, ...todo.map((text) => `do: ${text}`), ...seenIn(check)].map(xml).join("\n");
  return `    <testcase classname="azmfa.${xml(suite)}" name="${xml(name)}" time="0">\n${inside(check, lines)}    </testcase>\n`;
}

function inside({ answer, because }: Check, lines: string): string {
  switch (answer) {
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

/** Text for an attribute or an element. Characters that XML doesn't allow are spelled out. */
const xml = (text: string): string =>
  printable(bounded(text))
    .replace(/[\uFFFE\uFFFF]/g, "\uFFFD")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
