import type { Reply } from "../http/message";
import { isList, isObject, type Json } from "../json";

/** A way to change the body of an answer, so that it isn't what Graph would send. */
export type BodyChange =
  /** A web page, like a proxy's. */
  | { readonly kind: "webPage" }
  /** The first half of the JSON. */
  | { readonly kind: "halfBody" }
  /** Something other than a list under `value`. */
  | { readonly kind: "noList" }
  /** A list with an item that isn't an object. */
  | { readonly kind: "oddItem" }
  /** A count that is wrong by this number. */
  | { readonly kind: "miscount"; readonly by: number }
  /** A link to a next page on another host. */
  | { readonly kind: "foreignNextPage" }
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
  if (!isObject(body) || !isList(body["value"])) return reply;
  return {
    ...reply,
    body: { ...body, ...changedPage(change, body["value"], Number(body["@odata.count"] ?? body["value"].length), url) },
  };
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
    case "noList":
      return { value: { id: "no list" } };
    case "oddItem":
      return { value: [...value, "no object"] };
    case "miscount":
      return { "@odata.count": count + change.by };
    case "foreignNextPage":
      return { "@odata.nextLink": "https://graph.contoso.example/v1.0/users?$skiptoken=1" };
    case "endlessPages":
      return { value: [], "@odata.nextLink": `${url}${url.includes("?") ? "&" : "?"}page=${++endless}` };
    default:
      return {};
  }
}
