import { asObject, asText } from "../law/json/json-object";
import type { RegisterOnDay } from "../law/model/register";
import { Replay } from "../replay/replay";
import { readRecord, unreadable } from "../tenant/graph/sign-in-log/read-record";
import { fileName } from "../text/sentence";
import type { Judgement } from "../words/judgement";
import type { ExitStatus, Host } from "./command";
import { type LogSource, readLog } from "./json-documents";
import { progressOf } from "./live";
import { insistOnSameTenant, type TenantFile, tenantIdIn } from "./tenant-source";

/** 2 if not everything could be read, 1 if a decision differs or someone signed in without MFA, otherwise 0. */
export const statusOf = (replay: Replay): ExitStatus => (replay.isWhole ? (replay.confirmsVerdict ? 0 : 1) : 2);

/** Logs to read, by their names in reports. */
export type Logs = ReadonlyMap<string, LogSource>;

/** Logs in files, under their names. @param pathOf the path of a file, by its name and its number from 1 */
export const logsInFiles = (names: readonly string[], pathOf = (name: string, _number: number) => name): Logs =>
  new Map(names.map((name, at) => [name, (take) => readLog(pathOf(name, at + 1), take)]));

/** What logs are compared with: a tenant under the name of its file, and the verdict on it. */
type Against = Pick<Judgement, "file" | "verdict"> & {
  readonly read: Pick<TenantFile, "tenant" | "file">;
  readonly register: RegisterOnDay | undefined;
};

/**
 * Compares logs, one after the other, with a tenant's policies.
 * @throws Refused if a log can't be read, or is of another tenant
 */
export async function replayLogs(logs: Logs, against: Against, host: Host): Promise<Replay> {
  const { read, file, verdict, register } = against;
  const replay = new Replay(file, read.tenant, verdict, register?.exemptions);
  const say = progressOf(host);
  const tenantId = tenantIdIn(read.file);
  for (const [log, readAll] of logs) {
    const isWhole = await readAll(({ record, line, ...item }) => {
      if ("json" in item) insistOnSameTenant(log, tenantOf(item.json), tenantId);
      replay.take("json" in item ? readRecord(item.json) : unreadable(item.why), { log, record, line });
      say(fileName(log), record);
    });
    replay.logs.push(log);
    if (!isWhole) replay.incomplete.push(log);
  }
  return replay;
}

/** The id of the tenant that wrote a record. `TenantId` is the workspace in Log Analytics. @see Azure Monitor Logs reference, "SigninLogs" */
const tenantOf = (record: unknown): string | undefined =>
  asText(asObject(record)?.["tenantId"]) ?? asText(asObject(record)?.["AADTenantId"]);
