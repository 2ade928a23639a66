import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { archive } from "../../scripts/packages/archive";
import { cliFiles } from "../../scripts/packages/cli";
import { compare, type Way } from "../measuring/compare";
import { timed } from "../measuring/run";
import { printHeader, printRow, progress } from "../measuring/table";
import { policy } from "../shapes/policies";

const REPOSITORY = join(__dirname, "..", "..");

/** Measures the start-up of the command line, with a tenant of one policy. The first row is Node alone. */
export async function cli(rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-cli-"));
  try {
    const file = join(folder, "tenant.json");
    writeFileSync(file, JSON.stringify({ policies: [policy(1)] }));
    printHeader("command", "wall, s", "processor, s");
    const installed = archive("@bench/azmfa", "1.0.0", join(folder, "azmfa"), await cliFiles("@bench/azmfa", "1.0.0"));
    const compared = await compare(ways(file, join(installed.folder, "bin", "azmfa.js")), rounds, (round) =>
      progress(`command line, round ${round} of ${rounds}`),
    );
    for (const { title, median } of compared) printRow(title, median.wall.toFixed(2), median.processor.toFixed(2));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const ways = (file: string, installed: string): readonly Way[] => [
  way("Node with an empty program", process.execPath, "--eval", ""),
  way("`azmfa --help`, installed", process.execPath, installed, "--help"),
  way("`azmfa prove`, one policy, installed", process.execPath, installed, "prove", file),
  way("`azmfa --help` from its source", process.execPath, "scripts/run.js", "scripts/azmfa.ts", "--help"),
  way(
    "`azmfa prove`, one policy, from its source",
    process.execPath,
    "scripts/run.js",
    "scripts/azmfa.ts",
    "prove",
    file,
  ),
  way("the same by `npm run -s azmfa --`", "npm", "run", "-s", "azmfa", "--", "prove", file),
];

const way = (title: string, command: string, ...args: readonly string[]): Way => ({
  title,
  run: () => timed({ command, args, cwd: REPOSITORY }),
});
