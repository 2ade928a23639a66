import type { RecordedSignIns } from "../../audit/report/audit-report";
import type { Tenant } from "../../law/model/tenant";
import { replayObject } from "../../replay/report/json";
import { replayReport } from "../../replay/report/report";
import type { ExitStatus, Host } from "../command";
import type { Judging } from "../judging";
import { type Log, Replaying, replayLogs, statusOf } from "../sign-ins/replaying";

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
  const replaying = new Replaying(tenant, { judging, withNames: true }, host);
  const complaints = await replayLogs(logs, replaying);
  const replayed = replaying.reportOn(
    logs.map(({ name }) => name),
    tenantFile,
  );
  return {
    signIns: { report: replayReport(replayed), object: replayObject(replayed) },
    status: complaints.length > 0 ? 2 : statusOf(replayed),
    complaints,
  };
}
