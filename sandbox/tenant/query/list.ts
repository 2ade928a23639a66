import { badRequest } from "../http/graph-error";
import type { GraphRequest } from "../http/graph-request";
import { ok, type Reply } from "../http/reply";
import type { GraphObject } from "../json";
import { type Filter, propertiesOf } from "./filter";
import { matches } from "./matches";
import { page } from "./page";
import { parseFilter } from "./parse-filter";
import { select, selectedNames } from "./select";

/** How a list answers. */
export interface ListShape {
  /** Objects on a page unless the request says otherwise. */
  readonly pageSize: number;
  /** Properties that may be filtered on beside those that some object has. */
  readonly filterable?: readonly string[];
  /** What an object looks like without `$select`; all of it by default. */
  readonly byDefault?: (object: GraphObject) => GraphObject;
}

const UNDERSTOOD = ["$filter", "$select", "$top", "$count", "$skiptoken"];

/**
 * Answers a request for a list: `$filter`, then `$count`, then one page with `$top` and `@odata.nextLink`, then `$select`.
 * @throws GraphError 400 for a query that this tenant doesn't understand: better than an answer to another question
 */
export function listReply(items: readonly GraphObject[], request: GraphRequest, shape: ListShape): Reply {
  const found = filtered(items, request, shape);
  const { items: shown, nextLink } = page(found, request, shape.pageSize);
  const names = selectedNames(request.query);
  const whole = names === undefined && shape.byDefault !== undefined ? shown.map(shape.byDefault) : shown;
  return ok({
    "@odata.context": `${request.origin}/${request.version}/$metadata#${request.path.slice(1)}`,
    ...(request.query.get("$count") === "true" ? { "@odata.count": found.length } : {}),
    ...(nextLink === undefined ? {} : { "@odata.nextLink": nextLink }),
    value: whole.map((item) => select(item, names)),
  });
}

/** The objects that pass the request's `$filter`. */
export function filtered(
  items: readonly GraphObject[],
  request: GraphRequest,
  shape: ListShape,
): readonly GraphObject[] {
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
