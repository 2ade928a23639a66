import { replayObject } from "../../replay/json";
import { replayReport } from "../../replay/report";
import { pagesOf } from "../../tenant/live/graph-connection";
import { readLiveTenant } from "../../tenant/live/live-tenant";
import { signInsQuestion } from "../../tenant/live/questions";
import { answerOf } from "../../tenant/live/tenant-problem";
import { renderAdvice } from "../../words/finding";
import { numberFrom } from "../arguments";
import { type Command, type Host, Refused, refuse } from "../command";
import { JUDGING_OPTIONS, judgingOf } from "../judging";
import { REAL_OPTION, readLive, tenantIn } from "../live";
import type { LogSource } from "../sign-ins/read-log";
import { type Logs, logsInFiles, replayLogs, statusOf } from "../sign-ins/replaying";
import { readTenants, sourceAt, WHOLE_OPTION, wholeWithoutTenant } from "../tenant-source";

/** @public `azmfa replay`: Entra's recorded decisions compared with azmfa's. Loaded by the table of commands. */
export const replay: Command = {
  takes: "SIGNINS.json… --tenant TENANT|--live",
  about: `Compares what Entra decided about each recorded sign-in to the Windows Azure Service Management
API with what azmfa says about it. Then it says who signed in without MFA, and by which way in.
A log is JSON from Graph, the portal, an event hub, Log Analytics or the Graph PowerShell SDK,
and may be compressed by gzip: one document of up to 400 MB, or one record on each line, of any
size. - is standard input. The report leaves out names. See docs/replay.md.
`,
  statuses: {
    0: "all decisions agree, and nobody signed in without MFA except people in the register",
    1: "a decision differs, someone signed in without MFA, or the log does not say enough",
    2: "bad input, or the tenant is out of reach; what could be read is reported",
  },
  options: {
    "tenant TENANT": "the tenant as it was at that time: a file, a folder, or -",
    live: "read the live tenant and its log",
    "days N": ["with --live: how many days of the log; the default is 30", numberFrom(1, 3_650)],
    "with-names": "print people's names and ids",
    ...WHOLE_OPTION,
    ...REAL_OPTION,
    ...JUDGING_OPTIONS,
  },
  files: { least: 0, most: Number.POSITIVE_INFINITY },
  conflicts(given) {
    const files = given.files;
    const tenant = given.text("tenant");
    const wrong = given.has("live")
      ? [
          tenant !== undefined && "use --live or --tenant, not both",
          files.length > 0 && "--live reads the tenant's own log, so it takes no file",
        ]
      : [
          tenant === undefined && "name the tenant with --tenant TENANT.json, or read the live one with --live",
          files.length === 0 && "name a sign-in log; azmfa replay --help lists the formats",
          given.has("days") && "--days works only with --live: every record of a file is read",
          tenant === "-" && files.includes("-") && "- is given twice, but standard input can be read only once",
        ];
    return [...wrong, wholeWithoutTenant(given, tenant)];
  },
  async run(given, host) {
    const path = given.text("tenant");
    const judging = await judgingOf(given, host);
    const { read, logs } =
      path === undefined
        ? await liveWithLog(Number(given.text("days") ?? 30), host)
        : { read: (await readTenants([sourceAt(path, given)], host))[0], logs: logsInFiles(given.files) };
    const against = { read, tenantFile: path ?? LIVE, withNames: given.has("with-names") };
    const { replayed, complaints, isNothingRead } = await replayLogs(logs, against, judging, host);
    if (isNothingRead) throw new Refused(...complaints);
    const status = complaints.length > 0 ? refuse(host, complaints) : statusOf(replayed);
    return { report: () => replayReport(replayed), object: () => replayObject(replayed), status };
  },
};

/** The name of the live tenant and its log in reports. */
const LIVE = "live";
const DAY_MS = 24 * 3_600_000;

/** The live tenant with its log. If the log breaks off, the part that was read is replayed. */
async function liveWithLog(days: number, host: Host) {
  const { entra, file } = await readLive(host, "", (tenant, say) =>
    readLiveTenant(tenant, say).then((read) => ({ ...read, entra: tenant })),
  );
  const reading: LogSource = async (take, onBytes) => {
    const readPages = async (): Promise<void> => {
      let record = 0;
      for await (const page of pagesOf(entra, signInsQuestion(new Date(Date.now() - days * DAY_MS)))) {
        for (const json of page) take({ json, record: ++record, line: record });
        onBytes(0);
      }
    };
    const answer = await answerOf(readPages());
    return answer.kind === "failed" ? { kind: "failed", why: renderAdvice(answer.problem) } : { kind: "whole" };
  };
  const logs: Logs = new Map([[LIVE, reading]]);
  return { read: { ...tenantIn(file), file }, logs };
}
