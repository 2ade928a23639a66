import { readFileSync } from "node:fs";
import { request } from "node:https";
import type { Say } from "../engine";
import type { Tenant } from "../tenant";
import { type Answer, answered } from "../tenant/run/call";
import { type Done, withTenant } from "./with-tenant";

type Message = { readonly method: string; readonly headers: Record<string, string>; readonly body: string | undefined };

/**
 * Sends a request to the local tenant's Graph, with the identity that deploys.
 * @param path the path with the version, e.g. `/v1.0/groups`
 */
export async function askGraph(tenant: Tenant, method: string, path: string, body?: string): Promise<Answer> {
  const { text } = await send(tenant, `/${tenant.tenantId}/oauth2/v2.0/token`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: tenant.clientId,
      client_secret: tenant.clientSecret,
      scope: `${tenant.url}/.default`,
    }).toString(),
  });
  const { access_token: token } = JSON.parse(text) as { readonly access_token?: string };
  if (token === undefined) throw new Error(`the local tenant gave no token: ${text}`);
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return send(tenant, path, { method, headers, body });
}

/** Sends a request with `node:https`, because `fetch` can't be given a certificate to trust. */
function send(tenant: Tenant, path: string, { method, headers, body }: Message): Promise<Answer> {
  const options = { method, headers, ca: readFileSync(tenant.certificateFile), agent: false };
  return answered((onResponse) => request(`${tenant.url}${path}`, options, onResponse), body);
}

const HELP = `Sends a request to the local tenant's Graph, e.g. one that \`npm run drift\` prints.

  npm run sandbox -- graph <GET|POST|PATCH|DELETE> <URL or path> ['<JSON>']
`;

/** Runs `npm run sandbox -- graph`: sends one request and prints the answer. */
export async function graphCommand(
  project: string,
  [method = "", address = "", body, ...rest]: readonly string[],
  say: Say,
): Promise<Done> {
  if (method === "" || method === "--help") return { kind: "done", text: HELP };
  const path = pathIn(address);
  if (!/^(GET|POST|PATCH|DELETE)$/.test(method) || path === undefined || rest.length > 0)
    return { kind: "refused", complaint: `this is not a valid request\n  help: npm run sandbox -- graph --help` };
  return withTenant(project, say, "there is no local tenant yet\n  help: npm start creates one", async (tenant) => {
    const { status, text } = await askGraph(tenant, method, path, body);
    const said = text === "" ? "" : `\n${text}`;
    return status < 400
      ? { kind: "done", text: `${status}${said}\n` }
      : { kind: "refused", complaint: `${status}${said}` };
  });
}

/** The path and query of a URL, or `undefined` if it isn't a URL. The host doesn't matter: the local tenant gets the request. */
function pathIn(address: string): string | undefined {
  if (!URL.canParse(address, "https://localhost") || !/^(\/|https:)/.test(address)) return undefined;
  const { pathname, search } = new URL(address, "https://localhost");
  return pathname + search;
}
