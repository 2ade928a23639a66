import { asList, asObject, isAbsent } from "../../../src/law/json/json-object";
import { isUnresolved, type Properties, type Resource, UNRESOLVED } from "../objects/resource";

/** How a type of the generic package makes its requests. */
interface RequestType {
  /** The method where none is given. */
  readonly method: string;
  /** The properties that the address is made of, in this order, with slashes between; the first is the one to show. */
  readonly address: readonly [string, ...string[]];
  /** The other properties that it may have: with another one nobody can tell what it does. */
  readonly others: readonly string[];
}

const words = (text: string): readonly string[] => text.split(" ");

const EVERYWHERE = words("id output retry timeouts responseExportValues readQueryParameters apiVersion");
const WITH_BODY = [
  ...EVERYWHERE,
  ...words("body ignoreMissingProperty createQueryParameters updateQueryParameters deleteQueryParameters updateMethod"),
];

/**
 * The types that write. `ResourceAction` appends its action to the address, and sends the request when it is created or,
 * with `when: destroy`, when it is destroyed: it is judged alike. A `Resource` that exists writes to `resourceUrl`.
 * @see https://github.com/microsoft/terraform-provider-msgraph, `internal/services/msgraph_*.go` (0.3), whose attributes
 *   these are in Pulumi's spelling
 */
const TYPES: ReadonlyMap<string, RequestType> = new Map([
  [
    "msgraph:index/resource:Resource",
    { method: "POST", address: ["url"], others: [...WITH_BODY, "createMethod", "resourceUrl"] },
  ],
  ["msgraph:index/updateResource:UpdateResource", { method: "PATCH", address: ["url"], others: WITH_BODY }],
  [
    "msgraph:index/resourceAction:ResourceAction",
    {
      method: "POST",
      address: ["resourceUrl", "action"],
      others: [...EVERYWHERE, ...words("body queryParameters when method headers")],
    },
  ],
  [
    "msgraph:index/resourceCollection:ResourceCollection",
    { method: "POST", address: ["url"], others: [...EVERYWHERE, ...words("referenceIds collectionType skipDestroy")] },
  ],
]);

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
export function requestsOf({ type, properties }: Resource): readonly GraphRequest[] {
  const known = TYPES.get(type);
  if (known === undefined) return [anyRequest("url")];
  const names = new Set([...known.address, ...known.others]);
  // Names that begin with two underscores are the engine's bookkeeping.
  const odd = Object.keys(properties).find(
    (name) => !name.startsWith("__") && given(name, properties) !== undefined && !names.has(name),
  );
  if (odd !== undefined) return [anyRequest(odd)];
  const all = [requestOf(properties, known), ...(known.others.includes("resourceUrl") ? itemRequest(properties) : [])];
  return all.flatMap((request) => (request.address?.toLowerCase() === "$batch" ? batched(request) : [request]));
}

/** What the program says under a name; `undefined` where it says nothing. */
const given = (name: string, properties: Properties): unknown =>
  properties[name] === null || properties[name] === "" ? undefined : properties[name];

function requestOf(properties: Properties, { address, method }: RequestType): GraphRequest {
  const said = (name: string): unknown => given(name, properties);
  const [first, ...rest] = address.filter((name) => said(name) !== undefined);
  const named = [first ?? address[0], ...rest] as const;
  return requestFrom({
    properties: named,
    parts: [...(isVersion(properties["apiVersion"]) ? [] : [UNRESOLVED]), ...named.map((name) => properties[name])],
    method: mayOverride(said("headers")) ? UNRESOLVED : (said("createMethod") ?? said("method") ?? method),
    body: said("body"),
    references: said("referenceIds"),
  });
}

const isVersion = (value: unknown): boolean =>
  isAbsent(value) || isUnresolved(value) || (typeof value === "string" && (value === "" || VERSION.test(value)));

/** Headers that say how to answer. Another one may tell the server to take the request for another. */
const HARMLESS_HEADERS =
  /^(?:accept|accept-language|content-type|consistencylevel|prefer|if-match|if-none-match|user-agent|(?:return-)?client-request-id)$/i;

const mayOverride = (headers: unknown): boolean =>
  headers !== undefined &&
  !Object.keys(asObject(headers) ?? { unknown: true }).every((name) => HARMLESS_HEADERS.test(name));

/** A resource that exists is written to where the plugin says, or below its collection by its id; a reference never is. */
function itemRequest({ url, id, body, resourceUrl }: Properties): readonly GraphRequest[] {
  if (/\/\$ref\/?$/i.test(String(url ?? ""))) return [];
  const hasId = typeof id === "string" && id !== "";
  if (typeof resourceUrl !== "string" && !hasId) return [];
  const [property, parts] = typeof resourceUrl === "string" ? ["resourceUrl", [resourceUrl]] : ["id", [url, id]];
  return [requestFrom({ properties: [property], parts, method: "PATCH", body, references: undefined })];
}

const anyRequest = (property: string): GraphRequest => ({
  properties: [property],
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
