import { withLock } from "../../processes/lock";
import { callControl, openControl } from "./call";
import { type Connection, readConnection, type Tenant, tenantFiles } from "./connection";
import { startTenant, type TenantOptions, tenantAt } from "./start-tenant";

/**
 * The tenant of the folder: the one that another process runs there, else a new one with the folder's data. Of two processes that come
 * at once, one starts and the other joins.
 * @throws Error for people, where the data is damaged or the process that has it is silent
 */
export async function openTenant(options: TenantOptions): Promise<Tenant> {
  const running = await joinTenant(options.folder);
  if (running !== undefined) return running;
  const startOrJoin = async (): Promise<Tenant> => (await joinTenant(options.folder)) ?? (await startTenant(options));
  return withLock(tenantFiles(options.folder).starting, () => undefined, startOrJoin); // starting takes about a second
}

/**
 * Joins the tenant that runs in the folder, if one does: it must answer with its certificate, and grant a lease that keeps it alive until
 * this process leaves or dies.
 * @returns `undefined` when there is none, or one that is about to end
 * @throws Error for people when its process lives and says nothing
 */
async function joinTenant(folder: string): Promise<Tenant | undefined> {
  const connection = readConnection(tenantFiles(folder).connection);
  if (connection === undefined) return undefined;
  if (!(await answers(connection))) return undefined;
  const leave = await takeLease(connection);
  if (leave === undefined) return undefined;
  return {
    ...tenantAt(connection, folder),
    joined: true,
    close() {
      leave();
      return Promise.resolve();
    },
  };
}

async function answers(connection: Connection): Promise<boolean> {
  try {
    return (await callControl(connection, "GET", "/hello")).status === 200;
  } catch (error) {
    const silent = error instanceof Error && !("code" in error);
    if (silent) throw silentTenant(connection);
    return false; // refused, or another program's certificate: the file is an old one
  }
}

const silentTenant = ({ pid, url }: Connection): Error =>
  new Error(
    `the local tenant at ${url} (process ${pid}) doesn't answer\n  help: end process ${pid}, then run the command again`,
  );

/** Opens the lease; once granted it doesn't keep this process alive. */
function takeLease(connection: Connection): Promise<(() => void) | undefined> {
  return new Promise((resolve) => {
    const call = openControl(connection, "GET", "/lease", (response) => {
      response.on("error", () => undefined); // the tenant has ended: whoever needs it will notice
      response.resume();
      response.socket.unref(); // not earlier: nothing else may be keeping the process alive for the answer
      resolve(response.statusCode === 200 ? () => void call.destroy() : undefined);
    });
    call.on("error", () => resolve(undefined));
    call.end();
  });
}
