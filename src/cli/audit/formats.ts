import type { AuditReport } from "../../report/audit/audit-report";
import { renderAudit } from "../../report/audit/human";
import { auditInJson } from "../../report/audit/json";
import type { Host } from "../command";
import type { AuditFormat } from "./format";

type Render = (report: AuditReport, host: Host) => string | Promise<string>;

const FORMATS: { readonly [F in AuditFormat]: Render } = {
  human: (report, { colour, width }) =>
    renderAudit(report, { colour, width, whatIf: false, otherDay: report.otherDay }),
  json: (report) => auditInJson(report),
};

/** The report in a format. */
export const rendered = async (format: AuditFormat, report: AuditReport, host: Host): Promise<string> =>
  FORMATS[format](report, host);
