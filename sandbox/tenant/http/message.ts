import type { Json, JsonObject } from "../json";

/** A request as it was received. */
export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

/** A request for the routes: decoded, with its token checked and its body parsed. */
export interface GraphRequest {
  readonly method: string;
  readonly version: "v1.0" | "beta";
  /** The path after the version, e.g. `/users/…`. */
  readonly path: string;
  /** The named parts of the path, e.g. `{ id: "…" }`. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: JsonObject;
  /** The application roles in the caller's token. */
  readonly roles: readonly string[];
  /** `https://localhost:<port>`, the start of all links in answers. */
  readonly origin: string;
}

/** A named part of the path. The route's pattern guarantees that it is there. */
export function param(request: GraphRequest, name: string): string {
  const value = request.params[name];
  if (value === undefined) throw new Error(`the route for ${request.path} has no part ${name}`);
  return value;
}

/** The answer of a route. A 204 has no `body`. */
export interface Reply {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  /** How the answer is sent; at once and completely by default. */
  readonly delivery?: Delivery;
}

/** The answer comes late, or breaks off in the middle. */
type Delivery = { readonly kind: "late"; readonly milliseconds: number } | { readonly kind: "cutOff" };

/** 200 with a JSON body. */
export const ok = (body: Json): Reply => ({ status: 200, body });

/** 201 with the stored object. */
export const created = (body: Json): Reply => ({ status: 201, body });

/** 204, Graph's answer to PATCH, DELETE and changes of references. */
export const noContent = (): Reply => ({ status: 204 });

/** A request and its answer, as one line of a recording. */
export interface Exchange {
  readonly method: string;
  /** The path and the query, unchanged. */
  readonly url: string;
  /** The JSON body, or the text of a form without its secrets. */
  readonly request?: Json;
  readonly status: number;
  readonly response?: Json;
}
