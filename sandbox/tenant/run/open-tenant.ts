import { withLock } from "../../processes/lock";
import { callControl, openControl } from "./call";
import { type Connection, readConnection, type Tenant, tenantFiles } from "./connection";
import { startTenant, type TenantOptions, tenantAt } from "./start-tenant";

/**
 * Opens the tenant of a folder: the one that another process runs, or else a new one with the folder's data. If two processes
 * come at once, one starts it and the other joins.
 * @throws Error with a message for the user if the data is damaged, or the process with the tenant doesn't answer
 */
export async function openTenant(options: TenantOptions): Promise<Tenant> {
  const running = await joinTenant(options.folder);
  if (running !== undefined) return running;
  const startOrJoin = async (): Promise<Tenant> => (await joinTenant(options.folder)) ?? (await startTenant(options));
  return withLock(tenantFiles(options.folder).starting, () => undefined, startOrJoin); // starting takes about a second
}

/**
 * Joins the tenant that runs in the folder. It must answer with its certificate and grant a lease, which keeps it alive until
 * this process leaves or dies.
 * @returns `undefined` if there is none, or if it is about to end
 * @throws Error with a message for the user if its process lives but doesn't answer
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
    return false; // refused, or the certificate of another program: the file is outdated
  }
}

const silentTenant = ({ pid, url }: Connection): Error =>
  new Error(
    `the local tenant at ${url} (process ${pid}) doesn't answer\n  help: end process ${pid}, then run the command again`,
  );

/** Opens the lease. Once it is granted, it doesn't keep this process alive. */
function takeLease(connection: Connection): Promise<(() => void) | undefined> {
  return new Promise((resolve) => {
    const call = openControl(connection, "GET", "/lease", (response) => {
      response.on("error", () => undefined); // the tenant has ended; the next request to it will fail
      response.resume();
      response.socket.unref(); // not earlier: this may be all that keeps the process alive until the answer
      resolve(response.statusCode === 200 ? () => void call.destroy() : undefined);
    });
    call.on("error", () => resolve(undefined));
    call.end();
  });
}
