import { randomBytes } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Server } from "node:https";
import { makeCertificate, type ServerCertificate } from "../certificate";
import { controlRoutes } from "../control/control-routes";
import { type Fault, openFaultList } from "../control/fault";
import { type Answering, answer } from "../http/answer";
import type { Exchange } from "../http/message";
import { listen, serveRequest } from "../http/server";
import type { GraphObject } from "../json";
import { DEFAULT_ROLES } from "../login/roles";
import { sameText } from "../login/token";
import { graphRoutes } from "../routes";
import { seedSignIns, seedTenant } from "../seed";
import { CLIENT_ID, CLIENT_OBJECT_ID, TENANT_ID } from "../seed/ids";
import { readDataFile, writeDataFile, writePrivateFile } from "../store/data-file";
import type { TenantData } from "../store/store";
import { openStore, type Store } from "../store/store";
import { type Connection, removeConnection, type Tenant, tenantFiles, writeConnection } from "./connection";

/** The options of a tenant. Only the folder is required; the others are for tests. */
export interface TenantOptions {
  /** The folder of the data, the certificate and the connection file. */
  readonly folder: string;
  readonly say: (line: string) => void;
  /** The data of a new tenant. */
  readonly seed?: TenantData;
  /** The application roles of the tenant's client. */
  readonly roles?: readonly string[];
  /** The size of a page unless the request says otherwise. */
  readonly pageSize?: number;
  /** Faults from the start. `TenantDirectory` can add more. */
  readonly faults?: readonly Fault[];
  /** Receives each request and its answer, without secrets. */
  readonly onExchange?: (exchange: Exchange) => void;
  readonly now?: () => Date;
}

/** Graph's page size for directory objects. */
const PAGE_SIZE = 100;

/**
 * Starts a tenant and writes its connection to a file. Two tenants in one folder would overwrite each other's data, so use
 * `openTenant` if another process may run one.
 * @throws Error with a message for the user if the data in the folder can't be used
 */
export async function startTenant(options: TenantOptions): Promise<Tenant> {
  const files = tenantFiles(options.folder);
  const kept = readDataFile(files.data);
  const initial = kept ?? { ...(options.seed ?? seedTenant()), madeAt: (options.now ?? systemTime)().toISOString() };
  const certificate = await makeCertificate(systemTime()); // not `now`: clients use their machine's clock
  const { server, port } = await listen(certificate);
  const store = openStore(initial, (data) => writeDataFile(files.data, data));
  const answering = answeringFor(options, store, `https://localhost:${port}`);
  const leases = openLeases();
  server.on("request", (message: IncomingMessage, response: ServerResponse) => {
    if (isLease(message, answering.controlKey)) return takeLease(leases, response);
    void serveRequest(message, response, (raw) => answer(answering, raw), options.onExchange ?? (() => undefined));
  });
  const connection = connectionTo(answering, certificate);
  writePrivateFile(files.certificate, connection.certificate);
  writeConnection(files.connection, connection);
  return {
    ...tenantAt(connection, options.folder),
    joined: false,
    async close(how) {
      if (how?.now !== true) await waitForOthers(leases, options.say);
      removeConnection(files.connection, connection);
      await stop(server);
    },
  };
}

function answeringFor(options: TenantOptions, store: Store, origin: string): Answering {
  const { now = systemTime, pageSize = PAGE_SIZE, roles = DEFAULT_ROLES } = options;
  const faults = openFaultList(options.faults ?? []);
  let log: readonly GraphObject[] | undefined; // made at the first request, because that takes long and few users need it
  const signIns = () => (log ??= seedSignIns(options.seed ?? seedTenant(), new Date(store.read().madeAt ?? now())));
  return {
    origin,
    tenantId: TENANT_ID,
    client: { clientId: CLIENT_ID, objectId: CLIENT_OBJECT_ID, clientSecret: newSecret(), roles },
    tokenKey: randomBytes(32),
    controlKey: newSecret(),
    now,
    faults,
    graphRoutes: graphRoutes({ store, signIns, pageSize, now }),
    controlRoutes: controlRoutes(store, faults),
  };
}

function connectionTo({ origin, client, controlKey }: Answering, { certificate }: ServerCertificate): Connection {
  return { pid: process.pid, url: origin, clientSecret: client.clientSecret, controlKey, certificate };
}

/** The tenant that a connection leads to. */
export function tenantAt(connection: Connection, folder: string): Omit<Tenant, "joined" | "close"> {
  return {
    url: connection.url,
    host: new URL(connection.url).host,
    tenantId: TENANT_ID,
    clientId: CLIENT_ID,
    clientSecret: connection.clientSecret,
    controlKey: connection.controlKey,
    certificateFile: tenantFiles(folder).certificate,
  };
}

async function waitForOthers(leases: Leases, say: (line: string) => void): Promise<void> {
  if (leases.count > 0) say("another command still uses the local tenant: waiting for it to end (Ctrl-C cuts it off)");
  await leases.drained();
}

function stop(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
  server.closeAllConnections();
  return closed;
}

const systemTime = (): Date => new Date();

const newSecret = (): string => randomBytes(24).toString("base64url");

const isLease = (message: IncomingMessage, controlKey: string): boolean =>
  message.url === "/sandbox/lease" && sameText(message.headers.authorization ?? "", `Bearer ${controlKey}`);

function takeLease(leases: Leases, response: ServerResponse): void {
  if (!leases.grant(response)) response.writeHead(503).end();
}

/** The processes that joined this tenant. Each holds a response open as long as it lives. */
type Leases = ReturnType<typeof openLeases>;

function openLeases() {
  const held = new Set<ServerResponse>();
  let whenEmpty: (() => void) | undefined;
  let ending = false;
  const endIfEmpty = (): void => {
    if (held.size > 0 || whenEmpty === undefined) return;
    ending = true;
    whenEmpty();
  };
  return {
    get count(): number {
      return held.size;
    },
    /** Keeps the response open as a lease. Returns false if the tenant is ending. */
    grant(response: ServerResponse): boolean {
      if (ending) return false;
      held.add(response);
      response.once("close", () => {
        held.delete(response);
        endIfEmpty();
      });
      response.writeHead(200, { "content-type": "text/plain" });
      response.flushHeaders();
      return true;
    },
    /** Resolves when there is no lease any more. After that no lease is granted. */
    drained(): Promise<void> {
      return new Promise((resolve) => {
        whenEmpty = resolve;
        endIfEmpty();
      });
    },
  };
}
