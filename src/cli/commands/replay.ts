import type { Tenant } from "../../law/model/tenant";
import { renderAdvice } from "../../report/finding";
import type { TenantSource } from "../../tenant/file/tenant-file";
import { readLiveTenant } from "../../tenant/live/live-tenant";
import { signInsQuestion } from "../../tenant/live/questions";
import { answerOf } from "../../tenant/live/tenant-problem";
import { present } from "../../text/present";
import { type Result, resultOf } from "../../text/result";
import { type Command, type ExitStatus, type Given, type Host, needed, refuse } from "../command";
import { JUDGING_OPTIONS, type Judging, judgingOf, sayHowJudged } from "../judging";
import { REAL_OPTION, readLive, tenantIn } from "../live";
import { printReplay, type Replaying, replayingInto, replayLogs } from "../sign-ins/replaying";
import { readTenantFile, sourceAt, WHOLE_OPTION } from "../tenant-source";

/**
 * `azmfa replay`: Entra's recorded decisions against ours.
 * @public loaded by the table of commands when it is asked for
 */
export const replay: Command = {
  takes: "SIGNINS.json… --tenant TENANT|--live",
  about: `Replays each sign-in to the Windows Azure Service Management API that Entra has written
down, and compares what Entra decided about each policy with what this program says of it;
then says who really came in without MFA, when, from where and with which client, and by
which way in of azmfa prove. A log is JSON as Graph, the portal, an event hub, a storage
account, Log Analytics or the Graph PowerShell SDK export it, also compressed by gzip: one
document of up to 400 MB, or a record on each line, of any size; - stands for standard input.
A sign-in that is in it twice counts once. With --live the tenant that the environment leads
to is read, with its log. Names are left out. See docs/replay.md.
`,
  statuses: {
    0: "something could be compared, all of it agrees, and nobody came in without MFA but those whom --exclusions declares",
    1: "Entra decided otherwise; somebody came in without MFA; for some sign-in the log does not say whether MFA was done or a token issued; or nothing could be compared",
    2: "bad input, or the tenant is out of reach; what could be read is reported",
  },
  options: {
    tenant: { kind: "text", value: "TENANT", help: "the tenant as it was then: a file, a folder, or -" },
    live: { kind: "switch", help: "read the live tenant and its log" },
    days: { kind: "text", value: "N", help: "with --live: how many days of the log, 30 by default" },
    "with-names": { kind: "switch", help: "print the names of people with their ids" },
    ...WHOLE_OPTION,
    ...REAL_OPTION,
    ...JUDGING_OPTIONS,
  },
  files: { least: 0, most: Number.POSITIVE_INFINITY },
  async run(given, host) {
    const [{ days }, file, judging] = needed(
      sourceIn(given),
      sourceAt(given.text("tenant"), given),
      await judgingOf(given, host),
    );
    sayHowJudged(judging, host, []);
    const into = (tenant: Tenant): Replaying => replayingInto(tenant, given.has("with-names"), judging, host);
    return file === undefined
      ? replayLive(days, into, judging, host)
      : replayFiles(file, given.files, into, judging, host);
  },
};

const MOST_DAYS = 3_650;

function sourceIn(given: Given): Result<{ readonly days: number }, string> {
  const { files } = given;
  const [tenant, days] = [given.text("tenant"), given.text("days")];
  const number = days === undefined ? 30 : Number(days);
  const isNumber = Number.isInteger(number) && number > 0 && number <= MOST_DAYS;
  const rules = given.has("live")
    ? [
        tenant !== undefined && "--live and --tenant don't go together: the live tenant is read",
        files.length > 0 && "--live reads the tenant's own log, so no file is taken",
        !isNumber && `--days is a whole number from 1 to ${MOST_DAYS}`,
      ]
    : [
        tenant === undefined && "name the tenant with --tenant TENANT.json, or read the live one with --live",
        files.length === 0 && "name a log of sign-ins; azmfa replay --help says which ones are read",
        days !== undefined && "--days is for --live alone: of a file every record is read",
        tenant === "-" && files.includes("-") && "standard input can be read once, and - is named twice",
      ];
  const errors = present(rules).map((rule) => `azmfa: ${rule}`);
  return resultOf(() => ({ days: number }), errors);
}

type Into = (tenant: Tenant) => Replaying;

async function replayFiles(
  source: TenantSource,
  logs: readonly string[],
  into: Into,
  judging: Judging,
  host: Host,
): Promise<ExitStatus> {
  const [{ tenant }] = needed(await readTenantFile(source, host));
  const replaying = into(tenant);
  const named = logs.map((path) => ({ name: path, path }));
  const complaints = await replayLogs(named, replaying);
  if (complaints.length === logs.length) return refuse(host, complaints);
  const status = await printReplay(replaying.reportOn(logs, source.name), judging, host);
  return complaints.length > 0 ? refuse(host, complaints) : status;
}

/** What the live tenant and its log are called in reports. */
const LIVE = "live";
const DAY_MS = 24 * 3_600_000;

/** A log that breaks off is reported as far as it was read, and never passes. */
async function replayLive(days: number, into: Into, judging: Judging, host: Host): Promise<ExitStatus> {
  const read = readLive(host, async (entra, say) => ({ entra, ...(await readLiveTenant(entra, say)) }));
  const [{ entra, file }] = needed(await read);
  const [{ tenant }] = needed(tenantIn(file));
  const replaying = into(tenant);
  const reader = replaying.readerOf(LIVE);
  const onBytes = replaying.progressOn(LIVE);
  async function readPages(): Promise<void> {
    let record = 0;
    for await (const page of entra.pages(signInsQuestion(new Date(Date.now() - days * DAY_MS)))) {
      for (const json of page) reader.record(json, { record: ++record, line: record });
      onBytes(0);
    }
  }
  const log = await answerOf(readPages());
  if (log.kind === "failed") replaying.isIncomplete(LIVE);
  const status = await printReplay(replaying.reportOn([LIVE], LIVE), judging, host);
  return log.kind === "failed" ? refuse(host, [`azmfa: ${renderAdvice(log.problem)}`]) : status;
}
