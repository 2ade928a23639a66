import { randomBytes, randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { makeCertificate } from "../certificate";
import { controlRoutes } from "../control/control-routes";
import { type Fault, openFaultList } from "../control/fault";
import { type Answering, answer } from "../http/answer";
import type { Exchange } from "../http/exchange";
import { listen, serveRequest } from "../http/server";
import type { Client } from "../login/client";
import { DEFAULT_ROLES } from "../login/default-roles";
import { sameText } from "../login/token";
import { graphRoutes } from "../routes";
import { seedTenant } from "../seed";
import { CLIENT_ID, CLIENT_OBJECT_ID, TENANT_ID } from "../seed/ids";
import { readDataFile, writeDataFile } from "../store/data-file";
import { openStore } from "../store/store";
import type { TenantData } from "../store/tenant-data";
import { writePrivateFile } from "../store/write-private-file";
import { type Connection, removeConnection, writeConnection } from "./connection";
import { tenantFiles } from "./files";
import { type Leases, openLeases } from "./leases";
import type { Tenant } from "./tenant";

/** What a tenant is started with. Only the folder is needed; the rest is for tests. */
export interface TenantOptions {
  /** Holds the data, the certificate and the connection file. */
  readonly folder: string;
  readonly say: (line: string) => void;
  /** The data of a tenant that has no file yet. */
  readonly seed?: TenantData;
  /** Application roles of the tenant's client. */
  readonly roles?: readonly string[];
  /** Objects on a page of a list unless the request says otherwise. */
  readonly pageSize?: number;
  /** Misbehaviour from the start; more can come through `TenantDirectory`. */
  readonly faults?: readonly Fault[];
  /** Sees each request and its answer, without secrets. */
  readonly onExchange?: (exchange: Exchange) => void;
  readonly now?: () => Date;
  readonly newId?: () => string;
}

/** Graph's own page size for directory objects. */
const PAGE_SIZE = 100;

/**
 * Starts a tenant and writes down how to reach it. Two in one folder would overwrite each other's data: use `openTenant` where another
 * process may run one.
 * @throws DamagedDataFile when the data in the folder can't be used
 */
export async function startTenant(options: TenantOptions): Promise<Tenant> {
  const {
    say,
    now = () => new Date(),
    newId = randomUUID,
    pageSize = PAGE_SIZE,
    onExchange = () => undefined,
  } = options;
  const files = tenantFiles(options.folder);
  const store = openStore(readDataFile(files.data) ?? options.seed ?? seedTenant(), (data) =>
    writeDataFile(files.data, data),
  );
  const certificate = await makeCertificate(now());
  const client: Client = {
    clientId: CLIENT_ID,
    objectId: CLIENT_OBJECT_ID,
    clientSecret: newSecret(),
    roles: options.roles ?? DEFAULT_ROLES,
  };
  const faults = openFaultList(options.faults ?? []);
  const leases = openLeases();
  const controlKey = newSecret();
  const parts = {
    tenantId: TENANT_ID,
    clients: [client],
    tokenKey: randomBytes(32),
    now,
    controlKey,
    faults,
    graphRoutes: graphRoutes({ store, pageSize, now, newId }),
    controlRoutes: controlRoutes(store, faults),
  };
  let answering: Answering = { ...parts, origin: "https://localhost" };
  const { server, port } = await listen(certificate, (message, response) => {
    if (isLease(message, controlKey)) return void takeLease(leases, response);
    serveRequest(message, response, (raw) => answer(answering, raw), onExchange).catch(() => response.destroy());
  });
  answering = { ...parts, origin: `https://localhost:${port}` };
  const connection: Connection = {
    pid: process.pid,
    url: answering.origin,
    clientSecret: client.clientSecret,
    controlKey,
    certificate: certificate.certificate,
  };
  writePrivateFile(files.certificate, certificate.certificate);
  writeConnection(files.connection, connection);
  return {
    ...tenantAt(connection, options.folder),
    joined: false,
    async close(how) {
      const drained = leases.drained();
      removeConnection(files.connection, connection);
      if (how?.now !== true && leases.count > 0) {
        say("another command still uses the local tenant: waiting for it to end");
        await drained;
      }
      const closed = new Promise<void>((resolve) => void server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

/** A tenant's facts from its connection. */
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

function newSecret(): string {
  return randomBytes(24).toString("base64url");
}

function isLease(message: IncomingMessage, controlKey: string): boolean {
  return message.url === "/sandbox/lease" && sameText(message.headers.authorization ?? "", `Bearer ${controlKey}`);
}

function takeLease(leases: Leases, response: ServerResponse): void {
  if (!leases.grant(response)) response.writeHead(503).end();
}
