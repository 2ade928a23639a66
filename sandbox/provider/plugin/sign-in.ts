import { requireLoopback, type Send, sendPatiently, type Wait } from "./http";
import { parseFields } from "./json";
import type { Settings } from "./settings";
import { type Fields, fieldsOf, numberOf, textOf } from "./values";

/** A way to reach Graph, and what the token says about who does. */
export interface Session {
  readonly graph: URL;
  readonly token: string;
  /** Object id of the application that asks. */
  readonly objectId: string;
  /** Seconds since 1970; 0 when the token doesn't say. */
  readonly expires: number;
}

/**
 * Finds the tenant's endpoints and signs in with the client's secret.
 * @throws when the metadata service or the login doesn't answer as it should; the secret is never part of the message
 */
export async function signIn(settings: Settings, send: Send, wait?: Wait): Promise<Session> {
  const metadata = requireLoopback(
    new URL(`https://${settings.metadataHost}/metadata/endpoints?api-version=2022-09-01`),
  );
  const endpoints = await getEndpoints(metadata, send, wait);
  const answer = await sendPatiently(tokenRequest(settings, endpoints), send, wait);
  const token = parseFields(answer.body);
  if (answer.status !== 200) throw new Error(refusal(settings, answer.status, token));
  return sessionFrom(endpoints.graph, textOf(token, "access_token"));
}

interface Endpoints {
  readonly graph: URL;
  readonly login: string;
}

async function getEndpoints(url: URL, send: Send, wait?: Wait): Promise<Endpoints> {
  const answer = await sendPatiently({ method: "GET", url, headers: { accept: "application/json" } }, send, wait);
  const body = parseFields(answer.body);
  const login = textOf(fieldsOf(body, "authentication"), "loginEndpoint");
  const graph = textOf(body, "microsoftGraphResourceId");
  if (answer.status !== 200 || !URL.canParse(login) || !URL.canParse(graph))
    throw new Error(`${url.host} answered ${answer.status} and no endpoints; is ARM_METADATA_HOSTNAME the tenant's?`);
  requireLoopback(new URL(login));
  return { graph: requireLoopback(new URL(graph)), login };
}

function tokenRequest({ tenantId, clientId, clientSecret }: Settings, { graph, login }: Endpoints) {
  const form = new URLSearchParams({
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: "client_credentials",
    scope: `${graph.origin}/.default`,
  });
  return {
    method: "POST",
    url: new URL(`${login}/${encodeURIComponent(tenantId)}/oauth2/v2.0/token`),
    headers: { "content-type": "application/x-www-form-urlencoded", accept: "application/json" },
    body: form.toString(),
  } as const;
}

const refusal = ({ clientId, tenantId }: Settings, status: number, body: Fields): string =>
  `signing in as application ${clientId} to tenant ${tenantId} was refused (${status}): ` +
  `${textOf(body, "error_description") || textOf(body, "error") || "no reason given"}; check ARM_CLIENT_SECRET`;

function sessionFrom(graph: URL, token: string): Session {
  const claims = parseFields(Buffer.from(token.split(".")[1] ?? "", "base64url").toString("utf8"));
  if (token === "" || textOf(claims, "oid") === "") throw new Error("the login's answer holds no usable token");
  return {
    graph,
    token,
    objectId: textOf(claims, "oid"),
    expires: numberOf(claims, "exp"),
  };
}
