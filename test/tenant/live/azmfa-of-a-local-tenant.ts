import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../../../sandbox/processes/child";
import { type Fault, startTenant, type Tenant, type TenantOptions } from "../../../sandbox/tenant";

const AZMFA = join(__dirname, "../../../src/cli/azmfa.ts");

/** Runs azmfa against a local tenant of its own, with the real clients, once the tenant is prepared. Nothing of it is left. */
export async function azmfaOfALocalTenant(
  args: readonly string[],
  options: Partial<TenantOptions> = {},
  prepare: (tenant: Tenant) => Promise<unknown> = async () => undefined,
) {
  const folder = mkdtempSync(join(tmpdir(), "azmfa-tenant-"));
  const tenant = await startTenant({ folder, say: () => undefined, ...options });
  try {
    await prepare(tenant);
    return await runChild({
      command: process.execPath,
      args: ["--import", "tsx", AZMFA, ...args],
      environment: {
        PATH: process.env["PATH"],
        ARM_METADATA_HOSTNAME: tenant.host,
        ARM_TENANT_ID: tenant.tenantId,
        ARM_CLIENT_ID: tenant.clientId,
        ARM_CLIENT_SECRET: tenant.clientSecret,
        NODE_EXTRA_CA_CERTS: tenant.certificateFile,
      },
    });
  } finally {
    await tenant.close({ now: true });
    rmSync(folder, { recursive: true, force: true });
  }
}

/** That tenant refuses what is asked of this path. */
export const refuse = (path: string, status: number): Fault => ({
  path,
  effect: { kind: "refuse", status, code: "Refused", message: "no" },
});
