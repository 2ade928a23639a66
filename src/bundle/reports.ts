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
import { textIn } from "../tenant/file/parse-json";
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
  const { tool, source } = report.run;
  return checksInSarif(tree, {
    tool,
    category: "azmfa-audit",
    description: tree.answer.join(" "),
    placeOf: (location) => (location?.kind === "policy" ? lineOf(location.id, inputs, source.name) : inFile(location)),
    fallback: source.name,
  });
}

const inFile = (location: Location | undefined) => (location?.kind === "source" ? location : undefined);

/** The line of the tenant's files that has a policy's id. */
function lineOf(id: string, inputs: Inputs, source: string): Place | undefined {
  const named = relativeUri(source) === undefined ? basename(source) : source;
  for (const [name, bytes] of inputs) {
    const text = isOfTenant(name) ? textIn(Buffer.from(bytes)) : undefined;
    const lines = text?.ok ? text.value.split("\n") : [];
    const at = lines.findIndex((line) => /"id"\s*:/i.test(line) && line.toLowerCase().includes(`${id}"`));
    if (at >= 0) return { file: name.replace(/^tenant(\.json)?/, () => named), line: at + 1 };
  }
  return undefined;
}
