import { statSync } from "node:fs";
import { join } from "node:path";
import type { AuditRun, EarlierReport } from "../../audit/report/audit-report";
import { readEarlierReport } from "../../audit/report/since";
import type { TenantSource } from "../../tenant/file/tenant-file";
import { readEvidence } from "../../tenant/graph/tenant";
import { readWholeTenant } from "../../tenant/live/live-tenant";
import { quoted } from "../../text/printable";
import { namesIn, oneOf } from "../arguments";
import { approvalCommits, withCommits } from "../audit/approval-commits";
import { verifyBundle, writeBundle } from "../audit/bundle";
import { AUDIT_FORMATS, type AuditFormat, rendered, reportOf } from "../audit/report";
import { type Command, type ExitStatus, type Given, type Host, Refused, refuse, TOOL } from "../command";
import { digestOf, filesRead, isPipe, readJsonFile, refuseToReplaceInputs, writeResults } from "../files";
import { type Judging, judgingOf, REGISTER_OPTIONS } from "../judging";
import { REAL_OPTION, readLive, tenantIn } from "../live";
import { logsInFiles } from "../sign-ins/replaying";
import {
  insistOnSameTenant,
  readTenants,
  sourceAt,
  TENANT_OPTIONS,
  type TenantFile,
  tenantIdIn,
  tenantSources,
} from "../tenant-source";

/** @public `azmfa audit`: the recommendation's steps and further checks, each with its evidence. Loaded by the table of commands. */
export const audit: Command = {
  takes: "[TENANT]",
  about: `Audits a tenant by CIS Microsoft Azure Foundations Benchmark 5.0.0, recommendation 5.2.6: each
step passed, failed, unknown or not applicable, with evidence, the reason and what to do.
TENANT is a tenant file, a folder of exported files, or - for standard input. Without TENANT,
azmfa audits the live tenant. See docs/audit.md.
`,
  statuses: {
    0: "compliant: proved, and every step passes or does not apply; --verify: the bundle is valid",
    1: "someone gets in, a step fails, or a step is unknown; --verify: the bundle is not valid",
    2: "bad input, or the tenant is out of reach",
  },
  options: {
    ...REGISTER_OPTIONS,
    [`format ${AUDIT_FORMATS.join("|")}`]: ["human is the default", oneOf(AUDIT_FORMATS)],
    "out FILE": "write the report to this file instead of standard output",
    "operator NAME": "who runs the audit, for the report",
    "sign-ins FILE+": "a sign-in log, to show who signed in without MFA",
    "since FILE": "an earlier JSON report, or a bundle, to compare with",
    "bundle DIR": "write the evidence to this folder: tenant, register, each report, manifest",
    "verify DIR": "check such evidence offline; takes no other option",
    ...REAL_OPTION,
    ...TENANT_OPTIONS,
  },
  files: { least: 0, most: 1 },
  conflicts: (given) => [
    given.has("bundle") &&
      [...given.files, ...given.all("exclusions"), ...given.all("sign-ins")].some(isPipe) &&
      "--bundle keeps the files that were read, so it takes files or a folder, not standard input or a pipe",
    given.has("verify") &&
      (given.files.length > 0 || namesIn(audit.options).some((name) => name !== "verify" && given.has(name))) &&
      "--verify takes no tenant and no other option",
  ],
  run: (given, host) => (given.has("verify") ? verifyBundle(given.text("verify") ?? "", host) : runAudit(given, host)),
};

/** Audits a tenant file or the live tenant, and writes the report. @throws Refused also if the report would replace an input */
async function runAudit(given: Given, host: Host): Promise<ExitStatus> {
  const [source] = tenantSources(given);
  const judging = await judgingOf(given, host);
  const [register, since, logs] = [given.text("exclusions"), given.text("since"), given.all("sign-ins")];
  const [out, folder] = [given.text("out") ?? "-", given.text("bundle")];
  const earlier = since === undefined ? undefined : earlierReport(since);
  await refuseToReplaceInputs([pathOf(source), register, since, ...logs], { "--out": out, "--bundle": folder });
  const [read] = source === undefined ? [await liveTenant(host)] : await readTenants([source], host);
  insistOnSameTenant(since ?? "", earlier?.tenantId, tenantIdIn(read.file));
  const bytes = await filesRead(source);
  const registered = register === undefined ? undefined : await approvalsIn(register, judging);
  const run: AuditRun = {
    at: host.startedAt,
    tool: TOOL,
    operator: given.text("operator"),
    source: digestOf(source?.name ?? LIVE, bytes),
    register: registered?.evidence,
  };
  const inputs = { read, judging: { ...judging, register: registered?.onDay }, run, earlier };
  const found = await reportOf(inputs, host, logsInFiles(logs));
  if (folder !== undefined && found.complaints.length > 0) throw new Refused(...found.complaints);
  refuse(host, found.complaints);
  const format = (given.text("format") ?? "human") as AuditFormat; // the command line takes no other
  const text = await rendered(format, found.report, pathOf(source), host);
  const write = () => writeResults(out, [text], host);
  if (folder !== undefined) {
    const tenant = source ? bytes : [{ name: LIVE, bytes: Buffer.from(JSON.stringify(read.file)) }];
    const kept = { tenant, register: registered?.bytes, logs, run, day: judging.day, whole: source?.whole ?? [] };
    await writeBundle(folder, kept, host, out === "-" ? undefined : write);
  }
  if (folder === undefined || out === "-") await write(); // printed last: a reader that stops ends the program
  if (out !== "-") host.err(`azmfa: the report is in ${quoted(out)}\n`);
  return found.status;
}

/** A register with the commits of its approvals, and what a report says about its file. */
async function approvalsIn(path: string, { register }: Judging) {
  const read = await filesRead(sourceAt(path));
  const commits = await approvalCommits(path, register?.register.entries ?? []);
  const evidence = { ...digestOf(path, read), commits };
  return { onDay: register && withCommits(register, commits), evidence, bytes: read[0]?.bytes };
}

/** The report to compare with, from a file or a bundle. @throws Refused */
function earlierReport(path: string): EarlierReport {
  const file = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? join(path, "report.json") : path;
  return readJsonFile(file, readEarlierReport, "isn't a report of azmfa audit --format json or a bundle");
}

/** The live tenant's name in reports. */
const LIVE = "the live tenant";

/**
 * The tenant of the environment, as a snapshot would have it. An incomplete list makes the answer unknown, and the audit goes on with
 * the part that was read.
 */
export async function liveTenant(host: Host): Promise<TenantFile> {
  const { file } = await readLive(host, "nothing was audited: ", (tenant, say) =>
    readWholeTenant(tenant, say, new Date(), TOOL, "leaveOut"),
  );
  return { ...tenantIn(file), file, evidence: () => readEvidence(file) };
}

/** The path that findings can point into. A sample, like standard input, has none. */
const pathOf = (source: TenantSource | undefined): string | undefined =>
  source && ("path" in source.from ? source.from.path : "-");
