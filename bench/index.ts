import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { SHAPES } from "./shapes";

/** `npm run bench`: how long verdicts take, as a Markdown table. Median of the runs, each in a fresh process. */
const RUNS = 3;

interface Measured {
  readonly verdict: string;
  readonly exposed: number;
  readonly readMs: number;
  readonly proveMs: number;
  readonly megabytes: number;
}

function measure(shape: number): Measured {
  const script = join(__dirname, "measure-verdict.ts");
  const output = execFileSync(process.execPath, ["--import=tsx", script, String(shape)], { encoding: "utf8" });
  return JSON.parse(output) as Measured;
}

function median(values: readonly number[]): number {
  return [...values].sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}

console.log("| tenant | verdict | exposed users | reading, ms | verdict, ms | memory of the process, MB |");
console.log("|---|---|---|---|---|---|");
SHAPES.forEach(({ title }, shape) => {
  const runs = Array.from({ length: RUNS }, () => measure(shape));
  const of = (part: "readMs" | "proveMs" | "megabytes"): string => median(runs.map((run) => run[part])).toFixed(0);
  const { verdict, exposed } = runs[0] ?? { verdict: "?", exposed: 0 };
  console.log(`| ${title} | ${verdict} | ${exposed} | ${of("readMs")} | ${of("proveMs")} | ${of("megabytes")} |`);
});
