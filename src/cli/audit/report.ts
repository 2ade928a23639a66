import { existsSync } from "node:fs";
import { basename, isAbsolute, join, relative, resolve } from "node:path";
import { auditOf } from "../../audit/audit";
import type { AuditReport, AuditRun } from "../../audit/report/audit-report";
import { auditObject } from "../../audit/report/json";
import { auditReport } from "../../audit/report/report";
import { rowsOf } from "../../audit/report/rows";
import type { Location } from "../../law/model/finding";
import { replayObject } from "../../replay/json";
import { replayReport } from "../../replay/report";
import { renderCsv } from "../../report/csv";
import { type Format, render } from "../../report/render";
import { checksInSarif, type Place } from "../../report/sarif";
import { judgeRegister } from "../../verifier/exemptions";
import { type Host, TOOL, worstOf } from "../command";
import { filesRead } from "../files";
import { type Judging, judgementOn } from "../judging";
import { type Logs, replayLogs, statusOf } from "../sign-ins/replaying";
import type { TenantFile } from "../tenant-source";

/** What an audit starts from. */
export interface AuditInputs {
  readonly read: Pick<TenantFile, "tenant" | "file" | "evidence">;
  readonly judging: Judging;
  /** Where the evidence comes from. Its source has the tenant's name in reports. */
  readonly run: AuditRun;
}

/**
 * Judges a tenant, goes through the steps, and replays sign-in logs against the same policies.
 * @throws Refused if a log can't be read
 */
export async function reportOf({ read, judging, run }: AuditInputs, host: Host, logs: Logs = new Map()) {
  const { day, otherDay, register: onDay } = judging;
  const tenantFile = run.source.name;
  const against = { read, tenantFile };
  const replayed = logs.size === 0 ? undefined : await replayLogs(logs, against, judging, host);
  const register = onDay && judgeRegister(onDay, read.tenant);
  const judgement = judgementOn(tenantFile, read.tenant, register, host);
  const audit = auditOf({ tenant: read.tenant, facts: read.evidence(), verdict: judgement.verdict, register, day });
  const signIns = replayed && { report: replayReport(replayed), object: replayObject(replayed) };
  const report: AuditReport = { audit, judgement, run, signIns, earlier: undefined, otherDay };
  const ofLogs = replayed === undefined ? 0 : statusOf(replayed);
  return { report, status: worstOf([ofLogs, audit.outcome === "compliant" ? 0 : 1]) };
}

/** The file that a bundle has for each format of an audit. */
export const REPORT_FILES = {
  human: "report.txt",
  json: "report.json",
  markdown: "report.md",
  html: "report.html",
  sarif: "report.sarif",
  junit: "report.junit.xml",
  csv: "report.csv",
} as const satisfies Readonly<Record<string, string>> & { readonly [F in Format]: string };
/** A format of an audit, by its name for `--format`. */
export type AuditFormat = keyof typeof REPORT_FILES;
export const AUDIT_FORMATS = Object.keys(REPORT_FILES) as readonly AuditFormat[];

/** The report in a format. @param path the tenant file; undefined for the live tenant */
export async function rendered(format: AuditFormat, report: AuditReport, path: string | undefined, host: Host) {
  if (format === "csv") return renderCsv(rowsOf(report));
  if (format !== "sarif")
    return render(format, { report: () => auditReport(report), object: () => auditObject(report) }, host);
  const tree = auditReport(report);
  const about = { tool: TOOL, category: "azmfa-audit", description: tree.answer.join(" ") };
  return checksInSarif(tree, { ...about, ...(await policyPlaces(path)) });
}

/**
 * Where findings are. A policy is at the line of its id in the tenant file, or in the file of a folder that has it. In the live tenant,
 * it is at the program as a whole if the command runs in its folder. An entry of the register has its own place.
 * @param path a tenant file or folder, `-` for standard input; undefined for the live tenant
 * @param folder where the command runs
 */
export async function policyPlaces(path: string | undefined, folder = process.cwd()) {
  const sources = path === undefined ? [] : await sourcesOf(path);
  const live = ["Pulumi.yaml", "index.ts"].every((file) => existsSync(join(folder, file))) ? "index.ts" : "live-tenant";
  return {
    /** For findings without a place: code scanning shows only findings with a file. */
    fallback: path === undefined ? live : path === "-" ? "stdin" : fromHere(path),
    placeOf(location: Location | undefined): Place | undefined {
      if (location?.kind === "policy") return placeOfPolicy(location.id, sources);
      if (location?.kind !== "source") return undefined;
      return { file: fromHere(location.file), line: location.line, column: location.column };
    },
  };
}

/** The line where a policy's id is the value of an `id`. */
function placeOfPolicy(id: string, sources: readonly Source[]): Place | undefined {
  const pattern = new RegExp(`"id"\\s*:\\s*${JSON.stringify(id).replace(/[\\^$.*+?()[\]{}|]/g, "\\$&")}`);
  for (const { file, text } of sources) {
    const at = text.search(pattern);
    if (at !== -1) return { file, line: text.slice(0, at).split("\n").length };
  }
  return undefined;
}

/** A file that may have policies. */
type Source = { readonly file: string; readonly text: string };

async function sourcesOf(path: string): Promise<readonly Source[]> {
  const read = await filesRead(path).catch(() => []);
  const nameOf = (name: string): string => (name === path ? fromHere(path) : join(fromHere(path), name));
  return read.map(({ name, bytes }) => ({ file: nameOf(name), text: bytes.toString() }));
}

/**
 * A path relative to the current folder, which in a pipeline is the root of the repository. For a file elsewhere it is the name alone:
 * code scanning takes no other location.
 */
function fromHere(path: string): string {
  const here = relative(process.cwd(), path) || basename(resolve(path));
  return here.startsWith("..") || isAbsolute(here) ? basename(here) : here;
}
