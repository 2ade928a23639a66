import type { Tenant } from "../../law/model/tenant";
import { replayObject } from "../../replay/json";
import { replayReport } from "../../replay/report";
import { renderAdvice } from "../../report/finding";
import { render } from "../../report/render";
import { readLiveTenant } from "../../tenant/live/live-tenant";
import { signInsQuestion } from "../../tenant/live/questions";
import { answerOf } from "../../tenant/live/tenant-problem";
import { numberFrom } from "../arguments";
import { type Command, type Host, Refused, refuse } from "../command";
import { JUDGING_OPTIONS, judgingOf, sayHowJudged } from "../judging";
import { REAL_OPTION, readLive, tenantIn } from "../live";
import type { ReadingLog } from "../sign-ins/read-log";
import { inFiles, type Logs, replayLogs, statusOf } from "../sign-ins/replaying";
import { readTenants, sourceAt, WHOLE_OPTION, wholeInVain } from "../tenant-source";

/**
 * `azmfa replay`: Entra's recorded decisions against ours.
 * @public loaded by the table of commands when it is asked for
 */
export const replay: Command = {
  takes: "SIGNINS.json… --tenant TENANT|--live",
  about: `Compares what Entra decided in each recorded sign-in to the Windows Azure Service Management
API with what this program says of it; then says who came in without MFA, and by which way in.
A log is JSON as Graph, the portal, an event hub, Log Analytics or the Graph PowerShell SDK
export it, also compressed by gzip: one document of up to 400 MB, or a record on each line,
of any size; - stands for standard input. Names are left out. See docs/replay.md.
`,
  statuses: {
    0: "all that could be compared agrees, and nobody came in without MFA but those whom --exclusions declares",
    1: "Entra decided otherwise, somebody came in without MFA, or the log does not say enough to tell",
    2: "bad input, or the tenant is out of reach; what could be read is reported",
  },
  options: {
    tenant: { kind: "text", value: "TENANT", help: "the tenant as it was then: a file, a folder, or -" },
    live: { kind: "switch", help: "read the live tenant and its log" },
    days: {
      kind: "text",
      value: "N",
      help: "with --live: how many days of the log, 30 by default",
      check: numberFrom(1, 3_650),
    },
    "with-names": { kind: "switch", help: "print the names of people with their ids" },
    ...WHOLE_OPTION,
    ...REAL_OPTION,
    ...JUDGING_OPTIONS,
  },
  files: { least: 0, most: Number.POSITIVE_INFINITY },
  conflicts(given) {
    const { files } = given;
    const tenant = given.text("tenant");
    const wrong = given.has("live")
      ? [
          tenant !== undefined && "--live and --tenant don't go together: the live tenant is read",
          files.length > 0 && "--live reads the tenant's own log, so no file is taken",
        ]
      : [
          tenant === undefined && "name the tenant with --tenant TENANT.json, or read the live one with --live",
          files.length === 0 && "name a log of sign-ins; azmfa replay --help says which ones are read",
          given.has("days") && "--days is for --live alone: of a file every record is read",
          tenant === "-" && files.includes("-") && "standard input can be read once, and - is named twice",
        ];
    return [...wrong, wholeInVain(given, tenant)];
  },
  async run(given, host) {
    const path = given.text("tenant");
    const judging = await judgingOf(given, host);
    sayHowJudged(judging, host);
    const { tenant, logs } =
      path === undefined
        ? await liveWithLog(Number(given.text("days") ?? 30), host)
        : { tenant: (await readTenants([sourceAt(path, given)], host))[0].tenant, logs: inFiles(given.files) };
    const against = { tenant, tenantFile: path ?? LIVE, withNames: given.has("with-names") };
    const { replayed, complaints, isNothingRead } = await replayLogs(logs, against, judging, host);
    if (isNothingRead) throw new Refused(...complaints);
    const result = { report: () => replayReport(replayed), object: () => replayObject(replayed) };
    await host.out(render(judging.format, result, host));
    return complaints.length > 0 ? refuse(host, complaints) : statusOf(replayed);
  },
};

/** What the live tenant and its log are called in reports. */
const LIVE = "live";
const DAY_MS = 24 * 3_600_000;

/** The live tenant, with its log: where that breaks off, it is replayed as far as it was read. */
async function liveWithLog(days: number, host: Host): Promise<{ readonly tenant: Tenant; readonly logs: Logs }> {
  const { entra, file } = await readLive(host, async (tenant, say) => ({
    entra: tenant,
    ...(await readLiveTenant(tenant, say)),
  }));
  const reading: ReadingLog = async (reader, onBytes) => {
    const readPages = async (): Promise<void> => {
      let record = 0;
      for await (const page of entra.pages(signInsQuestion(new Date(Date.now() - days * DAY_MS)))) {
        for (const json of page) reader.record(json, { record: ++record, line: record });
        onBytes(0);
      }
    };
    const answer = await answerOf(readPages());
    return answer.kind === "failed" ? { kind: "failed", why: renderAdvice(answer.problem) } : { kind: "whole" };
  };
  return { tenant: tenantIn(file).tenant, logs: new Map([[LIVE, reading]]) };
}
