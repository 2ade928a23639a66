import { statSync } from "node:fs";
import { join, resolve, sep } from "node:path";
import { Option } from "commander";
import type { AuditRun, EarlierReport } from "../../audit/report/audit-report";
import { readEarlierReport } from "../../audit/report/since";
import { type Audited, makeBundle } from "../../bundle/make";
import { MANIFEST, manifestIn } from "../../bundle/manifest";
import { AUDIT_FORMATS, type AuditFormat, rendered } from "../../bundle/reports";
import { verifyBundle } from "../../bundle/verify";
import { digestOfTenant, type Inputs, inputsAt, REGISTER, sha256, TENANT } from "../../bundle/what-was-read";
import { approvalCommits } from "../../program/approval-commits";
import { readWholeTenant } from "../../tenant/live/live-tenant";
import { quoted } from "../../text/printable";
import { Refused } from "../../text/refused";
import { namesIn, repeatable } from "../arguments";
import { audited, auditKept } from "../auditing";
import { type Command, type ExitStatus, type Given, type Host, TOOL } from "../command";
import { isPipe, readJsonFile, refuseToReplace, writeResults } from "../files";
import { type Judging, judgingOf, REGISTER_OPTIONS } from "../judging";
import { REAL_OPTION, readLive, tenantIn } from "../live";
import { logsInFiles } from "../replaying";
import { insistOnSameTenant, readTenant, sourceAt, type TenantFile, tenantIdIn, WHOLE_OPTION } from "../tenant-source";

/** @public `azmfa audit`: the recommendation's steps and further checks, each with its evidence. Loaded by the table of commands. */
export const audit: Command = {
  takes: ["[TENANT]"],
  about: `Audits a tenant by CIS Microsoft Azure Foundations Benchmark 5.0.0,
recommendation 5.2.6, step by step with evidence. Without TENANT, it reads the
live tenant. See docs/audit.md.`,
  statuses: {
    0: "compliant; --verify: the bundle is valid",
    1: "not compliant, not known, or not confirmed by a log; --verify: not valid",
  },
  options: [
    ...REGISTER_OPTIONS,
    new Option("--format <format>", "human is the default").choices(AUDIT_FORMATS),
    new Option("--out <file>", "write the report to this file instead of standard output"),
    new Option("--operator <name>", "who runs the audit, for the report"),
    repeatable(new Option("--sign-ins <file>", "a sign-in log, to show who signed in without MFA")),
    new Option("--since <file>", "an earlier JSON report, or a bundle, to compare with"),
    new Option("--bundle <dir>", "write the evidence to this folder: tenant, register, each report, manifest"),
    new Option("--verify <dir>", "check such evidence offline; takes no tenant and no other option"),
    REAL_OPTION,
    WHOLE_OPTION,
  ],
  async run(given, host) {
    const folder = given.text("verify");
    if (folder === undefined) return runAudit(given, host);
    if (given.files.length > 0 || namesIn(audit.options).filter(given.has).length > 1)
      throw new Refused("azmfa: --verify takes no tenant and no other option");
    const manifest = readJsonFile(join(folder, MANIFEST), manifestIn, "isn't the manifest of an audit with --bundle");
    const { isValid, inWords } = await verifyBundle(folder, manifest, () => auditKept(folder, manifest, host));
    await host.out(inWords);
    return isValid ? 0 : 1;
  },
};

/** Audits a tenant file or the live tenant, and writes the report. @throws Refused also if the report would replace an input */
async function runAudit(given: Given, host: Host): Promise<ExitStatus> {
  const [path] = given.files;
  const [declared, since, folder] = ["exclusions", "since", "bundle"].map(given.text);
  const out = given.text("out") ?? "-";
  const logs = given.all("sign-ins");
  refuseToReplace(out, [path, declared, since, ...logs]);
  if (folder !== undefined && out !== "-" && (resolve(out) + sep).startsWith(resolve(folder) + sep))
    throw new Refused("azmfa: the bundle has the report in each format; name a file outside it after --out");
  if (folder !== undefined && [path, declared, ...logs].some((input) => input !== undefined && isPipe(input)))
    throw new Refused("azmfa: --bundle keeps the files that were read, so it takes no standard input and no pipe");
  const judging = judgingOf(given, host);
  const earlier = since === undefined ? undefined : earlierReport(since);
  const read = path === undefined ? await liveTenant(host) : await readTenant(sourceAt(path, given), host);
  insistOnSameTenant(since ?? "", earlier?.tenantId, tenantIdIn(read.file));
  const inputs = await inputsAt(path, declared);
  const run = await runOf(given, inputs, judging, host);
  const clock = folder === undefined ? host : { ...host, now: () => 0 };
  const found = await audited(read, judging, run, logsInFiles(logs), clock);
  if (folder !== undefined) await bundle(folder, found, inputs, given, host);
  const format = (given.text("format") ?? "human") as AuditFormat; // the command line takes no other
  const report = { ...found.report, earlier, otherDay: judging.otherDay };
  await writeResults(out, rendered(format, report, inputs, host), host);
  if (out !== "-") host.err(`azmfa: the report is in ${quoted(out)}\n`);
  return found.status;
}

/** Where the evidence comes from: what reports say about this run. */
async function runOf(given: Given, inputs: Inputs, { register }: Judging, { startedAt }: Host): Promise<AuditRun> {
  const [[path], declared, bytes] = [given.files, given.text("exclusions"), inputs.get(REGISTER)];
  return {
    at: startedAt,
    tool: TOOL,
    operator: given.text("operator") ?? null,
    source: { name: path ?? LIVE, sha256: digestOfTenant(inputs) },
    register: declared === undefined ? null : { name: declared, sha256: bytes ? sha256(bytes) : null },
    commits: register ? await approvalCommits(register.register) : null,
  };
}

/** Writes the bundle, as an audit on this day without an earlier report. @throws Refused */
async function bundle(folder: string, { report, file }: Audited, inputs: Inputs, given: Given, host: Host) {
  const live = [TENANT, Buffer.from(JSON.stringify(file))] as const;
  const read = given.files.length === 0 ? new Map([live, ...inputs]) : inputs;
  const making = { whole: given.all("whole"), logs: given.all("sign-ins") };
  const onThisDay = { report: { ...report, otherDay: undefined }, file };
  await makeBundle(folder, read, onThisDay, making);
  host.err(`azmfa: the bundle is in ${quoted(folder)}; check it with azmfa audit --verify, then sign ${MANIFEST}\n`);
}

/** The report to compare with, from a file or a bundle. @throws Refused */
function earlierReport(path: string): EarlierReport {
  const file = statSync(path, { throwIfNoEntry: false })?.isDirectory() ? join(path, "report.json") : path;
  return readJsonFile(file, readEarlierReport, "isn't a report of azmfa audit --format json or a bundle");
}

/** The live tenant's name in reports. */
const LIVE = "the live tenant";

/** The live tenant, as a snapshot would have it. An incomplete list makes the answer unknown, and the audit goes on. */
export async function liveTenant(host: Host): Promise<TenantFile> {
  const read = await readLive(host, (tenant, say) => readWholeTenant(tenant, say, new Date(), TOOL, "leaveOut"));
  return tenantIn(read.file);
}
