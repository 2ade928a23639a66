import { auditOf } from "../../audit/audit";
import type { AuditReport, AuditRun, EarlierReport } from "../../audit/report/audit-report";
import { auditObject } from "../../audit/report/json";
import { auditReport } from "../../audit/report/report";
import { rowsOf } from "../../audit/report/rows";
import { replayObject } from "../../replay/json";
import { replayReport } from "../../replay/report";
import { renderCsv } from "../../report/csv";
import { FORMATS, render } from "../../report/render";
import { checksInSarif } from "../../report/sarif";
import { judgeRegister } from "../../verifier/exemptions";
import { type Host, TOOL, worstOf } from "../command";
import { type Judging, judgementOn } from "../judging";
import { progressOn } from "../progress";
import { type Logs, replayLogs, statusOf } from "../sign-ins/replaying";
import type { TenantFile } from "../tenant-source";
import { policyPlaces } from "./policy-places";

/** What an audit starts from. */
export interface AuditInputs {
  readonly read: Pick<TenantFile, "tenant" | "file" | "notes" | "evidence">;
  readonly judging: Judging;
  /** Where the evidence comes from. Its source has the tenant's name in reports. */
  readonly run: AuditRun;
  readonly earlier?: EarlierReport | undefined;
}

/** Judges a tenant and goes through the steps. */
export function reportOf(inputs: AuditInputs, host: Host, signIns?: AuditReport["signIns"]): AuditReport {
  const { read, judging, run, earlier } = inputs;
  const { day, otherDay, register: onDay } = judging;
  const { tenant } = read;
  const progress = progressOn(run.source.name, host);
  const register = onDay && judgeRegister(onDay, tenant);
  const judgement = judgementOn(run.source.name, read, register, host);
  progress("going through the steps");
  const audit = auditOf({ tenant, facts: read.evidence(), verdict: judgement.verdict, register, day });
  return { audit, judgement, run, signIns, earlier, otherDay };
}

/**
 * The same, with what sign-in logs show about the same policies.
 * @returns the report, the exit status, and complaints about logs that can't be read
 */
export async function reportWith(logs: Logs, inputs: AuditInputs, host: Host) {
  const against = { read: inputs.read, tenantFile: inputs.run.source.name, withNames: true };
  const { replayed, complaints = [] } = logs.size === 0 ? {} : await replayLogs(logs, against, inputs.judging, host);
  const signIns = replayed && { report: replayReport(replayed), object: replayObject(replayed) };
  const report = reportOf(inputs, host, signIns);
  const ofLogs = complaints.length > 0 ? 2 : replayed === undefined ? 0 : statusOf(replayed);
  return { report, complaints, status: worstOf([ofLogs, report.audit.outcome === "compliant" ? 0 : 1]) };
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
