import { basename } from "node:path";
import type { AuditReport } from "../audit/report/audit-report";
import { auditObject } from "../audit/report/json";
import { auditReport } from "../audit/report/report";
import { rowsOf } from "../audit/report/rows";
import type { Location } from "../law/model/finding";
import { renderCsv } from "../report/csv";
import { type Format, render } from "../report/render";
import { checksInSarif, type Place } from "../report/sarif";
import type { Terminal } from "../report/terminal";
import { memoize } from "../text/memoize";
import { relativeUri } from "../text/relative-uri";
import { type Inputs, isOfTenant } from "./what-was-read";

/** The file that a bundle has for each format of an audit. */
export const REPORT_FILES = {
  human: "report.txt",
  json: "report.json",
  markdown: "report.md",
  html: "report.html",
  sarif: "report.sarif",
  junit: "report.junit.xml",
  csv: "report.csv",
} as const satisfies Readonly<Record<string, string>> & { readonly [F in Format]: string };
/** A format of an audit, by its name for `--format`. */
export type AuditFormat = keyof typeof REPORT_FILES;
export const AUDIT_FORMATS = Object.keys(REPORT_FILES) as readonly AuditFormat[];

/** The report in a format. @param inputs what the audit read, for the lines of policies in code scanning */
export function rendered(format: AuditFormat, report: AuditReport, inputs: Inputs, screen: Terminal): string {
  if (format === "csv") return renderCsv(rowsOf(report));
  const tree = auditReport(report);
  if (format !== "sarif") return render(format, { report: () => tree, object: () => auditObject(report) }, screen);
  const { tool, source: read } = report.run;
  const source = relativeUri(read.name) === undefined ? basename(read.name) : read.name;
  return checksInSarif(tree, {
    tool,
    category: "azmfa-audit",
    description: tree.answer.join(" "),
    placeOf: (location) => placeOf(location, inputs, source),
    fallback: source,
  });
}

/** The lines of a file in lower case. In UTF-16, or compressed, it has none that is looked for. */
const linesIn = memoize((bytes: Uint8Array) => new TextDecoder().decode(bytes).toLowerCase().split("\n"));

/** The place of a register entry, or the line of the tenant's files that has a policy's id. */
function placeOf(location: Location | undefined, inputs: Inputs, source: string): Place | undefined {
  if (location?.kind !== "policy") return location?.kind === "source" ? location : undefined;
  const hasId = (line: string): boolean => line.includes(`${location.id.toLowerCase()}"`) && /"id"\s*:/.test(line);
  const places = [...inputs].flatMap(([name, bytes]) => {
    const file = name.replace(/^tenant(\.json)?/, () => source);
    const lines = isOfTenant(name) ? linesIn(bytes) : [];
    return lines.flatMap((text, at) => (hasId(text) ? { file, line: at + 1, indent: text.search(/\S/) } : []));
  });
  return places.sort((one, other) => one.indent - other.indent)[0]; // an audit log names the policy further in
}
