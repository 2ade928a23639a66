import { badRequest, GraphError } from "../http/graph-error";
import type { GraphRequest } from "../http/graph-request";
import type { GraphObject } from "../json";
import { sameId } from "../same-id";

/** One page of a list and the link to the next one, if there is more. */
export interface Page {
  readonly items: readonly GraphObject[];
  readonly nextLink: string | undefined;
}

/** The largest `$top` that Graph's directory takes. */
const LARGEST_PAGE = 999;

/**
 * Cuts the page that a request asks for. The `$skiptoken` names the last object already seen and where it was, so that an object deleted meanwhile
 * shifts nothing; when that one itself is gone the token has expired, as Graph calls it.
 * @param size objects on a page when the request has no `$top`
 * @throws GraphError 400 for a `$top` that is out of range, or an expired token
 */
export function page(items: readonly GraphObject[], request: GraphRequest, size: number): Page {
  const start = startOf(items, request.query.get("$skiptoken"));
  const end = start + pageSize(request.query.get("$top"), size);
  const last = items[end - 1];
  const nextLink = last !== undefined && end < items.length ? linkAfter(last, end - 1, request) : undefined;
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
  const [lastSeen = "", place = ""] = Buffer.from(token, "base64url").toString("utf8").split(" ");
  const isAt = (item: GraphObject | undefined): boolean => item !== undefined && sameId(item.id, lastSeen);
  const index = isAt(items[Number(place)]) ? Number(place) : items.findIndex(isAt);
  if (index === -1)
    throw new GraphError(
      400,
      "Directory_ExpiredPageToken",
      "The specified page token value has expired and can no longer be included in your request.",
    );
  return index + 1;
}

function linkAfter(last: GraphObject, place: number, request: GraphRequest): string {
  const query = new URLSearchParams(request.query);
  query.set("$skiptoken", Buffer.from(`${last.id} ${place}`).toString("base64url"));
  return `${request.origin}/${request.version}${request.path}?${query.toString().replaceAll("%24", "$")}`;
}
