import type { Json, JsonObject } from "../json";

/** A request before anybody has looked at it. */
export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request as the routes see it: decoded, checked for a token, its body read. */
export interface GraphRequest {
  readonly method: string;
  readonly version: "v1.0" | "beta";
  /** Path below the version, e.g. `/users/…`. */
  readonly path: string;
  /** The path's named parts, e.g. `{ id: "…" }`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: JsonObject;
  /** Application roles in the caller's token. */
  readonly roles: readonly string[];
  /** `https://localhost:<port>`: the base of links in answers. */
  readonly origin: string;
}

/** A named part of the path that the route's pattern guarantees. */
export function param(request: GraphRequest, name: string): string {
  const value = request.params[name];
  if (value === undefined) throw new Error(`the route for ${request.path} has no part ${name}`);
  return value;
}

/** What a route answers. `body` is absent for 204. */
export interface Reply {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  /** How it is sent, where that isn't at once and as a whole. */
  readonly delivery?: Delivery;
}

/** Late, cut off in the middle, or not at all: then the caller waits until it hangs up. */
type Delivery =
  | { readonly kind: "late"; readonly milliseconds: number }
  | { readonly kind: "cutOff" }
  | { readonly kind: "never" };

/** 200 with a JSON body. */
export const ok = (body: Json): Reply => ({ status: 200, body });

/** 201 with the object as it was stored. */
export const created = (body: Json): Reply => ({ status: 201, body });

/** 204: done, nothing to say. Graph answers PATCH, DELETE and reference changes with it. */
export const noContent = (): Reply => ({ status: 204 });

/** A request and its answer, in the shape of a recording: one JSON object a line. */
export interface Exchange {
  readonly method: string;
  /** Path and query as they came. */
  readonly url: string;
  /** A JSON body as sent; a form's text with secrets taken out. */
  readonly request?: Json;
  readonly status: number;
  /** The caller got no answer, and waits for one. */
  readonly unanswered?: true;
  readonly response?: Json;
}
