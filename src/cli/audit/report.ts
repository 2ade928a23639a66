import { auditOf } from "../../audit/audit";
import type { AuditReport, AuditRun, RecordedSignIns } from "../../audit/report/audit-report";
import { auditObject } from "../../audit/report/json";
import { auditReport } from "../../audit/report/report";
import { rowsOf } from "../../audit/report/rows";
import type { Tenant } from "../../law/model/tenant";
import { replayObject } from "../../replay/json";
import { replayReport } from "../../replay/report";
import { renderCsv } from "../../report/csv";
import { FORMATS, render } from "../../report/render";
import { checksInSarif } from "../../report/sarif";
import { judgeRegister } from "../../verifier/exemptions";
import { type ExitStatus, type Host, TOOL } from "../command";
import { type Judging, judgementOn } from "../judging";
import { progressOn } from "../progress";
import { type Logs, replayLogs, statusOf } from "../sign-ins/replaying";
import type { TenantFile } from "../tenant-source";
import { policyPlaces } from "./policy-places";

/**
 * Judges a tenant and goes through the steps.
 * @param file the tenant's name in reports
 * @param run where the evidence comes from
 */
export function reportOf(
  file: string,
  read: Pick<TenantFile, "tenant" | "notes" | "evidence">,
  { register: onDay, day, otherDay }: Judging,
  run: AuditRun,
  host: Host,
  { signIns, earlier }: Partial<Pick<AuditReport, "signIns" | "earlier">> = {},
): AuditReport {
  const progress = progressOn(file, host);
  const { tenant } = read;
  const register = onDay && judgeRegister(onDay, tenant);
  const judgement = judgementOn(file, read, register, host);
  progress("going through the steps");
  const audit = auditOf({ tenant, facts: read.evidence(), verdict: judgement.verdict, register, day });
  return { audit, judgement, run, signIns, earlier, otherDay };
}

/** The result of replaying logs, with complaints about logs that can't be read. */
export interface RecordedLogs {
  readonly signIns: RecordedSignIns | undefined;
  readonly status: ExitStatus;
  readonly complaints: readonly string[];
}

/** Compares sign-in logs with a tenant's policies. Without a log, there is no result. */
export async function recordedIn(
  logs: Logs,
  tenantFile: string,
  tenant: Tenant,
  judging: Judging,
  host: Host,
): Promise<RecordedLogs> {
  if (logs.size === 0) return { signIns: undefined, status: 0, complaints: [] };
  const { replayed, complaints } = await replayLogs(logs, { tenant, tenantFile, withNames: true }, judging, host);
  const signIns = { report: replayReport(replayed), object: replayObject(replayed) };
  return { signIns, status: complaints.length > 0 ? 2 : statusOf(replayed), complaints };
}

/** The formats of an audit, by their names for `--format`. */
export const AUDIT_FORMATS = [...FORMATS, "sarif", "junit", "csv"] as const;
/** One of them. */
export type AuditFormat = (typeof AUDIT_FORMATS)[number];

/** The report in a format. @param path the tenant file; undefined for the live tenant */
export async function rendered(
  format: AuditFormat,
  { report, path, host }: { readonly report: AuditReport; readonly path: string | undefined; readonly host: Host },
): Promise<string> {
  if (format === "csv") return renderCsv(rowsOf(report));
  if (format !== "sarif")
    return render(format, { report: () => auditReport(report), object: () => auditObject(report) }, host);
  const tree = auditReport(report);
  const about = { tool: TOOL, category: "azmfa-audit", description: tree.answer.join(" ") };
  return checksInSarif(tree, { ...about, ...(await policyPlaces(path)) });
}
