import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../../sandbox/processes/child";
import { startTenant, type Tenant } from "../../sandbox/tenant";
import { largeTenant, type Size } from "../../sandbox/tenant/seed/large";
import { median } from "../measuring/median";
import { printHeader, printRow, progress } from "../measuring/table";

const SIZES: readonly (Size & { readonly title: string })[] = [
  { title: "1,000 users, 50 groups, 10 of them named", users: 1_000, groups: 50, named: 10 },
  { title: "10,000 users, 500 groups, 30 named", users: 10_000, groups: 500, named: 30 },
  { title: "100,000 users, 5,000 groups, 30 named", users: 100_000, groups: 5_000, named: 30 },
  { title: "100,000 users, 5,000 groups, 4,900 named", users: 100_000, groups: 5_000, named: 4_900 },
];

/** What `azmfa snapshot` takes of the sandbox's tenant: requests, time and memory of the process that reads. */
export async function tenant(rounds: number): Promise<void> {
  printHeader("tenant", "requests", "of twenty questions each", "wall, s", "memory of the process, MB", "file, MB");
  for (const { title, ...size } of SIZES) {
    progress(title);
    const runs: Measured[] = [];
    for (let round = 0; round < rounds; round++) runs.push(await measure(size));
    const of = (part: keyof Measured): number => median(runs.map((run) => run[part]));
    const cells = [of("requests"), of("batches"), of("seconds").toFixed(1), of("megabytes").toFixed(0)];
    printRow(title, ...cells, of("fileMegabytes").toFixed(1));
  }
}

interface Measured {
  readonly requests: number;
  readonly batches: number;
  readonly seconds: number;
  readonly megabytes: number;
  readonly fileMegabytes: number;
}

async function measure(size: Size): Promise<Measured> {
  const folder = mkdtempSync(join(tmpdir(), "bench-tenant-"));
  const asked: string[] = [];
  const onExchange = ({ method, url }: { readonly method: string; readonly url: string }): void =>
    void asked.push(`${method} ${url}`);
  const started = await startTenant({ folder, say: () => undefined, seed: largeTenant(size), onExchange });
  try {
    const out = join(folder, "tenant.json");
    const measured = await snapshot(started, out);
    const graph = asked.filter((request) => /^\w+ \/(v1\.0|beta)\//.test(request));
    return {
      requests: graph.length,
      batches: graph.filter((request) => request.endsWith("/$batch")).length,
      ...measured,
      fileMegabytes: statSync(out).size / 1e6,
    };
  } finally {
    await started.close({ now: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** In a process of its own, which trusts the tenant's certificate. */
async function snapshot(of: Tenant, out: string): Promise<Pick<Measured, "seconds" | "megabytes">> {
  const { status, stdout, stderr } = await runChild({
    command: process.execPath,
    args: ["--import=tsx", join(__dirname, "..", "measure-snapshot.ts"), out],
    environment: {
      PATH: process.env["PATH"],
      ARM_METADATA_HOSTNAME: of.host,
      ARM_TENANT_ID: of.tenantId,
      ARM_CLIENT_ID: of.clientId,
      ARM_CLIENT_SECRET: of.clientSecret,
      NODE_EXTRA_CA_CERTS: of.certificateFile,
    },
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as Pick<Measured, "seconds" | "megabytes">;
}
