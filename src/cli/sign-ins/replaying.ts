import type { Tenant } from "../../law/model/tenant";
import { Replay } from "../../replay/replay";
import { replayObject } from "../../replay/report/json";
import type { Replayed } from "../../replay/report/replayed";
import { replayReport } from "../../replay/report/report";
import { render } from "../../report/render";
import { readRecord } from "../../tenant/graph/sign-in-log/read-record";
import { fileName } from "../../text/sentence";
import { prove } from "../../verifier/prove";
import type { ExitStatus, Host } from "../command";
import type { Judging } from "../judging";
import { nowAndThen } from "../progress";
import { type LogReader, readLog } from "./read-log";

/** Prints a log replayed. @returns the exit status that it stands for */
export async function printReplay(report: Replayed, { format }: Judging, host: Host): Promise<ExitStatus> {
  const result = { report: () => replayReport(report), object: () => replayObject(report) };
  await host.out(render(format, result, host));
  return statusOf(report);
}

/** 2 where not all could be read, 1 where the log doesn't bear everything out. */
export const statusOf = ({ replay }: Replayed): ExitStatus => (replay.isWhole ? (replay.bearsOut ? 0 : 1) : 2);

/** A log of sign-ins: how reports call it, and where it is. */
export interface Log {
  readonly name: string;
  readonly path: string;
}

/** Replays logs one after the other. @returns what is wrong with those that can't be read, as lines for people */
export async function replayLogs(logs: readonly Log[], replaying: Replaying): Promise<readonly string[]> {
  const complaints: string[] = [];
  for (const { name, path } of logs) {
    const end = await readLog(path, replaying.readerOf(name), replaying.progressOn(name));
    if (end.kind === "failed") complaints.push(`azmfa: ${fileName(name)}: ${end.why}`);
    else if (end.kind === "page") replaying.isIncomplete(name);
  }
  return complaints;
}

export type Replaying = ReturnType<typeof replayingInto>;

/** Gets ready to replay logs into a tenant's law. */
export function replayingInto(tenant: Tenant, withNames: boolean, { register }: Judging, host: Host) {
  const started = host.now();
  const exemptions = register?.exemptions ?? [];
  const verdict = prove(tenant, exemptions);
  const replay = new Replay(tenant, verdict, exemptions);
  const say = nowAndThen(host);
  return {
    readerOf: (log: string): LogReader => ({
      record(json, place) {
        const record = readRecord(json);
        if (record.kind === "aside") replay.setAside(record.why);
        else if (record.kind === "unreadable") replay.cannotRead({ log, ...place, why: record.why });
        else replay.add(record.signIn);
      },
      unreadable: (place, why) => replay.cannotRead({ log, ...place, why }),
    }),

    progressOn:
      (log: string) =>
      (bytes: number): void =>
        say(() => {
          const megabytes = bytes === 0 ? "" : `, ${Math.round(bytes / 1e6)} MB`;
          return `${fileName(log)}: ${replay.records.read.toLocaleString("en-US")} records${megabytes} so far`;
        }),

    isIncomplete: (log: string): void => void replay.incomplete.push(log),

    /** What came of it so far. */
    reportOn: (logs: readonly string[], tenantFile: string): Replayed => ({
      ...{ logs, tenantFile, tenant, verdict, replay, withNames },
      elapsedMs: host.now() - started,
    }),
  };
}
