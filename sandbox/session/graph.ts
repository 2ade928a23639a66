import { readFileSync } from "node:fs";
import { request } from "node:https";
import type { Tenant } from "../tenant";

/**
 * Reads something from the local tenant's Graph.
 * @param path from the version on, e.g. `/v1.0/groups`
 * @throws Error when the answer isn't 200 with JSON
 */
export async function readGraph(tenant: Tenant, path: string): Promise<unknown> {
  const token = await send(tenant, `/${tenant.tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: tenant.clientId,
      client_secret: tenant.clientSecret,
      scope: `${tenant.url}/.default`,
    }).toString(),
  });
  if (typeof token !== "object" || token === null || !("access_token" in token))
    throw new Error("no token in the answer");
  return send(tenant, path, { method: "GET", headers: { authorization: `Bearer ${token.access_token}` } });
}

type Message = { readonly method: string; readonly headers: Record<string, string>; readonly body?: string };

/** By hand rather than with `fetch`, which takes no certificate of one's own. */
function send(tenant: Tenant, path: string, { method, headers, body }: Message): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const options = { method, headers, ca: readFileSync(tenant.certificateFile), agent: false };
    const outgoing = request(`${tenant.url}${path}`, options, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("end", () => {
        if (response.statusCode === 200) resolve(JSON.parse(text));
        else reject(new Error(`${method} ${path} answered ${response.statusCode}`));
      });
    });
    outgoing.once("error", reject).end(body);
  });
}
