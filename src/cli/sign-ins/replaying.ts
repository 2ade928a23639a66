import { join } from "node:path";
import type { Tenant } from "../../law/model/tenant";
import { Replay, type Replayed } from "../../replay/replay";
import { readRecord } from "../../tenant/graph/sign-in-log/read-record";
import { fileName } from "../../text/sentence";
import { prove } from "../../verifier/prove";
import type { ExitStatus, Host } from "../command";
import type { Judging } from "../judging";
import { nowAndThen } from "../progress";
import { signInAsOptions } from "../sign-in-options";
import { type LogReader, type ReadingLog, readLog } from "./read-log";

/** 2 where not all could be read, 1 where the log doesn't bear everything out. */
export const statusOf = ({ replay }: Replayed): ExitStatus => (replay.isWhole ? (replay.bearsOut ? 0 : 1) : 2);

/** Logs to read, by what reports call them. */
export type Logs = ReadonlyMap<string, ReadingLog>;

/** Logs in files that are called as they are named. @param folder where their names begin; the current one without it */
export const inFiles = (names: readonly string[], folder?: string): Logs =>
  new Map(
    names.map((name) => {
      const path = folder === undefined ? name : join(folder, name);
      return [name, (reader, onBytes) => readLog(path, reader, onBytes)];
    }),
  );

/** What logs are replayed against, and how people are called. */
type Against = Pick<Replayed, "tenantFile" | "withNames"> & { readonly tenant: Tenant };

/**
 * Replays logs one after the other in a tenant's law.
 * @returns what came of it, and what is wrong with logs that can't be read, as lines for people
 */
export async function replayLogs(logs: Logs, against: Against, { register }: Judging, host: Host) {
  const { tenant } = against;
  const started = host.now();
  const exemptions = register?.exemptions ?? [];
  const verdict = prove(tenant, exemptions);
  const replay = new Replay(tenant, verdict, exemptions);
  const say = nowAndThen(host);
  const complaints: string[] = [];
  for (const [log, read] of logs) {
    const before = replay.records.read;
    const end = await read(readerInto(replay, log), (bytes) =>
      say(() => {
        const megabytes = bytes === 0 ? "" : `, ${Math.round(bytes / 1e6)} MB`;
        return `${fileName(log)}: ${replay.records.read.toLocaleString("en-US")} records${megabytes} so far`;
      }),
    );
    if (end.kind === "failed") complaints.push(`azmfa: ${fileName(log)}: ${end.why}`);
    if (end.kind === "page" || (end.kind === "failed" && replay.records.read > before)) replay.incomplete.push(log);
  }
  const elapsedMs = host.now() - started;
  const replayed = { ...against, logs: [...logs.keys()], verdict, replay, asOptions: signInAsOptions, elapsedMs };
  return { replayed, complaints, isNothingRead: complaints.length === logs.size && replay.records.read === 0 };
}

const readerInto = (replay: Replay, log: string): LogReader => ({
  record(json, place) {
    const record = readRecord(json);
    if (record.kind === "aside") replay.setAside(record.why);
    else if (record.kind === "unreadable") replay.cannotRead({ log, ...place, why: record.why });
    else replay.add(record.signIn);
  },
  unreadable: (place, why) => replay.cannotRead({ log, ...place, why }),
});
