import { readFileSync, rmSync } from "node:fs";
import { isObject, type Json } from "../json";
import { writePrivateFile } from "../store/write-private-file";

/** How to reach a running tenant; kept in a file that only its owner can read. */
export interface Connection {
  readonly pid: number;
  readonly url: string;
  readonly clientSecret: string;
  readonly controlKey: string;
  /** PEM: nobody else can answer at `url` with it. */
  readonly certificate: string;
}

/** The connection written in the file; `undefined` when there is none, or none that makes sense. */
export function readConnection(file: string): Connection | undefined {
  const value = parseFile(file);
  if (!isObject(value)) return undefined;
  const { pid, url, clientSecret, controlKey, certificate } = value;
  const texts = [url, clientSecret, controlKey, certificate];
  if (typeof pid !== "number" || !texts.every((text) => typeof text === "string")) return undefined;
  return {
    pid,
    url: String(url),
    clientSecret: String(clientSecret),
    controlKey: String(controlKey),
    certificate: String(certificate),
  };
}

/** Writes the connection down for other processes. */
export function writeConnection(file: string, connection: Connection): void {
  writePrivateFile(file, `${JSON.stringify(connection, null, 1)}\n`);
}

/** Removes the file unless another tenant has written its own meanwhile. */
export function removeConnection(file: string, own: Connection): void {
  if (readConnection(file)?.controlKey === own.controlKey) rmSync(file, { force: true });
}

function parseFile(file: string): Json {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Json; // JSON.parse yields nothing but JSON
  } catch {
    return null; // no file, or one that isn't ours: a new tenant will write it
  }
}
