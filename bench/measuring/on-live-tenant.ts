import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChild } from "../../sandbox/processes/child";
import { startTenant } from "../../sandbox/tenant";
import { largeTenant, type Size } from "./large-tenant";

/** A program's measurements, and its requests to Graph. */
export interface Asked<T> {
  readonly measured: T;
  /** The requests in order, such as `GET /v1.0/users?$top=999`, without the sign-in. */
  readonly requests: readonly string[];
}

/**
 * Runs a program of this folder against the sandbox's tenant, in a separate process that trusts the tenant's certificate.
 * @param script a program that prints a JSON object
 * @param argsIn its arguments for a folder that it may write to
 * @throws Error with its output if it fails
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
