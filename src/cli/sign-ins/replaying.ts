import type { Tenant } from "../../law/model/tenant";
import { Counts } from "../../replay/groups";
import { Replay } from "../../replay/replay";
import { replayObject } from "../../replay/report/json";
import { bearsOut, type LogCounts, type ReplayReport, type UnreadableRecord } from "../../replay/report/replay-report";
import { replayReport } from "../../replay/report/report";
import { render } from "../../report/render";
import { readRecord } from "../../tenant/graph/sign-in-log/read-record";
import { fileName } from "../../text/sentence";
import { prove } from "../../verifier/prove";
import type { ExitStatus, Host } from "../command";
import type { Judging } from "../judging";
import { nowAndThen } from "../progress";
import { type LogReader, readLog } from "./read-log";
import { SeenSignIns } from "./seen-sign-ins";

/** Prints a log replayed. @returns the exit status that it stands for */
export async function printReplay(report: ReplayReport, { format }: Judging, host: Host): Promise<ExitStatus> {
  const result = { report: () => replayReport(report), object: () => replayObject(report) };
  await host.out(render(format, result, host));
  return statusOf(report);
}

/** 2 where not all could be read, 1 where the log doesn't bear everything out. */
export function statusOf(report: ReplayReport): ExitStatus {
  const { unreadable, incomplete } = report.read;
  if (unreadable.count > 0 || incomplete.length > 0) return 2;
  return bearsOut(report) ? 0 : 1;
}

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

const MOST_UNREADABLE = 20;

export type Replaying = ReturnType<typeof replayingInto>;

/** Gets ready to replay logs into a tenant's law. */
export function replayingInto(tenant: Tenant, withNames: boolean, { register }: Judging, host: Host) {
  const started = host.now();
  const exemptions = register?.exemptions ?? [];
  const verdict = prove(tenant, exemptions);
  const replay = new Replay(tenant, verdict, exemptions);
  const seen = new SeenSignIns();
  const say = nowAndThen(host);
  const read = {
    records: 0,
    judged: 0,
    otherwise: 0,
    aside: new Counts() as LogCounts["aside"],
    unreadable: { count: 0, first: [] as UnreadableRecord[] },
    incomplete: [] as LogCounts["incomplete"][number][],
  };

  function cannotRead(record: UnreadableRecord): void {
    read.unreadable.count++;
    if (read.unreadable.first.length < MOST_UNREADABLE) read.unreadable.first.push(record);
  }

  return {
    readerOf: (log: string): LogReader => ({
      record(json, place) {
        read.records++;
        const record = readRecord(json);
        if (record.kind === "aside") return read.aside.add(record.why);
        if (record.kind === "unreadable") return cannotRead({ log, ...place, why: record.why });
        // A sign-in that was exported twice counts once; one of which two records don't say the same is judged by each.
        const met = seen.meet(record.signIn);
        if (met === "again") return read.aside.add("repeated");
        if (met === "otherwise") read.otherwise++;
        read.judged++;
        replay.add(record.signIn);
      },
      unreadable(place, why) {
        read.records++;
        cannotRead({ log, ...place, why });
      },
    }),

    progressOn:
      (log: string) =>
      (bytes: number): void =>
        say(() => {
          const megabytes = bytes === 0 ? "" : `, ${Math.round(bytes / 1e6)} MB`;
          return `${fileName(log)}: ${read.records.toLocaleString("en-US")} records${megabytes} so far`;
        }),

    isIncomplete(log: string): void {
      read.incomplete.push({ log, why: "page" });
    },

    /** What came of it so far. */
    reportOn: (logs: readonly string[], tenantFile: string): ReplayReport => ({
      ...{ logs, tenantFile, tenant, verdict, replay, read, withNames },
      elapsedMs: host.now() - started,
    }),
  };
}
