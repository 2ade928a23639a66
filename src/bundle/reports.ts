import type { AuditReport } from "../audit/report/audit-report";
import { auditObject } from "../audit/report/json";
import { auditReport } from "../audit/report/report";
import { rowsOf } from "../audit/report/rows";
import { renderCsv } from "../report/csv";
import { type Format, render } from "../report/render";
import { checksInSarif } from "../report/sarif";
import type { Terminal } from "../report/terminal";

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

/** The report in a format. */
export function rendered(format: AuditFormat, report: AuditReport, screen: Terminal): string {
  if (format === "csv") return renderCsv(rowsOf(report));
  const tree = auditReport(report);
  if (format !== "sarif") return render(format, { report: () => tree, object: () => auditObject(report) }, screen);
  return checksInSarif(tree, {
    tool: report.run.tool,
    category: "azmfa-audit",
    description: tree.answer.join(" "),
    placeOf: (location) => (location?.kind === "source" ? location : undefined),
    fallback: report.run.source.name,
  });
}
