import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median } from "../measuring/median";
import { printHeader, printRow, progress } from "../measuring/table";
import { largeTenant } from "../sign-in-log/large-tenant";
import { writeLog } from "../sign-in-log/log-of";
import { tenantFileOf } from "../sign-in-log/telling-tenant";

interface Measured {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly megabytes: number;
  readonly agree: number;
}

/** Measures the time and memory of a replay. Each run is a separate process. */
export async function replay(rounds: number): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "bench-replay-"));
  try {
    const data = largeTenant();
    const tenant = join(folder, "tenant.json");
    writeFileSync(tenant, JSON.stringify(tenantFileOf(data)));
    printHeader(
      "sign-ins",
      "log, MB",
      "time, s",
      "processor, s",
      "sign-ins a second",
      "memory of the process, MB",
      "agree",
    );
    for (const count of [1_000, 10_000, 100_000]) {
      const log = join(folder, "sign-ins.jsonl");
      progress(`making a log of ${count.toLocaleString("en-US")} sign-ins`);
      await writeLog(log, data, { count, seed: 7 });
      const runs = Array.from({ length: rounds }, (_, round) => {
        progress(`replaying ${count.toLocaleString("en-US")} sign-ins, round ${round + 1} of ${rounds}`);
        return measure(log, tenant);
      });
      const of = (part: keyof Measured): number => median(runs.map((run) => run[part]));
      const size = statSync(log).size / 1e6;
      printRow(
        count.toLocaleString("en-US"),
        size.toFixed(0),
        of("seconds").toFixed(1),
        of("processorSeconds").toFixed(1),
        Math.round(count / of("seconds")).toLocaleString("en-US"),
        of("megabytes").toFixed(0),
        of("agree").toLocaleString("en-US"),
      );
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(log: string, tenant: string): Measured {
  const script = join(__dirname, "..", "measure-replay.ts");
  const output = execFileSync(process.execPath, ["--import=tsx", script, log, tenant], { encoding: "utf8" });
  return JSON.parse(output) as Measured;
}
