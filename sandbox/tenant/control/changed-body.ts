import type { Reply } from "../http/message";
import { isList, isObject, type Json } from "../json";

/** A way to change the body of an answer, so that it isn't what Graph would send. */
export type BodyChange =
  /** A web page, like a proxy's. */
  | { readonly kind: "webPage" }
  /** The first half of the JSON. */
  | { readonly kind: "halfBody" }
  /** JSON that isn't an object. */
  | { readonly kind: "noObject"; readonly body: null | readonly never[] | string | number }
  /** Empty objects. */
  | { readonly kind: "hollow" }
  /** Objects in which each value is a number. */
  | { readonly kind: "wrongTypes" }
  /** Something other than a list under `value`. */
  | { readonly kind: "noList" }
  /** A list with an item that isn't an object. */
  | { readonly kind: "oddItem" }
  /** A count that is wrong by this number. */
  | { readonly kind: "miscount"; readonly by: number }
  /** A link to a next page on another host. */
  | { readonly kind: "foreignNextPage" }
  /** A link from a page to itself. */
  | { readonly kind: "circlingPages" }
  /** A link to a next page on every page, and each page is empty. */
  | { readonly kind: "endlessPages" };

const WEB_PAGE = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to the network</body></html>";

/** The reply with its body changed. A change of lists leaves an object that isn't a list as it is. */
export function changedBody(change: BodyChange, reply: Reply, url: string): Reply {
  const { body } = reply;
  if (change.kind === "webPage") return { ...reply, body: WEB_PAGE, headers: { "content-type": "text/html" } };
  if (change.kind === "halfBody" && body !== undefined) {
    const text = JSON.stringify(body);
    return {
      ...reply,
      body: text.slice(0, Math.ceil(text.length / 2)),
      headers: { "content-type": "application/json" },
    };
  }
  if (change.kind === "noObject") return { ...reply, body: change.body };
  if (!isObject(body)) return reply;
  if (!isList(body["value"])) return { ...reply, body: changedObject(change, body) };
  return {
    ...reply,
    body: { ...body, ...changedPage(change, body["value"], Number(body["@odata.count"] ?? body["value"].length), url) },
  };
}

function changedObject(change: BodyChange, object: Json): Json {
  if (!isObject(object)) return object;
  if (change.kind === "hollow") return {};
  return change.kind === "wrongTypes"
    ? Object.fromEntries(Object.keys(object).map((key, index) => [key, index]))
    : object;
}

/** The number of the next page, so that no two links are the same. */
let endless = 0;

function changedPage(
  change: BodyChange,
  value: readonly Json[],
  count: number,
  url: string,
): { readonly [key: string]: Json } {
  switch (change.kind) {
    case "hollow":
    case "wrongTypes":
      return { value: value.map((object) => changedObject(change, object)) };
    case "noList":
      return { value: { id: "no list" } };
    case "oddItem":
      return { value: [...value, "no object"] };
    case "miscount":
      return { "@odata.count": count + change.by };
    case "foreignNextPage":
      return { "@odata.nextLink": "https://graph.contoso.example/v1.0/users?$skiptoken=1" };
    case "circlingPages":
      return { "@odata.nextLink": url };
    case "endlessPages":
      return { value: [], "@odata.nextLink": `${url}${url.includes("?") ? "&" : "?"}page=${++endless}` };
    default:
      return {};
  }
}
