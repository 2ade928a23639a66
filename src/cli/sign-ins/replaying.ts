import type { RecordedSignIn } from "../../law/model/recorded-sign-in";
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
import { type LogReader, readLog } from "./read-log";
import { SeenSignIns } from "./seen-sign-ins";

/** What is asked for, wherever the log comes from. */
export interface Asked {
  readonly judging: Judging;
  readonly withNames: boolean;
}

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
    else if (end.kind !== "whole") replaying.isIncomplete(name, end.kind);
  }
  return complaints;
}

const MOST_UNREADABLE = 20;
const SAY_EVERY_MS = 2_000;

/** A tenant into whose law logs are being replayed. */
export class Replaying {
  readonly #tenant: Tenant;
  readonly #asked: Asked;
  readonly #host: Host;
  readonly #started: number;
  readonly #verdict: ReplayReport["verdict"];
  readonly #replay: Replay;
  readonly #read = {
    records: 0,
    judged: 0,
    otherwise: 0,
    aside: new Counts() as LogCounts["aside"],
    unreadable: { count: 0, first: [] as UnreadableRecord[] },
    incomplete: [] as LogCounts["incomplete"][number][],
  };
  readonly #seen = new SeenSignIns();
  #saidAt: number;

  constructor(tenant: Tenant, asked: Asked, host: Host) {
    const exemptions = asked.judging.register?.exemptions ?? [];
    this.#tenant = tenant;
    this.#asked = asked;
    this.#host = host;
    this.#started = host.now();
    this.#saidAt = this.#started;
    this.#verdict = prove(tenant, exemptions);
    this.#replay = new Replay(tenant, this.#verdict, exemptions);
  }

  readerOf(log: string): LogReader {
    return {
      record: (json, { record, line }) => {
        this.#read.records++;
        const read = readRecord(json);
        if (read.kind === "aside") this.#read.aside.add(read.why);
        else if (read.kind === "unreadable") this.#cannotRead({ log, record, line, why: read.why });
        else this.#judge(read.signIn);
      },
      unreadable: ({ record, line }, why) => {
        this.#read.records++;
        this.#cannotRead({ log, record, line, why });
      },
    };
  }

  progressOn(log: string): (bytes: number) => void {
    return (bytes) => {
      if (this.#host.now() - this.#saidAt < SAY_EVERY_MS) return;
      this.#saidAt = this.#host.now();
      const megabytes = bytes === 0 ? "" : `, ${Math.round(bytes / 1e6)} MB`;
      const read = `${this.#read.records.toLocaleString("en-US")} records${megabytes}`;
      this.#host.progress(`azmfa: ${fileName(log)}: ${read} so far …`);
    };
  }

  isIncomplete(log: string, why: "page" | "cutOff"): void {
    this.#read.incomplete.push({ log, why });
  }

  /** What came of it so far. */
  reportOn(logs: readonly string[], tenantFile: string): ReplayReport {
    return {
      logs,
      tenantFile,
      tenant: this.#tenant,
      verdict: this.#verdict,
      replay: this.#replay,
      read: this.#read,
      withNames: this.#asked.withNames,
      elapsedMs: this.#host.now() - this.#started,
    };
  }

  /** A sign-in that was exported twice counts once; one of which two records don't say the same is judged by each. */
  #judge(signIn: RecordedSignIn): void {
    const seen = this.#seen.meet(signIn);
    if (seen === "again") this.#read.aside.add("repeated");
    else {
      if (seen === "otherwise") this.#read.otherwise++;
      this.#read.judged++;
      this.#replay.add(signIn);
    }
  }

  #cannotRead(record: UnreadableRecord): void {
    const { unreadable } = this.#read;
    unreadable.count++;
    if (unreadable.first.length < MOST_UNREADABLE) unreadable.first.push(record);
  }
}
