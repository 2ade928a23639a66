import type { Finding, Location, Severity } from "../../law/model/finding";
import { printable } from "../../text/printable";
import { counted, listing } from "../../text/sentence";
import { escaped } from "./escaped";

/** What the page says besides the findings. */
export interface Page {
  readonly title: string;
  /** Where a finding is in the repository, as a path with a line. */
  readonly whereOf: (location: Location | undefined) => string | undefined;
}

/** Findings as a page of Markdown, for a comment or a job's summary. Foreign texts mark up nothing. */
export function findingsInMarkdown(findings: readonly Finding[], { title, whereOf }: Page): string {
  const lines = findings.flatMap((finding) => section(finding, whereOf(finding.primary)));
  return `${[`## ${escaped(title)}`, "", tally(findings), "", ...lines].join("\n").trimEnd()}\n`;
}

function tally(findings: readonly Finding[]): string {
  const counts = SEVERITIES.flatMap((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return count === 0 ? [] : [counted(count, severity)];
  });
  return counts.length === 0 ? "Nothing was found." : `${listing(counts, "and")}.`;
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "note"];

function section({ code, severity, message, primary, related, help }: Finding, where: string | undefined): string[] {
  const about = primary?.kind === "resource" ? primary.urn : undefined;
  const evidence = [...(about === undefined ? [] : [about]), ...related.map(({ text }) => text)];
  return [
    `### ${severity}: ${escaped(message)}`,
    "",
    `${escaped(code)}${where === undefined ? "" : `, at ${escaped(where)}`}`,
    "",
    ...(evidence.length === 0 ? [] : [...fenced(evidence), ""]),
    `**What to do:** ${escaped(help)}`,
    "",
  ];
}

/** Lines as they are. The fence is longer than any run of backticks in them, so that none of them can end it. */
function fenced(lines: readonly string[]): readonly string[] {
  const runs = lines.flatMap((line) => line.match(/`+/g) ?? []).map(({ length }) => length);
  const fence = "`".repeat(Math.max(3, ...runs.map((length) => length + 1)));
  return [`${fence}text`, ...lines.map(printable), fence];
}
