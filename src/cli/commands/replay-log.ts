import { type Result, resultOf } from "../../text/result";
import type { ExitStatus, Given, Host } from "../command";
import { refuse } from "../exit-status";
import { readTenantFile } from "../files/tenant-file";
import { judgingOf, sayHowJudged } from "../judging";
import { progressOn } from "../progress";
import { atPath } from "../samples/tenant-source";
import { type Asked, printReplay, Replaying, replayLogs } from "../sign-ins/replaying";

/** Where the tenant and the log come from. */
type Source =
  | { readonly kind: "files"; readonly tenant: string; readonly logs: readonly string[] }
  | { readonly kind: "live"; readonly days: number };

/**
 * Replays logs, and reports.
 * @public loaded by the replay command once its command line is read
 */
export async function replayLog(given: Given, host: Host): Promise<ExitStatus> {
  const source = sourceIn(given);
  const judging = await judgingOf(given, host);
  if (!source.ok || !judging.ok)
    return refuse(
      host,
      [source, judging].flatMap((read) => (read.ok ? [] : read.errors)),
    );
  sayHowJudged(judging.value, host, []);
  const asked = { judging: judging.value, withNames: given.has("with-names") };
  if (source.value.kind === "files") return replayFiles(source.value, asked, host);
  return (require("./replay-live") as typeof import("./replay-live")).replayLive(source.value.days, asked, host);
}

const MOST_DAYS = 3_650;

function sourceIn(given: Given): Result<Source, string> {
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
  return resultOf(
    () => (isLive ? { kind: "live", days: number } : { kind: "files", tenant: tenant ?? "", logs: files }),
    errors,
  );
}

async function replayFiles(
  { tenant: file, logs }: Extract<Source, { kind: "files" }>,
  asked: Asked,
  host: Host,
): Promise<ExitStatus> {
  const read = await readTenantFile(atPath(file), progressOn(file, host), (line) => host.err(`azmfa: ${line}\n`));
  if (!read.ok) return refuse(host, read.complaints);
  const replaying = new Replaying(read.tenant, asked, host);
  const complaints = await replayLogs(
    logs.map((path) => ({ name: path, path })),
    replaying,
  );
  if (complaints.length === logs.length) return refuse(host, complaints);
  const status = await printReplay(replaying.reportOn(logs, file), asked.judging, host);
  return complaints.length > 0 ? refuse(host, complaints) : status;
}
