import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import tls from "node:tls";
import { azmfa } from "../../../azmfa/commands";
import { type Fault, startTenant, type Tenant, type TenantOptions } from "../../../sandbox/tenant";
import { processHost } from "../../../src/cli/process-host";
import { recording } from "../../cli/recorded-run";

const HOST = processHost();

/** A local tenant in a folder of its own. This process trusts its certificate until it is closed. */
export async function localTenant(options: Partial<TenantOptions> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "local-tenant-"));
  const tenant = await startTenant({ folder: join(folder, "tenant"), say: () => undefined, ...options });
  const distrust = trust(tenant.certificateFile);
  const close = async () => {
    distrust();
    await tenant.close({ now: true });
    rmSync(folder, { recursive: true, force: true });
  };
  return { folder, tenant, close };
}

/** Runs azmfa against a local tenant of its own, with the real clients, once the tenant is prepared. Nothing of it is left. */
export async function azmfaOfALocalTenant(
  args: readonly string[],
  options: Partial<TenantOptions> = {},
  prepare: (tenant: Tenant) => Promise<unknown> = async () => undefined,
) {
  const { tenant, close } = await localTenant(options);
  try {
    await prepare(tenant);
    const { out, err, status } = await inEnvironment({ PATH: process.env["PATH"], ...environmentOf(tenant) }, () =>
      recording((host) =>
        azmfa(args, {
          ...host,
          now: HOST.now,
          pause: (milliseconds) => HOST.pause(milliseconds / 100),
        }),
      ),
    );
    return { status, stdout: out, stderr: err };
  } finally {
    await close();
  }
}

/** What the environment of a process has that reads a local tenant. */
export const environmentOf = ({ host, tenantId, clientId, clientSecret }: Tenant) => ({
  ARM_METADATA_HOSTNAME: host,
  ARM_TENANT_ID: tenantId,
  ARM_CLIENT_ID: clientId,
  ARM_CLIENT_SECRET: clientSecret,
});

/** Does something in another environment of this process. */
export async function inEnvironment<T>(environment: NodeJS.ProcessEnv, work: () => Promise<T>): Promise<T> {
  const { env } = process;
  process.env = environment;
  try {
    return await work();
  } finally {
    process.env = env;
  }
}

/** What NODE_EXTRA_CA_CERTS does for a new process. @returns how to undo it */
function trust(certificateFile: string): () => void {
  const certificate = readFileSync(certificateFile);
  const { createSecureContext } = tls;
  tls.createSecureContext = (options) => {
    const secure = createSecureContext(options);
    (secure.context as { addCACert(pem: Buffer): void }).addCACert(certificate);
    return secure;
  };
  return () => {
    tls.createSecureContext = createSecureContext;
  };
}

/** That tenant refuses what is asked of this path. */
export const refuse = (path: string, status: number): Fault => ({
  path,
  effect: { kind: "refuse", status, code: "Refused", message: "no" },
});
