import { withLock } from "../../processes/lock";
import { tenantFiles } from "./files";
import { joinTenant } from "./join-tenant";
import { startTenant, type TenantOptions } from "./start-tenant";
import type { Tenant } from "./tenant";

/**
 * The tenant of the folder: the one that another process runs there, else a new one with the folder's data. Of two processes that come
 * at once, one starts and the other joins.
 * @throws SilentTenant, DamagedDataFile: their messages are for people
 */
export async function openTenant(options: TenantOptions): Promise<Tenant> {
  const running = await joinTenant(options.folder);
  if (running !== undefined) return running;
  const startOrJoin = async (): Promise<Tenant> => (await joinTenant(options.folder)) ?? (await startTenant(options));
  return withLock(tenantFiles(options.folder).starting, () => undefined, startOrJoin); // starting takes about a second
}
