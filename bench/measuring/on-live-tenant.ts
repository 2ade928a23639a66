import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../../sandbox/processes/child";
import { startTenant } from "../../sandbox/tenant";
import { largeTenant, type Size } from "./large-tenant";

/** What a program measured of itself, and what it asked Graph meanwhile. */
export interface Asked<T> {
  readonly measured: T;
  /** Such as `GET /v1.0/users?$top=999`, in their order; signing in isn't among them. */
  readonly requests: readonly string[];
}

/**
 * Runs a program of this folder against the sandbox's tenant, in a process of its own, which trusts the tenant's certificate.
 * @param script prints one JSON object
 * @param argsIn its arguments, where it may write into a folder
 * @throws Error with what it printed, where it fails
 */
export async function onLiveTenant<T>(
  size: Size,
  script: string,
  argsIn: (folder: string) => readonly string[],
): Promise<Asked<T>> {
  const folder = mkdtempSync(join(tmpdir(), "bench-tenant-"));
  const asked: string[] = [];
  const onExchange = ({ method, url }: { readonly method: string; readonly url: string }): void =>
    void asked.push(`${method} ${url}`);
  const tenant = await startTenant({ folder, say: () => undefined, seed: largeTenant(size), onExchange });
  try {
    const { status, stdout, stderr } = await runChild({
      command: process.execPath,
      args: ["--import=tsx", join(__dirname, "..", script), ...argsIn(folder)],
      environment: {
        PATH: process.env["PATH"],
        ARM_METADATA_HOSTNAME: tenant.host,
        ARM_TENANT_ID: tenant.tenantId,
        ARM_CLIENT_ID: tenant.clientId,
        ARM_CLIENT_SECRET: tenant.clientSecret,
        NODE_EXTRA_CA_CERTS: tenant.certificateFile,
      },
    });
    if (status !== 0) throw new Error(stderr);
    return {
      measured: JSON.parse(stdout) as T,
      requests: asked.filter((request) => /^\w+ \/(v1\.0|beta)\//.test(request)),
    };
  } finally {
    await tenant.close({ now: true });
    rmSync(folder, { recursive: true, force: true });
  }
}
