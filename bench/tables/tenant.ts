import { join } from "node:path";
import type { Size } from "../measuring/large-tenant";
import { median } from "../measuring/median";
import { onLiveTenant } from "../measuring/on-live-tenant";
import { printHeader, printRow, progress } from "../measuring/table";

const SIZES: readonly (Size & { readonly title: string })[] = [
  { title: "1,000 users, 50 groups, 10 of them named", users: 1_000, groups: 50, named: 10 },
  { title: "10,000 users, 500 groups, 30 named", users: 10_000, groups: 500, named: 30 },
  { title: "100,000 users, 5,000 groups, 30 named", users: 100_000, groups: 5_000, named: 30 },
  { title: "100,000 users, 5,000 groups, 4,900 named", users: 100_000, groups: 5_000, named: 4_900 },
];

interface Snapshot {
  readonly seconds: number;
  readonly processorSeconds: number;
  readonly megabytes: number;
  readonly fileMegabytes: number;
}

interface Measured extends Snapshot {
  readonly requests: number;
}

/** Measures `azmfa snapshot` of the sandbox's tenant: its requests, time and memory. */
export async function tenant(rounds: number): Promise<void> {
  printHeader("tenant", "requests", "wall, s", "processor, s", "memory of the process, MB", "file, MB");
  for (const { title, ...size } of SIZES) {
    progress(title);
    const runs: Measured[] = [];
    for (let round = 0; round < rounds; round++) runs.push(await measure(size));
    const of = (part: keyof Measured): number => median(runs.map((run) => run[part]));
    const times = [of("seconds").toFixed(1), of("processorSeconds").toFixed(1)];
    printRow(title, of("requests"), ...times, of("megabytes").toFixed(0), of("fileMegabytes").toFixed(1));
  }
}

async function measure(size: Size): Promise<Measured> {
  const { measured, requests } = await onLiveTenant<Snapshot>(size, "measure-snapshot.ts", (folder) => [
    join(folder, "tenant.json"),
  ]);
  return { ...measured, requests: requests.length };
}
