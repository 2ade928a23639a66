import { systemErrorText } from "../../processes/system-error";
import { type FaultList, faultReply, play } from "../control/fault";
import { satisfies } from "../login/roles";
import { checkToken, sameText } from "../login/token";
import { answerTokenRequest, cloudMetadata, type LoginTenant, openIdConfiguration } from "../login/token-endpoint";
import { errorReply, GraphError } from "./graph-error";
import { type GraphRequest, ok, type RawRequest, type Reply } from "./message";
import { findRoute, type Route } from "./router";
import { parseBody } from "./server";

/** What it takes to answer requests. */
export interface Answering extends LoginTenant {
  readonly graphRoutes: readonly Route[];
  readonly controlRoutes: readonly Route[];
  readonly controlKey: string;
  readonly faults: FaultList;
}

/** Answers any request. `undefined` means that the connection is to be cut. An error becomes a reply here. */
export function answer(tenant: Answering, raw: RawRequest): Reply | undefined {
  try {
    return dispatch(tenant, raw);
  } catch (error) {
    const refusal =
      error instanceof GraphError
        ? error
        : new GraphError(
            500,
            "InternalServerError",
            `the local tenant failed: ${systemErrorText(error)?.replace("\n  help:", ";") ?? String(error)}`,
          );
    return errorReply(refusal, clientRequestId(raw), tenant.now());
  }
}

const LOGIN = /^(?:\/login)?\/([^/]+)\/oauth2\/v2\.0\/token$/;
const OPENID = /^(?:\/login)?\/([^/]+)\/v2\.0\/\.well-known\/openid-configuration$/;
const GRAPH = /^\/(v1\.0|beta)(\/.*)$/;

/** Answers a request by its path. Several slashes count as one, because the plugin sends `/login//<tenant>`. */
function dispatch(tenant: Answering, raw: RawRequest): Reply | undefined {
  const url = new URL(raw.url.replace(/^\/+/, "/"), tenant.origin);
  const path = url.pathname.replaceAll(/\/+/g, "/").replace(/(.)\/$/, "$1");
  if (path === "/metadata/endpoints") return ok(cloudMetadata(tenant.origin));
  const login = LOGIN.exec(path);
  if (login !== null && raw.method === "POST")
    return answerTokenRequest(tenant, login[1] ?? "", new URLSearchParams(raw.body));
  if (OPENID.test(path)) return ok(openIdConfiguration(tenant.origin, tenant.tenantId));
  const graph = GRAPH.exec(path);
  if (graph !== null)
    return answerGraph(tenant, raw, graph[1] === "beta" ? "beta" : "v1.0", graph[2] ?? "/", url.searchParams);
  if (path.startsWith("/sandbox/")) return answerControl(tenant, raw, path.slice("/sandbox".length), url.searchParams);
  throw new GraphError(404, "NotFound", `There is nothing at '${path}'.`);
}

function answerGraph(
  tenant: Answering,
  raw: RawRequest,
  version: GraphRequest["version"],
  path: string,
  query: URLSearchParams,
): Reply | undefined {
  const roles = rolesInToken(tenant, raw);
  const answerAs = (as: readonly string[], options: URLSearchParams = query): Reply =>
    answerRoute(tenant, raw, { version, path, query: options, roles: as });
  const effect = tenant.faults.take({ method: raw.method, path, query });
  if (effect === undefined) return answerAs(roles);
  return play(effect, {
    roles,
    query,
    url: `${tenant.origin}${raw.url}`,
    answerAs,
    refuse: (refusal) => faultReply(refusal, clientRequestId(raw), tenant.now()),
  });
}

function answerRoute(
  tenant: Answering,
  raw: RawRequest,
  { version, path, query, roles }: Pick<GraphRequest, "version" | "path" | "query" | "roles">,
): Reply {
  const routes = tenant.graphRoutes.filter((route) => (route.version ?? version) === version);
  const { route, params } = findRoute(routes, raw.method, path);
  if (!satisfies(roles, route.needs)) throw forbidden(path);
  return route.handle(requestOf(tenant, raw, { version, path, query, params, roles }));
}

function answerControl(tenant: Answering, raw: RawRequest, path: string, query: URLSearchParams): Reply {
  if (!sameText(bearer(raw) ?? "", tenant.controlKey)) throw unauthenticated("The sandbox's key is missing or wrong.");
  const { route, params } = findRoute(tenant.controlRoutes, raw.method, path);
  return route.handle(requestOf(tenant, raw, { version: "v1.0", path, query, params, roles: [] }));
}

type Located = Pick<GraphRequest, "version" | "path" | "query" | "params" | "roles">;

function requestOf(tenant: Answering, raw: RawRequest, located: Located): GraphRequest {
  return { ...located, method: raw.method, headers: raw.headers, body: parseBody(raw.body), origin: tenant.origin };
}

function rolesInToken(tenant: Answering, raw: RawRequest): readonly string[] {
  const token = bearer(raw);
  if (token === undefined) throw unauthenticated("Access token is empty.");
  const check = checkToken(token, tenant.tokenKey, tenant.now());
  if (check.kind === "valid") return check.roles;
  throw unauthenticated(
    check.kind === "expired"
      ? "Lifetime validation failed, the token is expired."
      : "Access token validation failure. Invalid signature.",
  );
}

function bearer(raw: RawRequest): string | undefined {
  const header = raw.headers["authorization"];
  return typeof header === "string" ? /^Bearer (\S+)$/i.exec(header)?.[1] : undefined;
}

const unauthenticated = (message: string): GraphError => new GraphError(401, "InvalidAuthenticationToken", message);

/** The error for a missing role. Conditional Access has another code than the rest of the directory. */
function forbidden(path: string): GraphError {
  if (!/^\/(identity|policies)\//i.test(path))
    return new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
  return new GraphError(
    403,
    "AccessDenied",
    "You cannot perform the requested operation, required scopes are missing in the token.",
  );
}

function clientRequestId(raw: RawRequest): string | undefined {
  const id = raw.headers["client-request-id"];
  return typeof id === "string" ? id : undefined;
}
