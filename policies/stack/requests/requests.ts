import { asList, asObject, isAbsent } from "../../../src/law/json/json-object";
import { isUnresolved, type Properties, type Resource, UNRESOLVED } from "../objects/resource";

/** How a type of the generic package makes its requests. */
interface RequestType {
  /** The default method. */
  readonly method: string;
  /** The properties that make up the address, in this order, with slashes between them. Messages show the first. */
  readonly address: readonly [string, ...string[]];
  /** The other properties that it may have. With any other property, the request isn't understood. */
  readonly others: readonly string[];
}

const words = (text: string): readonly string[] => text.split(" ");

const EVERYWHERE = words("id output retry timeouts responseExportValues readQueryParameters apiVersion");
const WITH_BODY = [
  ...EVERYWHERE,
  ...words("body ignoreMissingProperty createQueryParameters updateQueryParameters deleteQueryParameters updateMethod"),
];

/**
 * The types that write. `ResourceAction` appends its action to the address, and sends the request when it is created or, with
 * `when: destroy`, when it is destroyed; both are judged alike. An existing `Resource` writes to `resourceUrl`.
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

/** A request that a generic resource sends to Microsoft Graph. */
export interface GraphRequest {
  /** The properties that make up its address. Messages show the first. */
  readonly properties: readonly [string, ...string[]];
  /** Whether the pack knows how the resource makes its requests. */
  readonly isUnderstood: boolean;
  /** Below the version, without the query; `undefined` if it is unresolved before deployment, or ambiguous. */
  readonly address: string | undefined;
  /** The known parts of the address. */
  readonly known: readonly string[];
  /** In upper case; {@link UNRESOLVED} if it is unknown. */
  readonly method: string | typeof UNRESOLVED;
  readonly body: unknown;
  /** The ids of the only objects at the address from now on. */
  readonly references: unknown;
}

/** The requests that a generic resource sends, one by one for a batch. An unreadable request may be any request. */
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

/** The value of a property; `undefined` if the program doesn't set it. */
const given = (name: string, properties: Properties): unknown =>
  properties[name] === null || properties[name] === "" ? undefined : properties[name];

function requestOf(properties: Properties, { address, method }: RequestType): GraphRequest {
  const value = (name: string): unknown => given(name, properties);
  const [first, ...rest] = address.filter((name) => value(name) !== undefined);
  const named = [first ?? address[0], ...rest] as const;
  return requestFrom({
    properties: named,
    parts: [...(isVersion(properties["apiVersion"]) ? [] : [UNRESOLVED]), ...named.map((name) => properties[name])],
    method: mayOverride(value("headers")) ? UNRESOLVED : (value("createMethod") ?? value("method") ?? method),
    body: value("body"),
    references: value("referenceIds"),
  });
}

const isVersion = (value: unknown): boolean =>
  isAbsent(value) || isUnresolved(value) || (typeof value === "string" && (value === "" || VERSION.test(value)));

/** Headers about the answer. Another header may turn the request into another one. */
const HARMLESS_HEADERS =
  /^(?:accept|accept-language|content-type|consistencylevel|prefer|if-match|if-none-match|user-agent|(?:return-)?client-request-id)$/i;

const mayOverride = (headers: unknown): boolean =>
  headers !== undefined &&
  !Object.keys(asObject(headers) ?? { unknown: true }).every((name) => HARMLESS_HEADERS.test(name));

/** The write to an existing resource: at its `resourceUrl`, or by id below its collection. References are never changed. */
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
    // Graph accepts no batch within a batch. If a server did, it might do anything.
    return request.address?.toLowerCase() === "$batch" ? anyRequest("body") : request;
  });
}

/** In some versions of the generic Graph package, a body is text. */
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

/** The versions of Graph. */
const VERSION = /^(?:v\d+\.\d+|beta)$/i;

/** The parts before the object that an address names: the version, and the tenant by a word, its id or a domain. */
const BEFORE_OBJECT = /^(?:[\w-]+(?:\.[\w-]+)+|beta|myorganization|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;

/**
 * The object that an address names: `https://graph.microsoft.com/v1.0/groups/%7bid%7d/?$select=id` is `groups/{id}`, and so is
 * `groups('{id}')`.
 * @returns `undefined` if servers may read the address in different ways: it has steps upwards, an encoded slash or a backslash
 */
export function plainAddress(address: string): string | undefined {
  if (isAmbiguous(address)) return undefined;
  const path = address.replace(/^https?:\/\/[^/]*/i, "").replace(/[?#].*$/s, "");
  const parts = decoded(path)
    .replaceAll(KEY, "/$1")
    .split("/")
    .map((part) => part.replace(CAST, "").replace(/^microsoft\.graph\.(?:\w+\.)*/i, ""))
    .filter((part) => part !== "");
  const first = parts.findIndex((part) => !BEFORE_OBJECT.test(part));
  return parts.slice(Math.max(first, 0)).join("/");
}

/** A cast, which only says the type of the object. Any other segment with a namespace is an action. */
const CAST =
  /^microsoft\.graph\.(?:user|group|directoryObject|servicePrincipal|application|device|directoryRole|administrativeUnit|orgContact)$/i;

/** Brackets after a collection hold a key, or the arguments of a function. */
const KEY = /\('?([^()]*?)'?\)/g;

/** The query counts as well: a plugin may resolve steps upwards before it looks for the query. */
const isAmbiguous = (path: string): boolean =>
  /%(?:2e|2f|5c|25|00)|\\/i.test(path.replace(/\?.*$/s, "")) ||
  decoded(path)
    .split("/")
    .some((part) => part === "." || part === "..");

/** The text without percent-encoding. A stray percent sign stays, since Graph won't know it either. */
export const decoded = (text: string): string =>
  text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
