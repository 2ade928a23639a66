import type { ClientRequest, IncomingMessage } from "node:http";
import { request } from "node:https";

/** The address of a tenant, its certificate, and the key for control requests. */
export interface ControlTarget {
  readonly url: string;
  readonly certificate: string;
  readonly controlKey: string;
}

/** An answer of the tenant. */
export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** The time that a tenant may take to answer, as it may be busy. After that it counts as stopped. */
const PATIENCE_MS = 20_000;

/**
 * Sends a request to `/sandbox/…`. The server must have exactly the expected certificate, so that no other server gets the key.
 * @throws the network's error, or a time-out
 */
export function callControl(target: ControlTarget, method: string, path: string, body?: unknown): Promise<Answer> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  return answered((onResponse) => openControl(target, method, path, onResponse), text);
}

/** Opens a control request on a separate connection. The caller ends the request. */
export function openControl(
  target: ControlTarget,
  method: string,
  path: string,
  onResponse: (response: IncomingMessage) => void,
): ClientRequest {
  const headers = { authorization: `Bearer ${target.controlKey}`, "content-type": "application/json" };
  return request(`${target.url}/sandbox${path}`, { method, headers, ca: target.certificate, agent: false }, onResponse);
}

/** Ends a request with its body, and reads the whole answer. */
export function answered(
  open: (onResponse: (response: IncomingMessage) => void) => ClientRequest,
  body: string | undefined,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = open((response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part: string) => {
        text += part;
      });
      response.once("error", reject).once("end", () => resolve({ status: response.statusCode ?? 0, text }));
    });
    call.once("error", reject);
    call.setTimeout(PATIENCE_MS, () => call.destroy(new Error("the tenant doesn't answer")));
    call.end(body);
  });
}
