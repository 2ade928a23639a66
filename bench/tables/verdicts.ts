import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { median } from "../measuring/median";
import { printHeader, printRow, progress } from "../measuring/table";
import { SHAPES } from "../shapes";

interface Measured {
  readonly verdict: string;
  readonly exposed: number;
  /** The processor time of reading the file, with its JSON. */
  readonly readMs: number;
  readonly proveMs: number;
  /** The processor time of the verdict, which other work on the machine hardly affects. */
  readonly processorMs: number;
  readonly megabytes: number;
}

/** Measures verdicts: the median of several runs, each in a new process. */
export async function verdicts(rounds: number): Promise<void> {
  printHeader(
    "tenant",
    "verdict",
    "exposed users",
    "processor for reading the file, ms",
    "verdict, ms",
    "processor for the verdict, ms",
    "memory of the process, MB",
  );
  SHAPES.forEach(({ title }, shape) => {
    progress(title);
    const runs = Array.from({ length: rounds }, () => measure(shape));
    const of = (part: "readMs" | "proveMs" | "processorMs" | "megabytes"): string =>
      median(runs.map((run) => run[part])).toFixed(0);
    const { verdict, exposed } = runs[0] ?? { verdict: "?", exposed: 0 };
    printRow(title, verdict, exposed, of("readMs"), of("proveMs"), of("processorMs"), of("megabytes"));
  });
}

function measure(shape: number): Measured {
  const script = join(__dirname, "..", "measure-verdict.ts");
  const output = execFileSync(process.execPath, ["--import=tsx", script, String(shape)], { encoding: "utf8" });
  return JSON.parse(output) as Measured;
}
