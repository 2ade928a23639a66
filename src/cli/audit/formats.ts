import type { AuditReport } from "../../report/audit/audit-report";
import { auditInCsv } from "../../report/audit/csv";
import { auditInHtml } from "../../report/audit/html/page";
import { renderAudit } from "../../report/audit/human";
import { auditInJson } from "../../report/audit/json";
import { auditInJunit } from "../../report/audit/junit";
import { auditInMarkdown } from "../../report/audit/markdown";
import { auditInSarif } from "../../report/audit/sarif";
import type { Host } from "../command";
import { TOOL } from "../tool";
import type { AuditFormat } from "./format";
import { policyPlaces } from "./policy-places";

interface Rendering {
  readonly report: AuditReport;
  /** The tenant file; undefined for the live tenant. */
  readonly path: string | undefined;
  readonly host: Host;
}

const FORMATS: { readonly [F in AuditFormat]: (rendering: Rendering) => string | Promise<string> } = {
  human: ({ report, host: { colour, width } }) =>
    renderAudit(report, { colour, width, whatIf: false, otherDay: report.otherDay }),
  json: ({ report }) => auditInJson(report),
  markdown: ({ report }) => auditInMarkdown(report),
  html: ({ report }) => auditInHtml(report),
  sarif: async ({ report, path }) => auditInSarif(report, { tool: TOOL, ...(await policyPlaces(path)) }),
  junit: ({ report }) => auditInJunit(report),
  csv: ({ report }) => auditInCsv(report),
};

/** The report in a format. */
export const rendered = async (format: AuditFormat, rendering: Rendering): Promise<string> =>
  FORMATS[format](rendering);
