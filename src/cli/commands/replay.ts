import { renderAdvice } from "../../report/finding";
import type { EntraTenant } from "../../tenant/live/entra-tenant";
import { readLiveTenant } from "../../tenant/live/live-tenant";
import { signInsQuestion } from "../../tenant/live/questions-of-objects";
import { answerOf } from "../../tenant/live/tenant-problem";
import { type Result, resultOf } from "../../text/result";
import type { Command, ExitStatus, Given, Host } from "../command";
import { refuse, refuseAll } from "../exit-status";
import { readTenantFile } from "../files/tenant-file";
import { JUDGING_OPTIONS, judgingOf, sayHowJudged } from "../judging";
import { REAL_OPTION, readLive, tenantIn } from "../live";
import { atPath } from "../samples/tenant-source";
import { type Asked, printReplay, Replaying, replayLogs } from "../sign-ins/replaying";

/**
 * `azmfa replay`: Entra's recorded decisions against ours.
 * @public loaded by the table of commands when it is asked for
 */
export const replay: Command = {
  usage: "SIGNINS.json… --tenant TENANT.json [options], or azmfa replay --live [--days N] [options]",
  about: `Replays each sign-in to the Windows Azure Service Management API that Entra has written
down, and compares what Entra decided about each policy with what this program says of it;
then says who really came in without MFA, when, from where and with which client, and by
which way in of azmfa prove. A log is JSON as Graph, the portal, an event hub, a storage
account, Log Analytics or the Graph PowerShell SDK export it, of any size, also compressed by
gzip; - stands for standard input. A sign-in that is in it twice counts once. With --live the
tenant that the environment leads to is read, with its log. Names are left out. See
docs/replay.md.
`,
  statuses: {
    0: "something could be compared, all of it agrees, and nobody came in without MFA but those whom --exclusions declares",
    1: "Entra decided otherwise; somebody came in without MFA; for some sign-in the log does not say whether MFA was done or a token issued; or nothing could be compared",
    2: "bad input, or the tenant is out of reach; what could be read is reported",
  },
  options: {
    tenant: { kind: "text", value: "TENANT.json", help: "the tenant as it was then: a file, a folder, or -" },
    live: { kind: "switch", help: "read the live tenant and its log" },
    days: { kind: "text", value: "N", help: "with --live: how many days of the log, 30 by default" },
    "with-names": { kind: "switch", help: "call people by name beside their ids" },
    ...REAL_OPTION,
    ...JUDGING_OPTIONS,
  },
  files: { least: 0, most: Number.POSITIVE_INFINITY },
  async run(given, host) {
    const source = sourceIn(given);
    const judging = await judgingOf(given, host);
    if (!source.ok || !judging.ok) return refuseAll(host, [source, judging]);
    sayHowJudged(judging.value, host, []);
    const asked = { judging: judging.value, withNames: given.has("with-names") };
    const { tenant, days } = source.value;
    return given.has("live") ? replayLive(days, asked, host) : replayFiles(tenant, given.files, asked, host);
  },
};

const MOST_DAYS = 3_650;

/** Where the tenant and the log come from. */
function sourceIn(given: Given): Result<{ readonly tenant: string; readonly days: number }, string> {
  const { files } = given;
  const [tenant, days] = [given.text("tenant"), given.text("days")];
  const number = days === undefined ? 30 : Number(days);
  const isLive = given.has("live");
  const errors = isLive
    ? [
        ...(tenant === undefined ? [] : ["azmfa: --live and --tenant don't go together: the live tenant is read"]),
        ...(files.length === 0 ? [] : ["azmfa: --live reads the tenant's own log, so no file is taken"]),
        ...(Number.isInteger(number) && number > 0 && number <= MOST_DAYS
          ? []
          : [`azmfa: --days is a whole number from 1 to ${MOST_DAYS}`]),
      ]
    : [
        ...(tenant === undefined
          ? ["azmfa: name the tenant with --tenant TENANT.json, or read the live one with --live"]
          : []),
        ...(files.length === 0 ? ["azmfa: name a log of sign-ins; azmfa replay --help says which ones are read"] : []),
        ...(days === undefined ? [] : ["azmfa: --days is for --live alone: of a file every record is read"]),
        ...(tenant === "-" && files.includes("-")
          ? ["azmfa: standard input can be read once, and - is named twice"]
          : []),
      ];
  return resultOf(() => ({ tenant: tenant ?? "", days: number }), errors);
}

async function replayFiles(file: string, logs: readonly string[], asked: Asked, host: Host): Promise<ExitStatus> {
  const read = await readTenantFile(atPath(file), host);
  if (!read.ok) return refuse(host, read.errors);
  const replaying = new Replaying(read.value.tenant, asked, host);
  const complaints = await replayLogs(
    logs.map((path) => ({ name: path, path })),
    replaying,
  );
  if (complaints.length === logs.length) return refuse(host, complaints);
  const status = await printReplay(replaying.reportOn(logs, file), asked.judging, host);
  return complaints.length > 0 ? refuse(host, complaints) : status;
}

/** What the live tenant and its log are called in reports. */
const LIVE = "live";
const DAY_MS = 24 * 3_600_000;

/** A log that breaks off is reported as far as it was read, and never passes. */
async function replayLive(days: number, asked: Asked, host: Host): Promise<ExitStatus> {
  const live = await readLive(host, async (entra, say) => ({ entra, ...(await readLiveTenant(entra, say)) }));
  if (!live.ok) return refuse(host, live.errors);
  const read = tenantIn(live.value.file);
  if (!read.ok) return refuse(host, read.errors);
  const replaying = new Replaying(read.value.tenant, asked, host);
  const since = new Date(Date.now() - days * DAY_MS);
  const log = await answerOf(readPages(live.value.entra, since, replaying));
  if (log.kind === "failed") replaying.isIncomplete(LIVE, "page");
  const status = await printReplay(replaying.reportOn([LIVE], LIVE), asked.judging, host);
  return log.kind === "failed" ? refuse(host, [`azmfa: ${renderAdvice(log.problem)}`]) : status;
}

async function readPages(tenant: EntraTenant, since: Date, replaying: Replaying): Promise<void> {
  const reader = replaying.readerOf(LIVE);
  const onBytes = replaying.progressOn(LIVE);
  let record = 0;
  for await (const page of tenant.pages(signInsQuestion(since))) {
    for (const json of page) reader.record(json, { record: ++record, line: record });
    onBytes(0);
  }
}
