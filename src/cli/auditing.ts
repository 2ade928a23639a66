import { join } from "node:path";
import { auditOf } from "../audit/audit";
import type { AuditReport, AuditRun } from "../audit/report/audit-report";
import { withCommits } from "../bundle/approval-commits";
import type { Audited, Kept } from "../bundle/make";
import { registerOnDay } from "../law/model/register";
import { loadRegister } from "../program/load-register";
import { replayObject } from "../replay/json";
import { replayReport } from "../replay/report";
import { judgeRegister } from "../verifier/exemptions";
import { type Host, worstOf } from "./command";
import { type Judging, judgementOn } from "./judging";
import { type Logs, logsInFiles, replayLogs, statusOf } from "./sign-ins/replaying";
import { readTenant, type TenantFile } from "./tenant-source";

/** What an audit starts from. */
export interface AuditInputs {
  readonly read: TenantFile;
  readonly judging: Judging;
  /** Where the evidence comes from. Its source has the tenant's name in reports. */
  readonly run: AuditRun;
}

/**
 * Judges a tenant, goes through the steps, and replays sign-in logs against the same policies.
 * @throws Refused if a log can't be read
 */
export async function audited({ read, judging, run }: AuditInputs, host: Host, logs: Logs = new Map()) {
  const { day, otherDay, register: onDay } = judging;
  const tenantFile = run.source.name;
  const replayed = logs.size === 0 ? undefined : await replayLogs(logs, { read, tenantFile }, judging, host);
  const register = onDay && judgeRegister(onDay, read.tenant);
  const judgement = judgementOn(tenantFile, read.tenant, register, host);
  const audit = auditOf({ tenant: read.tenant, facts: read.evidence(), verdict: judgement.verdict, register, day });
  const signIns = replayed && { report: replayReport(replayed), object: replayObject(replayed) };
  const report: AuditReport = { audit, judgement, run, signIns, earlier: undefined, otherDay };
  const status = worstOf([replayed === undefined ? 0 : statusOf(replayed), audit.outcome === "compliant" ? 0 : 1]);
  return { report, policies: read.file["policies"], status };
}

/** Audits what a bundle keeps, as on the day of the bundle. */
export async function auditKept({ folder, run, day, whole, ...kept }: Kept, host: Host): Promise<Audited> {
  const source = { name: run.source.name, path: join(folder, kept.tenant), whole };
  const read = await readTenant(source, { err: () => undefined });
  const declared = kept.register === undefined ? undefined : loadRegister(join(folder, kept.register), kept.register);
  const register = declared && withCommits(registerOnDay(declared, day), run.register?.commits);
  const judging = { day, otherDay: undefined, register };
  return audited({ read, judging, run }, { ...host, now: () => 0 }, logsInFiles(kept.logs, folder));
}
