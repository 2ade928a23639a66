import { Option } from "commander";
import { replayObject } from "../../replay/json";
import { replayReport } from "../../replay/report";
import { pagesOf } from "../../tenant/live/graph-connection";
import { readLiveTenant } from "../../tenant/live/live-tenant";
import { signInsQuestion } from "../../tenant/live/questions";
import { Refused } from "../../text/refused";
import { prove } from "../../verifier/prove";
import { checked } from "../arguments";
import type { Command, Host } from "../command";
import type { LogSource } from "../json-documents";
import { JUDGING_OPTIONS, judgingOf } from "../judging";
import { REAL_OPTION, readLive, tenantIn } from "../live";
import { logsInFiles, replayLogs, statusOf } from "../replaying";
import { readTenant, sourceAt, WHOLE_OPTION } from "../tenant-source";

const isCount = (text: string) => !/^[1-9]\d{0,3}$/.test(text) && "Use a whole number from 1 to 9999.";

/** @public `azmfa replay`: Entra's recorded decisions compared with azmfa's. Loaded by the table of commands. */
export const replay: Command = {
  takes: ["[SIGNINS.json...]"],
  about: `Compares what Entra decided about each recorded sign-in to Azure management with
what azmfa says, and shows who signed in without MFA. See docs/replay.md.`,
  statuses: {
    0: "all decisions agree, and only exempt people signed in without MFA",
    1: "a decision differs, someone came in without MFA, or the log is not enough",
  },
  options: [
    new Option("--tenant <TENANT>", "the tenant as it was at that time: a file, a folder, or -").conflicts("days"),
    new Option("--live", "read the live tenant and its log").conflicts(["tenant", "whole"]),
    checked(new Option("--days <N>", "with --live: days of the log; the default is 30"), isCount),
    WHOLE_OPTION,
    REAL_OPTION,
    ...JUDGING_OPTIONS,
  ],
  async run(given, host) {
    const path = given.text("tenant");
    if (given.has("live") ? given.files.length > 0 : given.files.length === 0 || path === undefined)
      throw new Refused("azmfa: name sign-in logs and --tenant TENANT; or use --live, which takes no log");
    const { register } = judgingOf(given, host);
    const { read, logs } =
      path === undefined
        ? await liveWithLog(Number(given.text("days") ?? 30), host)
        : { read: await readTenant(sourceAt(path, given), host), logs: logsInFiles(given.files) };
    const verdict = prove(read.tenant, register?.exemptions);
    const replayed = await replayLogs(logs, { file: path ?? LIVE, read, verdict, register }, host);
    const status = statusOf(replayed);
    return { report: () => replayReport(replayed), object: () => replayObject(replayed), status };
  },
};

/** The name of the live tenant and its log in reports. */
const LIVE = "live";

/** The live tenant with its log. */
async function liveWithLog(days: number, host: Host) {
  const { entra, file } = await readLive(host, async (entra, say) => ({
    ...(await readLiveTenant(entra, say)),
    entra,
  }));
  const log: LogSource = async (take) => {
    let record = 0;
    for await (const page of pagesOf(entra, signInsQuestion(new Date(Date.now() - days * 24 * 3_600_000))))
      for (const json of page) take({ json, record: ++record, line: record });
    return true;
  };
  return { read: tenantIn(file), logs: new Map([[LIVE, log]]) };
}
