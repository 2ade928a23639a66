import { asList, asObject } from "../../../src/law/json/json-object";
import { isUnresolved, type Resource, UNRESOLVED } from "../objects/resource";
import { isGiven, type RequestType, requestTypeOf } from "./request-types";

/** What a generic resource asks Microsoft Graph to do: the request as it will be sent. */
export interface GraphRequest {
  /** The properties that its address is made of; the first is the one to show. */
  readonly properties: readonly [string, ...string[]];
  /** Whether the pack knows how the resource makes its requests. */
  readonly isUnderstood: boolean;
  /** Below the version, without query; `undefined` where it is unresolved before deployment, or can't be read. */
  readonly address: string | undefined;
  /** What is known of an address that is unresolved; all of it where it can't be read. */
  readonly known: readonly string[];
  /** Upper case; {@link UNRESOLVED} where nobody can tell. */
  readonly method: string | typeof UNRESOLVED;
  readonly body: unknown;
  /** Ids that are all there is at the address from now on. */
  readonly references: unknown;
}

/** The requests that a generic resource sends, a batch's one by one. What can't be read may be any request. */
export function requestsOf(resource: Resource): readonly GraphRequest[] {
  const read = requestTypeOf(resource);
  if (read.kind === "unknown") return [anyRequest(read.property)];
  const all = [requestOf(resource, read.type), ...itemRequest(resource, read.type)];
  return all.flatMap((request) => (request.address?.toLowerCase() === "$batch" ? batched(request) : [request]));
}

function requestOf({ properties }: Resource, { address, uses, method }: RequestType): GraphRequest {
  const given = (use: keyof RequestType["uses"]): unknown => {
    const name = uses[use] ?? "";
    return isGiven(name, properties) ? properties[name] : undefined;
  };
  const [first, ...rest] = address.filter((name) => isGiven(name, properties));
  const named = [first ?? address[0], ...rest] as const;
  const { apiVersion, body } = properties;
  return requestFrom({
    properties: named,
    parts: [...(isVersion(apiVersion) ? [] : [UNRESOLVED]), ...named.map((name) => properties[name])],
    method: mayOverride(given("headers")) ? UNRESOLVED : (given("method") ?? method),
    body: body === "" ? undefined : (body ?? undefined),
    references: given("references"),
  });
}

const isVersion = (value: unknown): boolean =>
  value === undefined ||
  value === null ||
  value === "" ||
  isUnresolved(value) ||
  (typeof value === "string" && /^(?:v\d+\.\d+|beta)$/i.test(value));

/** Headers that say how to answer. Another one may tell the server to take the request for another. */
const HARMLESS_HEADERS =
  /^(?:accept|accept-language|content-type|consistencylevel|prefer|if-match|if-none-match|user-agent|(?:return-)?client-request-id)$/i;

const mayOverride = (headers: unknown): boolean =>
  headers !== undefined &&
  !Object.keys(asObject(headers) ?? { unknown: true }).every((name) => HARMLESS_HEADERS.test(name));

/** A resource that exists is written to where the plugin says, or below its collection by its id; a reference never is. */
function itemRequest({ properties }: Resource, { uses: { item } }: RequestType): readonly GraphRequest[] {
  const { url, id, body } = properties;
  if (item === undefined || /\/\$ref\/?$/i.test(String(url ?? ""))) return [];
  const said = properties[item];
  const hasId = typeof id === "string" && id !== "";
  if (typeof said !== "string" && !hasId) return [];
  const [property, parts] = typeof said === "string" ? [item, [said]] : ["id", [url, id]];
  return [requestFrom({ properties: [property], parts, method: "PATCH", body, references: undefined })];
}

const anyRequest = (property: string | undefined): GraphRequest => ({
  properties: [property ?? "url"],
  isUnderstood: false,
  address: undefined,
  known: [],
  method: UNRESOLVED,
  body: UNRESOLVED,
  references: undefined,
});

function batched({ body }: GraphRequest): readonly GraphRequest[] {
  const requests = asList(asObject(body)?.["requests"]) ?? [undefined];
  return requests.map((one) => {
    const { url, method, body: inner, headers } = asObject(one) ?? {};
    const request = requestFrom({
      properties: ["body"],
      parts: [url],
      method: mayOverride(headers) ? UNRESOLVED : (method ?? UNRESOLVED),
      body: inner,
      references: undefined,
    });
    // Graph takes no batch within a batch; a server that did would do whatever it says.
    return request.address?.toLowerCase() === "$batch" ? anyRequest("body") : request;
  });
}

/** Some versions of the generic Graph package take a body as text. */
function asJson(body: unknown): unknown {
  if (typeof body !== "string") return body;
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

interface Written extends Pick<GraphRequest, "properties" | "references"> {
  readonly parts: readonly unknown[];
  readonly method: unknown;
  readonly body: unknown;
}

function requestFrom({ parts, method, body, ...rest }: Written): GraphRequest {
  const known = parts.filter((part) => typeof part === "string");
  return {
    ...rest,
    isUnderstood: true,
    address: known.length === parts.length ? plainAddress(known.join("/")) : undefined,
    known,
    method: typeof method === "string" ? method.toUpperCase() : isUnresolved(method) ? UNRESOLVED : "POST",
    body: asJson(body),
  };
}

/** The versions of Graph, the only first parts of an address that aren't part of what it is about. */
const VERSION = /^(?:v\d+\.\d+|beta)$/i;

/**
 * What an address is about: `https://graph.microsoft.com/v1.0/groups/%7bid%7d/?$select=id` is `groups/{id}`, and so is
 * `groups('{id}')`.
 * @returns `undefined` for what nobody writes by accident and servers read in more ways than one: steps upwards, an
 *   encoded slash, a backslash
 */
export function plainAddress(address: string): string | undefined {
  if (isAmbiguous(address)) return undefined;
  const path = address.replace(/^https?:\/\/[^/]*/i, "").replace(/[?#].*$/s, "");
  const parts = decoded(path)
    .replaceAll(KEY, "/$1")
    .split("/")
    .map((part) => part.replace(CAST, "").replace(/^microsoft\.graph\.(?:\w+\.)*/i, ""))
    .filter((part) => part !== "");
  const [first = ""] = parts;
  return (VERSION.test(first) ? parts.slice(1) : parts).join("/");
}

/** Says what type the object is, and leads nowhere; what else is called by its whole name is an action. */
const CAST =
  /^microsoft\.graph\.(?:user|group|directoryObject|servicePrincipal|application|device|directoryRole|administrativeUnit|orgContact)$/i;

/** What is in brackets after a collection: a key, or what a function is asked about. */
const KEY = /\('?([^()]*?)'?\)/g;

/** Of the query too: a plugin may take steps upwards before it looks for one. */
const isAmbiguous = (path: string): boolean =>
  /%(?:2e|2f|5c|25|00)|\\/i.test(path.replace(/\?.*$/s, "")) ||
  decoded(path)
    .split("/")
    .some((part) => part === "." || part === "..");

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // a stray percent sign: Graph will not know it either
  }
}
