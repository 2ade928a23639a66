import { requireLoopback, type Send, sendPatiently, type Wait } from "./http";
import { type Fields, fieldsOf, isUnknown, numberOf, parseFields, textOf } from "./values";

/** The tenant's address and the application's credentials. */
export interface Settings {
  /** `host:port` of the service that returns the endpoints. */
  readonly metadataHost: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const SOURCES = {
  metadataHost: "ARM_METADATA_HOSTNAME",
  tenantId: "ARM_TENANT_ID",
  clientId: "ARM_CLIENT_ID",
  clientSecret: "ARM_CLIENT_SECRET",
} as const satisfies Record<keyof Settings, string>;

/**
 * Reads the settings from the provider's configuration or, where it has none, from the environment.
 * @returns `undefined` while a value isn't known yet, which happens only in a preview
 * @throws Error that names every missing setting and how to provide it
 */
export function readSettings(config: Fields, environment: NodeJS.ProcessEnv): Settings | undefined {
  const names = Object.keys(SOURCES) as (keyof Settings)[];
  if (names.some((name) => isUnknown(config[name]))) return undefined;
  const read = (name: keyof Settings) => textOf(config, name) || environment[SOURCES[name]] || "";
  const missing = names.filter((name) => read(name) === "");
  if (missing.length > 0) throw new Error(missingMessage(missing));
  return {
    metadataHost: read("metadataHost"),
    tenantId: read("tenantId"),
    clientId: read("clientId"),
    clientSecret: read("clientSecret"),
  };
}

function missingMessage(missing: readonly (keyof Settings)[]): string {
  const lines = missing.map((name) => `  ${SOURCES[name]}, or \`pulumi config set azuread:${name} …\``);
  return [
    "the sandbox's stand-in for the azuread plugin doesn't know where the tenant is or who asks; set",
    ...lines,
    "`npm start` and `npm run sandbox` set them for the local tenant; for a real tenant use the official plugin",
  ].join("\n");
}

/** A session with Graph, and the token's claims about the application. */
export interface Session {
  readonly graph: URL;
  readonly token: string;
  /** The object id of the application. */
  readonly objectId: string;
  /** The time at which the token expires, in seconds since 1970. 0 if the token doesn't say. */
  readonly expires: number;
}

/**
 * Gets the tenant's endpoints and signs in with the client secret.
 * @throws Error if the metadata service or the login doesn't answer as expected. The secret is never part of the message
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
  return { graph, token, objectId: textOf(claims, "oid"), expires: numberOf(claims, "exp") };
}
