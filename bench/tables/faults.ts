import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { plant } from "../../scripts/checks/faults/fault";
import { copyTree } from "../../scripts/checks/faults/tree-copy";
import { printHeader, printRow, progress } from "../measuring/table";
import { LAW_FAULTS, type LawFault } from "../sign-in-log/law-faults";
import { writeLog } from "../sign-in-log/log-of";
import { tellingTenant, tenantFileOf } from "../sign-in-log/telling-tenant";

const REPOSITORY = join(__dirname, "..", "..");
const SIGN_INS = 10_000;

interface Shown {
  readonly differences: readonly { readonly displayName: string; readonly count: number }[];
}

/** Counts how many faults in the law a log of ten thousand sign-ins reveals. The sandbox's evaluator decided the sign-ins. */
export async function faults(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-faults-"));
  const tree = copyTree(REPOSITORY);
  try {
    const data = tellingTenant();
    const files = { log: join(folder, "sign-ins.jsonl"), tenant: join(folder, "tenant.json") };
    writeFileSync(files.tenant, JSON.stringify(tenantFileOf(data)));
    await writeLog(files.log, data, { count: SIGN_INS, seed: 7 });
    const replay = (): Shown => replayIn(tree.folder, files);
    const without = replay().differences.length;
    if (without > 0) throw new Error(`there are ${without} differences without any fault`);
    printHeader("with the fault that …", "where", "sign-ins that differ", "first policy that shows it");
    const found = LAW_FAULTS.filter((fault) => tell(fault, withFault(tree.folder, fault, replay)));
    console.log(
      `\n${found.length} of ${LAW_FAULTS.length} faults are found (${Math.round((100 * found.length) / LAW_FAULTS.length)} %).`,
    );
  } finally {
    tree.remove();
    rmSync(folder, { recursive: true, force: true });
  }
}

function tell({ name, file }: LawFault, { differences }: Shown): boolean {
  const [first] = differences;
  const count = differences.reduce((sum, one) => sum + one.count, 0);
  printRow(name, file, first === undefined ? "none" : count, first?.displayName ?? "");
  return first !== undefined;
}

function withFault(folder: string, fault: LawFault, replay: () => Shown): Shown {
  const path = join(folder, fault.file);
  const text = readFileSync(path, "utf8");
  progress(fault.name);
  try {
    writeFileSync(path, plant({ ...fault, tests: ["bench"] }, text));
    return replay();
  } finally {
    writeFileSync(path, text);
  }
}

/** Replays the log in a folder. @throws Error if the log can't be replayed at all, because the fault breaks too much */
function replayIn(folder: string, { log, tenant }: { readonly log: string; readonly tenant: string }): Shown {
  const args = ["--import=tsx", "bench/differences-in-log.ts", log, tenant];
  return JSON.parse(execFileSync(process.execPath, args, { cwd: folder, encoding: "utf8", maxBuffer: 1 << 28 }));
}
