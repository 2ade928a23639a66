import type { AuditReport } from "../../audit/report/audit-report";
import { auditObject } from "../../audit/report/json";
import { auditReport } from "../../audit/report/report";
import { rowsOf } from "../../audit/report/rows";
import { renderCsv } from "../../report/csv";
import { FORMATS, type Format, render } from "../../report/render";
import { checksInSarif } from "../../report/sarif";
import { type Host, TOOL } from "../command";
import { policyPlaces } from "./policy-places";

/** The formats of an audit, by what `--format` calls them. */
export const AUDIT_FORMATS = [...FORMATS, "sarif", "junit", "csv"] as const;
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

interface Rendering {
  readonly report: AuditReport;
  /** The tenant file; undefined for the live tenant. */
  readonly path: string | undefined;
  readonly host: Host;
}

const tree =
  (format: Format | "junit") =>
  ({ report, host }: Rendering): string =>
    render(format, { report: () => auditReport(report), object: () => auditObject(report) }, host);

const RENDERINGS: { readonly [F in AuditFormat]: (rendering: Rendering) => string | Promise<string> } = {
  human: tree("human"),
  json: tree("json"),
  markdown: tree("markdown"),
  html: tree("html"),
  junit: tree("junit"),
  sarif: async ({ report, path }) => {
    const built = auditReport(report);
    const description = built.answer.join(" ");
    return checksInSarif(built, { tool: TOOL, category: "azmfa-audit", description, ...(await policyPlaces(path)) });
  },
  csv: ({ report }) => renderCsv(rowsOf(report)),
};

/** The report in a format. */
export const rendered = async (format: AuditFormat, rendering: Rendering): Promise<string> =>
  RENDERINGS[format](rendering);
