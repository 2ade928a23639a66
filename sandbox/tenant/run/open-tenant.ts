import { setTimeout as pause } from "node:timers/promises";
import { tenantFiles } from "./files";
import { joinTenant } from "./join-tenant";
import { tryStartLock } from "./start-lock";
import { startTenant, type TenantOptions } from "./start-tenant";
import type { Tenant } from "./tenant";

/** Another process is starting one: look again this soon. */
const LOOK_AGAIN_MS = 50;

/**
 * The tenant of the folder: the one that another process runs there, else a new one with the folder's data. Of two processes that come
 * at once, one starts and the other joins.
 * @throws SilentTenant, DamagedDataFile: their messages are for people
 */
export async function openTenant(options: TenantOptions): Promise<Tenant> {
  for (;;) {
    const tenant = (await joinTenant(options.folder)) ?? (await startAlone(options));
    if (tenant !== undefined) return tenant;
    await pause(LOOK_AGAIN_MS);
  }
}

/** Starts a tenant unless another process is about to, or has. */
async function startAlone(options: TenantOptions): Promise<Tenant | undefined> {
  const release = tryStartLock(tenantFiles(options.folder).lock);
  if (release === undefined) return undefined;
  try {
    return (await joinTenant(options.folder)) ?? (await startTenant(options));
  } finally {
    release();
  }
}
