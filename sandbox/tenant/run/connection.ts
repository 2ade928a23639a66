import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writePrivateFile } from "../store/data-file";

/** A running tenant for its users. */
export interface Tenant {
  /** `https://localhost:<port>`. */
  readonly url: string;
  /** `localhost:<port>`, for ARM_METADATA_HOSTNAME. */
  readonly host: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The key for `/sandbox/…` (see `openDirectory`). */
  readonly controlKey: string;
  /** The file of the certificate to trust, in PEM format. */
  readonly certificateFile: string;
  /** True if another process runs the tenant. */
  readonly joined: boolean;
  /**
   * Stops using the tenant. The process that started it waits until all others have left, and then ends the tenant.
   * @param how `now` disconnects the others instead of waiting, for Ctrl-C
   */
  close(how?: { readonly now: boolean }): Promise<void>;
}

/** The paths of the tenant's files in its folder. */
export const tenantFiles = (folder: string) => ({
  data: join(folder, "tenant.json"),
  connection: join(folder, "tenant-connection.json"),
  certificate: join(folder, "tenant-certificate.pem"),
  starting: join(folder, "tenant-starting"),
});

/** The address and secrets of a running tenant. They are kept in a file that only its owner can read. */
export interface Connection {
  readonly pid: number;
  readonly url: string;
  readonly clientSecret: string;
  readonly controlKey: string;
  /** The certificate in PEM format. No other server can answer at `url` with it. */
  readonly certificate: string;
}

/** The connection in the file, or `undefined` if there is none or it isn't valid. A new tenant will write its own. */
export function readConnection(file: string): Connection | undefined {
  try {
    const connection = JSON.parse(readFileSync(file, "utf8")) as Connection;
    const { url, controlKey, certificate } = connection;
    return [url, controlKey, certificate].every((text) => typeof text === "string") ? connection : undefined;
  } catch {
    return undefined;
  }
}

/** Writes the connection for other processes. */
export function writeConnection(file: string, connection: Connection): void {
  writePrivateFile(file, `${JSON.stringify(connection, null, 1)}\n`);
}

/** Removes the file unless another tenant has replaced it. */
export function removeConnection(file: string, own: Connection): void {
  if (readConnection(file)?.controlKey === own.controlKey) rmSync(file, { force: true });
}
