import type { Reply } from "../http/message";
import { isList, isObject, type Json } from "../json";

/** An answer whose body isn't what Graph would send. */
export type BodyChange =
  /** A web page, as a proxy sends one. */
  | { readonly kind: "webPage" }
  /** Half of the JSON, as if it were all. */
  | { readonly kind: "halfBody" }
  /** JSON that is no object. */
  | { readonly kind: "noObject"; readonly body: null | readonly never[] | string | number }
  /** Objects without anything in them. */
  | { readonly kind: "hollow" }
  /** Objects with a number in the place of each value. */
  | { readonly kind: "wrongTypes" }
  /** Something else than a list under `value`. */
  | { readonly kind: "noList" }
  /** A list with something in it that is no object. */
  | { readonly kind: "oddItem" }
  /** A count that is off by so many. */
  | { readonly kind: "miscount"; readonly by: number }
  /** A next page at another host. */
  | { readonly kind: "foreignNextPage" }
  /** A next page that is the same one again. */
  | { readonly kind: "circlingPages" }
  /** A next page, always, with nothing in it. */
  | { readonly kind: "endlessPages" };

const WEB_PAGE = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>Sign in to the network</body></html>";

/** The reply with its body changed. An object that isn't a list can't be changed like one, and stays. */
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

/** No two next pages are the same. */
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
