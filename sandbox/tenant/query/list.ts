import { badRequest, GraphError } from "../http/graph-error";
import { type GraphRequest, ok, type Reply } from "../http/message";
import { type GraphObject, type Json, type JsonObject, sameId } from "../json";
import { type Filter, matches, parseFilter, propertiesOf } from "./filter";

/** How a list answers requests. */
export interface ListShape {
  /** The size of a page unless the request says otherwise. */
  readonly pageSize: number;
  /** Properties that can be filtered on although no object may have them. */
  readonly filterable?: readonly string[];
  /** The object without `$select`; the whole object by default. */
  readonly shown?: (object: GraphObject) => GraphObject;
}

const UNDERSTOOD = ["$filter", "$select", "$top", "$count", "$skiptoken"];

/**
 * Answers a request for a list: `$filter`, then `$count`, then one page with `$top` and `@odata.nextLink`, then `$select`.
 * @throws GraphError 400 for a query that this tenant doesn't understand, rather than a wrong answer
 */
export function listReply(items: readonly GraphObject[], request: GraphRequest, shape: ListShape): Reply {
  const found = filtered(items, request, shape);
  const { items: shown, nextLink } = page(found, request, shape.pageSize);
  const names = selectedNames(request.query);
  const whole = names === undefined && shape.shown !== undefined ? shown.map(shape.shown) : shown;
  return ok({
    "@odata.context": `${request.origin}/${request.version}/$metadata#${request.path.slice(1)}`,
    ...(request.query.get("$count") === "true" ? { "@odata.count": found.length } : {}),
    ...(nextLink === undefined ? {} : { "@odata.nextLink": nextLink }),
    value: whole.map((item) => select(item, names)),
  });
}

/** The objects that pass the filter of the request. */
function filtered(items: readonly GraphObject[], request: GraphRequest, shape: ListShape): readonly GraphObject[] {
  refuseUnknownOptions(request.query);
  const text = request.query.get("$filter");
  if (text === null) return items;
  const filter = parseFilter(text);
  refuseUnknownProperties(filter, items, shape);
  return items.filter((item) => matches(filter, item));
}

function refuseUnknownOptions(query: URLSearchParams): void {
  const unknown = [...query.keys()].find((name) => name.startsWith("$") && !UNDERSTOOD.includes(name));
  if (unknown !== undefined)
    throw badRequest(`The query specified in the URI is not valid: '${unknown}' is not supported here.`);
}

function refuseUnknownProperties(filter: Filter, items: readonly GraphObject[], shape: ListShape): void {
  const known = new Set(["id", ...(shape.filterable ?? []), ...items.flatMap((item) => Object.keys(item))]);
  const unknown = propertiesOf(filter).find((name) => !known.has(name));
  if (unknown !== undefined) throw badRequest(`Invalid filter clause: Could not find a property named '${unknown}'.`);
}

/** A page of a list, and the link to the next one if there is more. */
interface Page {
  readonly items: readonly GraphObject[];
  readonly nextLink: string | undefined;
}

/** The largest `$top` of Graph's directory. */
const LARGEST_PAGE = 999;

/**
 * The page that a request asks for. The `$skiptoken` names the last object of the previous page, so that deleted objects don't
 * shift the pages. If that object itself is gone, the token has expired, in Graph's words.
 * @param size the size of a page if the request has no `$top`
 * @throws GraphError 400 for a `$top` that is out of range, or an expired token
 */
function page(items: readonly GraphObject[], request: GraphRequest, size: number): Page {
  const start = startOf(items, request.query.get("$skiptoken"));
  const end = start + pageSize(request.query.get("$top"), size);
  const last = items[end - 1];
  const nextLink = last !== undefined && end < items.length ? linkAfter(last, request) : undefined;
  return { items: items.slice(start, end), nextLink };
}

function pageSize(top: string | null, size: number): number {
  if (top === null) return size;
  const wanted = Number(top);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > LARGEST_PAGE) {
    throw badRequest(`Invalid page size specified: '${top}'. Must be between 1 and ${LARGEST_PAGE} inclusive.`);
  }
  return wanted;
}

function startOf(items: readonly GraphObject[], token: string | null): number {
  if (token === null) return 0;
  const lastSeen = Buffer.from(token, "base64url").toString("utf8");
  const index = items.findIndex(({ id }) => sameId(id, lastSeen));
  if (index === -1)
    throw new GraphError(
      400,
      "Directory_ExpiredPageToken",
      "The specified page token value has expired and can no longer be included in your request.",
    );
  return index + 1;
}

function linkAfter(last: GraphObject, request: GraphRequest): string {
  const query = new URLSearchParams(request.query);
  query.set("$skiptoken", Buffer.from(last.id).toString("base64url"));
  return `${request.origin}/${request.version}${request.path}?${query.toString().replaceAll("%24", "$")}`;
}

/** The names in `$select`, or `undefined` if the request has none. */
export function selectedNames(query: URLSearchParams): readonly string[] | undefined {
  const text = query.get("$select");
  const names = text?.split(",").map((name) => name.trim()) ?? [];
  return text === null || names.includes("*") ? undefined : names.filter((name) => name !== "");
}

/** The object with only the selected properties. An unset one is null, as in Graph. The type and the id always stay. */
export function select(object: GraphObject, names: readonly string[] | undefined): JsonObject {
  if (names === undefined) return object;
  const kept = Object.entries(object).filter(([name]) => name.startsWith("@odata.") || name === "id");
  const chosen = names.map((name): [string, Json] => [name, object[name] ?? null]);
  return Object.fromEntries([...kept, ...chosen]);
}
