import type { Requirement } from "../login/roles";
import { GraphError } from "./graph-error";
import type { GraphRequest, Reply } from "./message";

/** An endpoint such as `GET /users/:id`, with its function and the roles that it needs. */
export interface Route {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE" | "PUT";
  /** The path. A segment that starts with `:` matches any value. */
  readonly path: string;
  readonly needs: Requirement;
  /** The version of Graph that has the endpoint; both by default. */
  readonly version?: "v1.0" | "beta";
  readonly handle: (request: GraphRequest) => Reply;
}

/** A route, and the values of its named parts. */
export interface Match {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
}

/**
 * Finds the route for a method and a path after the version.
 * @throws GraphError 400 if no route has the path, 405 if none has it for that method (like Graph)
 */
export function findRoute(routes: readonly Route[], method: string, path: string): Match {
  const matches = routes.flatMap((route) => {
    const params = matchPath(route.path, path);
    return params === undefined ? [] : [{ route, params }];
  });
  const match = matches.find(({ route }) => route.method === method);
  if (match !== undefined) return match;
  if (matches.length > 0)
    throw new GraphError(405, "Request_BadRequest", "Specified HTTP method is not allowed for the request target.");
  throw new GraphError(400, "BadRequest", `Resource not found for the segment '${path.split("/").at(-1)}'.`);
}

function matchPath(pattern: string, path: string): Readonly<Record<string, string>> | undefined {
  const wanted = pattern.split("/");
  const given = path.split("/");
  if (wanted.length !== given.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, segment] of wanted.entries()) {
    const value = given[index] ?? "";
    if (segment.startsWith(":") && value !== "") params[segment.slice(1)] = decodeURIComponent(value);
    else if (segment.toLowerCase() !== value.toLowerCase()) return undefined;
  }
  return params;
}
