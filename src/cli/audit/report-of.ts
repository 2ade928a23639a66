import { auditOf } from "../../audit/audit";
import type { AuditReport, AuditRun } from "../../audit/report/audit-report";
import { judgeRegister } from "../../verifier/judged-register";
import { ifUnknownAreEmpty, prove } from "../../verifier/prove";
import type { Host } from "../command";
import type { AuditedFile } from "../files/tenant-file";
import type { Judging } from "../judging";
import { progressOn } from "../progress";

type Read = Omit<Extract<AuditedFile, { ok: true }>, "ok" | "file">;

/**
 * Judges a tenant that was read and goes through the steps.
 * @param file what reports call the tenant
 * @param run where the evidence comes from
 */
export function reportOf(
  file: string,
  read: Read,
  { register: onDay, day }: Judging,
  run: AuditRun,
  host: Host,
  { signIns, earlier }: Partial<Pick<AuditReport, "signIns" | "earlier">> = {},
): AuditReport {
  const progress = progressOn(file, host);
  const { tenant, notes, evidence: facts } = read;
  const register = onDay && judgeRegister(onDay, tenant);
  progress("deciding");
  const started = host.now();
  const verdict = prove(tenant, register?.exemptions);
  const ifUnknownGroupsEmpty = ifUnknownAreEmpty(verdict, tenant, register?.exemptions);
  progress("going through the steps");
  return {
    audit: auditOf({ tenant, facts, verdict, register, day }),
    judgement: {
      file,
      tenant,
      notes,
      verdict,
      register,
      ifUnknownGroupsEmpty,
      assumed: [],
      assumedInWords: [],
      elapsedMs: host.now() - started,
    },
    run,
    signIns,
    earlier,
    otherDay: day === host.today ? undefined : day,
  };
}
