import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { AuditRun, EarlierReport } from "../../audit/report/audit-report";
import { readEarlierReport } from "../../audit/report/since";
import { whyNotReadable, whyNotWritable } from "../../tenant/file/file-problem";
import type { TenantSource } from "../../tenant/file/tenant-file";
import { quoted } from "../../text/printable";
import type { ExitStatus, Given, Host } from "../command";
import { refuse, worstOf } from "../exit-status";
import { type AuditedFile, readAuditedFile } from "../files/tenant-file";
import { wouldReplace } from "../files/would-replace";
import { writePrivateFile } from "../files/write-private-file";
import { judgingOf, sayHowJudged } from "../judging";
import { progressOn } from "../progress";
import { atPath, tenantSources } from "../samples/tenant-source";
import { TOOL } from "../tool";
import { writeBundle } from "./bundle";
import { bytesOf, digestOf } from "./digests";
import type { AuditFormat } from "./format";
import { rendered } from "./formats";
import { recordedIn } from "./recorded";
import { reportOf } from "./report-of";

/**
 * Audits a tenant file or the live tenant, and writes the report.
 * @public loaded by the audit command once its command line is read
 */
export async function runAudit(given: Given, host: Host): Promise<ExitStatus> {
  const judging = await judgingOf(given, host);
  const sources = tenantSources(given);
  if (!judging.ok || !sources.ok)
    return refuse(
      host,
      [judging, sources].flatMap((one) => (one.ok ? [] : one.errors)),
    );
  const format = (given.text("format") ?? "human") as AuditFormat; // the command line takes no other
  sayHowJudged(judging.value, host, format === "csv" ? [] : ["day"]);
  const [source] = sources.value;
  const out = given.text("out") ?? "-";
  const since = given.text("since");
  const earlier = since === undefined ? undefined : await earlierReport(since);
  if (typeof earlier === "string") return refuse(host, [earlier]);
  const logs = given.all("sign-ins").map((path) => ({ name: path, path }));
  const lost = await wouldReplace(
    out,
    [pathOf(source), given.text("exclusions"), since, ...logs.map(({ path }) => path)].filter(
      (path) => path !== undefined,
    ),
  );
  if (lost !== undefined) return refuse(host, [lost]);
  const folder = given.text("bundle");
  if (
    folder !== undefined &&
    source !== undefined &&
    "path" in source.from &&
    [source.from, ...logs].some(({ path }) => path === "-")
  )
    return refuse(host, ["azmfa: --bundle keeps what was read, so it takes files or a folder, not standard input"]);
  const read = source === undefined ? await readLive(host) : await readSource(source, host);
  if (!read.ok) return refuse(host, read.complaints);
  const bytes = await bytesOf(source);
  const register = given.text("exclusions");
  const registerBytes = register === undefined ? [] : await bytesOf(atPath(register));
  const run: AuditRun = {
    at: host.startedAt,
    tool: TOOL,
    operator: given.text("operator"),
    source: digestOf(source, bytes, LIVE),
    register: register === undefined ? undefined : digestOf(atPath(register), registerBytes, LIVE),
  };
  if (folder !== undefined) {
    const tenant = source === undefined ? [{ name: LIVE, bytes: Buffer.from(JSON.stringify(read.file)) }] : bytes;
    const making = { run, day: judging.value.day, whole: source?.whole ?? [] };
    const problems = await writeBundle(folder, { tenant, register: registerBytes[0]?.bytes, logs }, making, host);
    if (problems.length > 0) return refuse(host, problems);
  }
  const name = source === undefined ? LIVE : source.name;
  const recorded = await recordedIn(logs, name, read.tenant, judging.value, host);
  for (const complaint of recorded.complaints) host.err(`${complaint}\n`);
  const report = reportOf(name, read, judging.value, run, host, { signIns: recorded.signIns, earlier });
  const text = await rendered(format, { report, path: pathOf(source), host });
  const status = worstOf([recorded.status, report.audit.outcome === "compliant" ? 0 : 1]);
  return write(out, text, status, host);
}

/** The report that is to be compared with: a file, or a bundle's. @returns it, or what is wrong with it */
async function earlierReport(path: string): Promise<EarlierReport | string> {
  try {
    const file = (await stat(path)).isDirectory() ? join(path, "report.json") : path;
    const report = readEarlierReport(JSON.parse(await readFile(file, "utf8")));
    return report ?? `azmfa: ${quoted(file)} isn't a report of azmfa audit --format json, nor a bundle`;
  } catch (error) {
    if (error instanceof SyntaxError)
      return `azmfa: ${quoted(path)} isn't JSON; name a report that azmfa audit --format json wrote`;
    return `azmfa: ${quoted(path)}: ${whyNotReadable(error)}`;
  }
}

/** What reports call a tenant that was read from no file. */
const LIVE = "the live tenant";

const readSource = (source: TenantSource, host: Host): Promise<AuditedFile> =>
  readAuditedFile(source, progressOn(source.name, host), (line) => host.err(`azmfa: ${line}\n`));

/** Where findings can point into; a sample has as little of that as standard input. */
const pathOf = (source: TenantSource | undefined): string | undefined =>
  source === undefined ? undefined : "path" in source.from ? source.from.path : "-";

/** What speaks to a tenant is loaded only when one is spoken to. */
const readLive = (host: Host): Promise<AuditedFile> =>
  (require("./read-live") as typeof import("./read-live")).readLive(host);

async function write(out: string, text: string, status: ExitStatus, host: Host): Promise<ExitStatus> {
  if (out === "-") {
    await host.out(text);
    return status;
  }
  try {
    await writePrivateFile(out, text);
  } catch (error) {
    return refuse(host, [`azmfa: ${quoted(out)} could not be written: ${whyNotWritable(error)}`]);
  }
  host.err(`azmfa: the report is in ${quoted(out)}\n`);
  return status;
}
