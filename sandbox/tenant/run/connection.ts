import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writePrivateFile } from "../store/data-file";

/** A running tenant, as whoever uses it sees it. */
export interface Tenant {
  /** `https://localhost:<port>`. */
  readonly url: string;
  /** `localhost:<port>`, as ARM_METADATA_HOSTNAME wants it. */
  readonly host: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The key for `/sandbox/…` (see `openDirectory`). */
  readonly controlKey: string;
  /** The certificate to trust, PEM. */
  readonly certificateFile: string;
  /** Is it another process's tenant? */
  readonly joined: boolean;
  /**
   * Stops using the tenant. Who started it waits until every process that joined has left, and then ends it.
   * @param how `now` cuts the others off instead of waiting, for Ctrl-C
   */
  close(how?: { readonly now: boolean }): Promise<void>;
}

/** The tenant's files in its folder. */
export function tenantFiles(folder: string): {
  readonly data: string;
  readonly signIns: string;
  readonly connection: string;
  readonly certificate: string;
  readonly starting: string;
} {
  return {
    data: join(folder, "tenant.json"),
    signIns: join(folder, "sign-ins.jsonl"),
    connection: join(folder, "tenant-connection.json"),
    certificate: join(folder, "tenant-certificate.pem"),
    starting: join(folder, "tenant-starting"),
  };
}

/** How to reach a running tenant; kept in a file that only its owner can read. */
export interface Connection {
  readonly pid: number;
  readonly url: string;
  readonly clientSecret: string;
  readonly controlKey: string;
  /** PEM: nobody else can answer at `url` with it. */
  readonly certificate: string;
}

/** The connection written in the file; `undefined` when there is none, or none that makes sense: a new tenant will write its own. */
export function readConnection(file: string): Connection | undefined {
  try {
    const connection = JSON.parse(readFileSync(file, "utf8")) as Connection;
    const { url, controlKey, certificate } = connection;
    return [url, controlKey, certificate].every((text) => typeof text === "string") ? connection : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the connection down for other processes. */
export function writeConnection(file: string, connection: Connection): void {
  writePrivateFile(file, `${JSON.stringify(connection, null, 1)}\n`);
}

/** Removes the file unless another tenant has written its own meanwhile. */
export function removeConnection(file: string, own: Connection): void {
  if (readConnection(file)?.controlKey === own.controlKey) rmSync(file, { force: true });
}
