import { auditOf } from "../../audit/audit";
import type { AuditReport, AuditRun, RecordedSignIns } from "../../audit/report/audit-report";
import type { TenantEvidence } from "../../law/model/evidence";
import type { Tenant } from "../../law/model/tenant";
import { replayObject } from "../../replay/report/json";
import { replayReport } from "../../replay/report/report";
import { judgeRegister } from "../../verifier/exemptions";
import type { ExitStatus, Host } from "../command";
import { type Judging, judgementOn } from "../judging";
import { progressOn } from "../progress";
import { inFiles, type Log, replayLogs, statusOf } from "../sign-ins/replaying";
import type { TenantFile } from "../tenant-source";

/** A tenant with everything that an audit looks at. */
export type Audited = Pick<TenantFile, "tenant" | "notes"> & { readonly evidence: TenantEvidence };

/**
 * Judges a tenant that was read and goes through the steps.
 * @param file what reports call the tenant
 * @param run where the evidence comes from
 */
export function reportOf(
  file: string,
  read: Audited,
  { register: onDay, day, otherDay }: Judging,
  run: AuditRun,
  host: Host,
  { signIns, earlier }: Partial<Pick<AuditReport, "signIns" | "earlier">> = {},
): AuditReport {
  const progress = progressOn(file, host);
  const { tenant, evidence: facts } = read;
  const register = onDay && judgeRegister(onDay, tenant);
  const judgement = judgementOn(file, read, register, host);
  progress("going through the steps");
  const audit = auditOf({ tenant, facts, verdict: judgement.verdict, register, day });
  return { audit, judgement, run, signIns, earlier, otherDay };
}

/** Logs that were replayed, with what is wrong with those that can't be read. */
export interface Recorded {
  readonly signIns: RecordedSignIns | undefined;
  readonly status: ExitStatus;
  readonly complaints: readonly string[];
}

/** Replays logs of sign-ins into a tenant's law. @param logs files, `-` for standard input; none: nothing is replayed */
export async function recordedIn(
  logs: readonly Log[],
  tenantFile: string,
  tenant: Tenant,
  judging: Judging,
  host: Host,
): Promise<Recorded> {
  if (logs.length === 0) return { signIns: undefined, status: 0, complaints: [] };
  const against = { tenant, tenantFile, withNames: true };
  const { replayed, complaints } = await replayLogs(inFiles(logs), against, judging, host);
  return {
    signIns: { report: replayReport(replayed), object: replayObject(replayed) },
    status: complaints.length > 0 ? 2 : statusOf(replayed),
    complaints,
  };
}
