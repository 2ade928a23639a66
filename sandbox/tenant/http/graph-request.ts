import type { JsonObject } from "../json";

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
