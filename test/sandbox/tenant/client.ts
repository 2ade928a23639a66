import { readFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { request } from "node:https";
import type { Tenant } from "../../../sandbox/tenant";

/** An answer; tests look into `body` freely. */
export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: a test that reads a wrong field fails by itself
  readonly body: any;
}

export type Call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;

/** Sends a request that trusts the tenant's certificate and no other. */
export function send(
  tenant: Tenant,
  method: string,
  path: string,
  text?: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const ca = readFileSync(tenant.certificateFile);
  return new Promise((resolve, reject) => {
    const call = request(`${tenant.url}${path}`, { method, ca, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.once("end", () => {
        const received = Buffer.concat(parts).toString("utf8");
        const body = received.startsWith("{") ? JSON.parse(received) : undefined;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text: received, body });
      });
    });
    call.once("error", reject);
    call.end(text);
  });
}

/** Signs in at the address that the azuread plugin uses. */
export function signIn(tenant: Tenant, changes: Record<string, string> = {}): Promise<Answer> {
  const form = new URLSearchParams({
    client_id: tenant.clientId,
    client_secret: tenant.clientSecret,
    grant_type: "client_credentials",
    scope: `${tenant.url}/.default`,
    ...changes,
  });
  return send(tenant, "POST", `/login//${tenant.tenantId}/oauth2/v2.0/token`, form.toString());
}

/** Signs in and returns a function that calls Graph with the token; paths begin with the version. */
export async function graph(tenant: Tenant): Promise<Call> {
  const token = String((await signIn(tenant)).body.access_token);
  return (method, path, body, headers = {}) =>
    send(tenant, method, path, body === undefined ? undefined : JSON.stringify(body), {
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      ...headers,
    });
}
