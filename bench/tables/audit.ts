import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { MeasuredAudit } from "../measure-audit";
import { median } from "../measuring/median";
import { onLiveTenant } from "../measuring/on-live-tenant";
import { printHeader, printRow, progress } from "../measuring/table";
import { AUDITED } from "../shapes/audited";

/** A report that is only computed, and one with the picture of coverage. */
const FORMATS = ["json", "html"] as const;
const SCRIPT = "measure-audit.ts";

const LIVE = "live, 100,000 users, 5,000 groups, 30 of them named";
const LIVE_SIZE = { users: 100_000, groups: 5_000, named: 30 };

/** Measures `azmfa audit`, with separate times for reading and judging, of the sandbox's tenant and of tenant files. */
export async function audit(rounds: number): Promise<void> {
  printHeader(
    "tenant",
    "format",
    "outcome",
    "wall, s",
    "of it reading, s",
    "processor for reading, s",
    "for the audit, s",
    "for the report, s",
    "memory once read, MB",
    "at its peak, MB",
  );
  const requests = await auditLive(rounds);
  for (const { title, tenant } of AUDITED) await auditFile(title, tenant(), rounds);
  printRequests(requests);
}

async function auditLive(rounds: number): Promise<readonly string[]> {
  let asked: readonly string[] = [];
  for (const format of FORMATS) {
    const runs: MeasuredAudit[] = [];
    for (let round = 0; round < rounds; round++) {
      progress(`${LIVE}, ${format}`);
      const { measured, requests } = await onLiveTenant<MeasuredAudit>(LIVE_SIZE, SCRIPT, () => [format]);
      runs.push(measured);
      asked = requests;
    }
    printRuns(LIVE, format, runs);
  }
  return asked;
}

async function auditFile(title: string, tenant: unknown, rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-audit-"));
  try {
    const file = join(folder, "tenant.json");
    writeFileSync(file, JSON.stringify(tenant));
    for (const format of FORMATS) {
      const runs = Array.from({ length: rounds }, () => {
        progress(`${title}, ${format}`);
        return measure(format, file);
      });
      printRuns(title, format, runs);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(format: string, file: string): MeasuredAudit {
  const args = ["--import=tsx", join(__dirname, "..", SCRIPT), format, file];
  return JSON.parse(execFileSync(process.execPath, args, { encoding: "utf8" })) as MeasuredAudit;
}

function printRuns(title: string, format: string, runs: readonly MeasuredAudit[]): void {
  const middle = (of: (run: MeasuredAudit) => number, digits: number): string => median(runs.map(of)).toFixed(digits);
  printRow(
    title,
    format,
    runs[0]?.outcome ?? "?",
    middle(({ reading, auditing, reporting }) => reading.wall + auditing.wall + reporting.wall, 1),
    middle(({ reading }) => reading.wall, 1),
    middle(({ reading }) => reading.processor, 1),
    middle(({ auditing }) => auditing.processor, 1),
    middle(({ reporting }) => reporting.processor, 1),
    middle(({ megabytesOnceRead }) => megabytesOnceRead, 0),
    middle(({ megabytes }) => megabytes, 0),
  );
}

/** The kinds of requests that Graph limits most, or that a large tenant needs most. */
const KINDS: readonly (readonly [kind: string, is: (request: string) => boolean])[] = [
  ["a page of users", (request) => / \/v1\.0\/users\?/.test(request)],
  ["a page of what people have registered", (request) => request.includes("/userRegistrationDetails")],
  ["Conditional Access", (request) => request.includes("/identity/conditionalAccess/")],
  ["everything else", () => true],
];

function printRequests(requests: readonly string[]): void {
  console.log();
  printHeader(`requests of the audit: ${LIVE}`, "how many");
  const kindOf = (request: string): string | undefined => KINDS.find(([, is]) => is(request))?.[0];
  for (const [kind] of KINDS) printRow(kind, requests.filter((request) => kindOf(request) === kind).length);
  printRow("all", requests.length);
}
