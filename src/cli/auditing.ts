import { existsSync } from "node:fs";
import { join } from "node:path";
import { auditOf } from "../audit/audit";
import type { AuditReport, AuditRun } from "../audit/report/audit-report";
import type { Audited } from "../bundle/make";
import type { Manifest } from "../bundle/manifest";
import { logFile, REGISTER, TENANT, TENANT_FOLDER } from "../bundle/what-was-read";
import { registerOnDay } from "../law/model/register";
import { loadRegister } from "../program/load-register";
import { replayObject } from "../replay/json";
import { replayReport } from "../replay/report";
import { judgeRegister } from "../verifier/exemptions";
import type { ExitStatus, Host } from "./command";
import { type Judging, judgementOn } from "./judging";
import { type Logs, logsInFiles, replayLogs, statusOf } from "./replaying";
import { readTenant, type TenantFile } from "./tenant-source";

/**
 * Judges a tenant, goes through the steps, and replays sign-in logs against the same policies.
 * @param run where the evidence comes from; its source has the tenant's name in reports
 * @throws Refused if a log can't be read
 */
export async function audited(read: TenantFile, judging: Judging, run: AuditRun, logs: Logs, host: Host) {
  const { day, otherDay } = judging;
  const { tenant } = read;
  const register = judging.register && judgeRegister(judging.register, tenant);
  const judgement = judgementOn(run.source.name, tenant, register, host);
  const replayed = logs.size === 0 ? undefined : await replayLogs(logs, { read, ...judgement }, host);
  const { commits } = run;
  const audit = auditOf({ tenant, facts: read.evidence(), verdict: judgement.verdict, register, commits, day });
  const signIns = replayed && { report: replayReport(replayed), object: replayObject(replayed) };
  const report: AuditReport = { audit, judgement, run, signIns, earlier: undefined, otherDay };
  const [ofLogs, ofSteps] = [replayed === undefined ? 0 : statusOf(replayed), audit.outcome === "compliant" ? 0 : 1];
  return { report, file: read.file, status: Math.max(ofLogs, ofSteps) as ExitStatus };
}

/** Audits what a bundle keeps, under the names that it had, and with a clock that stands still. */
export async function auditKept(folder: string, { run, day, whole, logs }: Manifest, host: Host): Promise<Audited> {
  const isFile = existsSync(join(folder, TENANT));
  const source = { name: run.source.name, path: join(folder, isFile ? TENANT : TENANT_FOLDER), whole };
  const read = await readTenant(source, { err: () => undefined });
  const declared = run.register === null ? undefined : loadRegister(join(folder, REGISTER), run.register.name);
  const judging = { day, otherDay: undefined, register: declared && registerOnDay(declared, day) };
  const kept = logsInFiles(logs, (log, number) => join(folder, logFile(log, number)));
  return audited(read, judging, run, kept, { ...host, now: () => 0 });
}
