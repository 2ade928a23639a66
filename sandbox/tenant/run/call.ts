import type { ClientRequest, IncomingMessage } from "node:http";
import { request } from "node:https";
import type { Json } from "../json";

/** Where a control request goes, and what proves both sides. */
export interface ControlTarget {
  readonly url: string;
  readonly certificate: string;
  readonly controlKey: string;
}

/** A control request's answer. */
export interface ControlAnswer {
  readonly status: number;
  readonly text: string;
}

/** A tenant's process may be busy; one that is silent this long has stopped. */
const PATIENCE_MS = 20_000;

/**
 * Sends a request to `/sandbox/…`. The server must show the very certificate that is expected, so that the key goes to nobody else.
 * @throws the network's error, or a time-out
 */
export function callControl(target: ControlTarget, method: string, path: string, body?: Json): Promise<ControlAnswer> {
  return new Promise((resolve, reject) => {
    const call = openControl(target, method, path, (response) => {
      readAll(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject);
    });
    call.once("error", reject);
    call.setTimeout(PATIENCE_MS, () => call.destroy(new Error("the tenant doesn't answer")));
    call.end(body === undefined ? undefined : JSON.stringify(body));
  });
}

/** Opens a control request on a connection of its own; the caller ends it. */
export function openControl(
  target: ControlTarget,
  method: string,
  path: string,
  onResponse: (response: IncomingMessage) => void,
): ClientRequest {
  const headers = { authorization: `Bearer ${target.controlKey}`, "content-type": "application/json" };
  return request(`${target.url}/sandbox${path}`, { method, headers, ca: target.certificate, agent: false }, onResponse);
}

async function readAll(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of response) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString("utf8");
}
