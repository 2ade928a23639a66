import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { AuditRun, EarlierReport } from "../../audit/report/audit-report";
import { readEarlierReport } from "../../audit/report/since";
import { whyNotReadable } from "../../tenant/file/file-problem";
import type { TenantSource } from "../../tenant/file/tenant-file";
import { readEvidence } from "../../tenant/graph/evidence/evidence";
import { readWholeTenant } from "../../tenant/live/live-tenant";
import { quoted } from "../../text/printable";
import type { Result } from "../../text/result";
import { writeBundle } from "../audit/bundle";
import { bytesOf, digestOf } from "../audit/digests";
import { AUDIT_FORMATS, type AuditFormat, rendered } from "../audit/format";
import { recordedIn, reportOf } from "../audit/report-of";
import { verifyBundle } from "../audit/verify-bundle";
import type { Command, ExitStatus, Given, Host } from "../command";
import { refuse, refuseAll, worstOf } from "../exit-status";
import { readTenantFile, type TenantFile } from "../files/tenant-file";
import { wouldReplace, writeResults } from "../files/writing";
import { JUDGING_OPTIONS, judgingOf, sayHowJudged } from "../judging";
import { REAL_OPTION, readLive, tenantIn } from "../live";
import { atPath, SAMPLE_OPTION, tenantSources } from "../samples/tenant-source";
import { TOOL } from "../tool";

/**
 * `azmfa audit`: the recommendation's steps and what lies beyond them, each with its evidence.
 * @public loaded by the table of commands when it is asked for
 */
export const audit: Command = {
  usage: `[--exclusions FILE] [--on YYYY-MM-DD] [--format ${AUDIT_FORMATS.join("|")}]\n         [--out FILE] [--operator NAME] [--sign-ins FILE]… [--since FILE] [--bundle DIR]\n         [--real] [--sample] [TENANT]\n       azmfa audit --verify DIR`,
  about: `Audits a tenant by CIS Microsoft Azure Foundations Benchmark 5.0.0, recommendation 5.2.6: the
eleven steps and four beyond them, each passed, failed, unknown or not applicable, with its
evidence, the reason and what to do; above them the verdict, beside them what else lets
people in. TENANT is a tenant file, a folder of exported files, or - for standard input;
without it the live tenant is read, as azmfa snapshot does. See docs/audit.md.
`,
  statuses: {
    0: "compliant: proved, and every step passes or does not apply; --verify: all holds",
    1: "somebody gets in, a step fails, or a step is unknown; --verify: something doesn't hold",
    2: "bad input, or the tenant is out of reach",
  },
  options: {
    ...JUDGING_OPTIONS,
    format: { kind: "choice", choices: AUDIT_FORMATS, help: "human is the default" },
    out: {
      kind: "text",
      value: "FILE",
      help: "write the report there, whole or not at all; standard output without it",
    },
    operator: { kind: "text", value: "NAME", help: "who runs the audit, as the report is to say it" },
    "sign-ins": {
      kind: "text",
      value: "FILE",
      many: true,
      help: "a log of sign-ins, as azmfa replay takes it: who really came in without MFA",
    },
    since: {
      kind: "text",
      value: "FILE",
      help: "an earlier JSON report, or a bundle: what failed since, what was mended",
    },
    bundle: { kind: "text", value: "DIR", help: "write the evidence there: tenant, register, each report, manifest" },
    verify: { kind: "text", value: "DIR", help: "check such evidence offline; with nothing else" },
    ...REAL_OPTION,
    ...SAMPLE_OPTION,
  },
  files: { least: 0, most: 1 },
  run: (given, host) => {
    const bundle = given.text("verify");
    return bundle === undefined ? runAudit(given, host) : verifyBundle(bundle, host);
  },
};

/** Audits a tenant file or the live tenant, and writes the report. */
async function runAudit(given: Given, host: Host): Promise<ExitStatus> {
  const judging = await judgingOf(given, host);
  const sources = tenantSources(given);
  if (!judging.ok || !sources.ok) return refuseAll(host, [judging, sources]);
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
  const file = source === undefined ? await liveTenant(host) : await readTenantFile(source, host);
  if (!file.ok) return refuse(host, file.errors);
  const read = { ...file.value, evidence: file.value.evidence() };
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
  const written = await writeResults(out, [text], host);
  if (!written.ok) return refuse(host, written.errors);
  if (out !== "-") host.err(`azmfa: the report is in ${written.value}\n`);
  return status;
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

/**
 * The tenant that the environment leads to, as a snapshot of it would have it. A list that breaks off makes the answer unknown, and
 * the audit goes on with what is there.
 */
export async function liveTenant(host: Host): Promise<Result<TenantFile, string>> {
  const live = await readLive(
    host,
    (tenant, say) => readWholeTenant(tenant, say, new Date(), TOOL, "leaveOut"),
    "nothing was audited: ",
  );
  if (!live.ok) return live;
  const { file } = live.value;
  const read = tenantIn(file, "Graph's answer");
  return read.ok ? { ok: true, value: { ...read.value, file, evidence: () => readEvidence(file) } } : read;
}

/** Where findings can point into; a sample has as little of that as standard input. */
const pathOf = (source: TenantSource | undefined): string | undefined =>
  source === undefined ? undefined : "path" in source.from ? source.from.path : "-";
