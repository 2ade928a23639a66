import { isAbsent } from "../../../src/law/json/json-object";
import { type Properties, type Resource, UNRESOLVED } from "../objects/resource";

/** How a type of the generic package makes its requests. */
interface RequestType {
  /** The default method. */
  readonly method: string;
  /** The properties that make up the address, in this order, with slashes between them. Messages show the first. */
  readonly address: readonly [string, ...string[]];
  /** The other properties that it may have. With any other property, the request isn't understood. */
  readonly others: string;
}

const EVERYWHERE = "id output retry timeouts responseExportValues readQueryParameters apiVersion";
const WITH_BODY = `${EVERYWHERE} body ignoreMissingProperty createQueryParameters updateQueryParameters deleteQueryParameters updateMethod`;

/**
 * The types that write. `ResourceAction` appends its action to the address, and sends the request when it is created or, with
 * `when: destroy`, when it is destroyed; both are judged alike. An existing `Resource` writes to `resourceUrl`. A `ResourceCollection`
 * adds and removes references until only its own are left.
 * @see https://github.com/microsoft/terraform-provider-msgraph, `internal/services/msgraph_*.go` (0.3), whose attributes
 *   these are in Pulumi's spelling
 */
const TYPES: Readonly<Record<string, RequestType>> = {
  "msgraph:index/resource:Resource": {
    method: "POST",
    address: ["url"],
    others: `${WITH_BODY} createMethod resourceUrl`,
  },
  "msgraph:index/updateResource:UpdateResource": { method: "PATCH", address: ["url"], others: WITH_BODY },
  "msgraph:index/resourceAction:ResourceAction": {
    method: "POST",
    address: ["resourceUrl", "action"],
    others: `${EVERYWHERE} body queryParameters when method headers`,
  },
  "msgraph:index/resourceCollection:ResourceCollection": {
    method: "PUT",
    address: ["url"],
    others: `${EVERYWHERE} referenceIds collectionType skipDestroy`,
  },
};

/** A request that a generic resource sends to Microsoft Graph. */
export interface GraphRequest {
  /** The properties that make up its address. Messages show the first. */
  readonly properties: readonly [string, ...string[]];
  /** Whether the pack knows how the resource makes its requests. */
  readonly isUnderstood: boolean;
  /** Below the version, without the query; `undefined` if it is unresolved before deployment, or not plain. */
  readonly address: string | undefined;
  /** The known parts of the address. */
  readonly known: readonly string[];
  /** In upper case; {@link UNRESOLVED} if it is unknown. */
  readonly method: string | typeof UNRESOLVED;
  readonly body: unknown;
}

/** The requests that a generic resource sends. An unreadable request may be any request, and a batch may hold any. */
export function requestsOf({ type, properties }: Resource): readonly GraphRequest[] {
  const known = TYPES[type];
  if (known === undefined) return [anyRequest("url")];
  const names = [...known.address, ...known.others.split(" ")];
  // Names that begin with two underscores are the engine's bookkeeping.
  const odd = Object.keys(properties).find(
    (name) => !name.startsWith("__") && given(name, properties) !== undefined && !names.includes(name),
  );
  if (odd !== undefined) return [anyRequest(odd)];
  const all = [requestOf(properties, known), ...(names.includes("createMethod") ? itemRequest(properties) : [])];
  return all.map((request) => (request.address?.toLowerCase() === "$batch" ? anyRequest("body") : request));
}

/** The value of a property; `undefined` if the program doesn't set it. */
const given = (name: string, properties: Properties): unknown =>
  properties[name] === null || properties[name] === "" ? undefined : properties[name];

function requestOf(properties: Properties, { address, method }: RequestType): GraphRequest {
  const value = (name: string): unknown => given(name, properties);
  const [first, ...rest] = address.filter((name) => value(name) !== undefined);
  const named = [first ?? address[0], ...rest] as const;
  const asked = value("createMethod") ?? value("method") ?? method;
  return {
    ...addressOf([value("apiVersion") ?? "", ...named.map(value)]),
    properties: named,
    // A header may turn the request into another one.
    method: typeof asked === "string" && isAbsent(properties["headers"]) ? asked.toUpperCase() : UNRESOLVED,
    body: value("body") ?? value("referenceIds"),
  };
}

/** The write to an existing resource: at its `resourceUrl`, or by id below its collection. Graph changes no reference, and no role assignment. */
function itemRequest({ url, id, body, resourceUrl }: Properties): readonly GraphRequest[] {
  if (/\/(?:\$ref|directory\/roleAssignments)\/?$/i.test(String(url ?? ""))) return [];
  const hasId = typeof id === "string" && id !== "";
  if (typeof resourceUrl !== "string" && !hasId) return [];
  const [property, parts] = typeof resourceUrl === "string" ? ["resourceUrl", [resourceUrl]] : ["id", [url, id]];
  return [{ ...addressOf(parts), properties: [property], method: "PATCH", body }];
}

const anyRequest = (property: string): GraphRequest => ({
  properties: [property],
  isUnderstood: false,
  address: undefined,
  known: [],
  method: UNRESOLVED,
  body: UNRESOLVED,
});

function addressOf(parts: readonly unknown[]): Pick<GraphRequest, "isUnderstood" | "address" | "known"> {
  const known = parts.filter((part) => typeof part === "string");
  const address = known.length === parts.length ? plainAddress(known.join("/")) : undefined;
  return { isUnderstood: true, address, known };
}

/**
 * What isn't plain: encoded characters, backslashes, keys with names or in brackets, steps upwards (which may also follow a query), casts,
 * another address within it, and a tenant in front, by a word, its id or a domain. Servers may read some of it in different ways.
 */
const NOT_PLAIN =
  /^[^?]*(?:[%\\()]|:\/\/|(?<!roleTemplateId)=[^=?/])|(?:^|\/)(?:\.\.?|microsoft\.graph\.[^./]*)(?:\/|$)|^(?:myorganization|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\w-]+(?:\.[\w-]+)+)(?:\/|$)/i;

/** The object that an address names: `https://graph.microsoft.com/v1.0/groups/{id}/?$select=id` is `groups/{id}`; `undefined` if it isn't plain. */
export function plainAddress(address: string): string | undefined {
  const path = address
    .replace(/^(?:[\w.]*\/)?https?:\/\/[^/]*/i, "")
    .replace(/^\/*(?:(?:v\d+\.\d+|beta)(?:\/+|$))*/i, "");
  if (NOT_PLAIN.test(path)) return undefined;
  return path
    .replace(/[?#].*$/s, "")
    .split("/")
    .map((part) => part.replace(/^microsoft\.graph\.(?:\w+\.)+/i, "")) // an action by its full name
    .filter((part) => part !== "")
    .join("/");
}
