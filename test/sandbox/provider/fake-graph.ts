import { randomUUID } from "node:crypto";
import type { Send } from "../../../sandbox/provider/plugin/http";
import { type Fields, isFields, type Value } from "../../../sandbox/provider/plugin/values";

/** A request as the recordings have it: the address without the host, and the body as JSON. */
export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly request?: Value;
}

/** An answer that a test puts in the place of the usual one. */
export interface Reply {
  readonly status: number;
  readonly body?: Value;
  readonly retryAfter?: string;
}

const COLLECTIONS = [
  "identity/conditionalAccess/policies",
  "identity/conditionalAccess/namedLocations",
  "policies/authenticationStrengthPolicies",
  "groups",
  "users",
];

const HOST = "localhost:18443";

/** Claims of the application that signs in; the roles can be changed by a test. */
export const CALLER = "11111111-2222-3333-4444-555555555555";

/** Graph in memory: keeps objects by path, merges a PATCH field by field, writes each request down. */
export class FakeGraph {
  readonly seen: Seen[] = [];
  readonly objects = new Map<string, Record<string, Value>>();
  readonly members = new Map<string, string[]>();
  /** Asked first about each request; what it answers goes out instead. */
  intercept: (seen: Seen) => Reply | undefined = () => undefined;
  roles: readonly string[] = [];

  /** Requests that aren't part of signing in. */
  get graphRequests(): Seen[] {
    return this.seen.filter(({ url }) => /^\/(v1\.0|beta)\//.test(url));
  }

  get changes(): Seen[] {
    return this.graphRequests.filter(({ method }) => method !== "GET");
  }

  /** The body of the last change. */
  get lastBody(): Fields {
    const body = this.changes.at(-1)?.request;
    return isFields(body) ? body : {};
  }

  readonly send: Send = async ({ method, url, body }) => {
    const address = decodeURIComponent(url.pathname + url.search);
    const seen: Seen = { method, url: address, ...(body === undefined ? {} : { request: parsed(body) }) };
    this.seen.push(seen);
    const { status, body: answer, retryAfter = null } = this.intercept(seen) ?? this.#answer(seen, url);
    return { status, body: answer === undefined ? "" : JSON.stringify(answer), retryAfter: retryAfter ?? null };
  };

  #answer(seen: Seen, url: URL): Reply {
    if (url.pathname.startsWith("/metadata/")) return { status: 200, body: ENDPOINTS };
    if (url.pathname.startsWith("/login/")) return { status: 200, body: { access_token: token(this.roles) } };
    const path = url.pathname.replace(/^\/(v1\.0|beta)\//, "");
    return this.#membership(seen, path, url) ?? this.#object(seen, path, url);
  }

  #membership({ method, request }: Seen, path: string, url: URL): Reply | undefined {
    const [, group, what, id] = /^groups\/([^/]+)\/(members|owners|memberOf)(?:\/([^/]+))?/.exec(path) ?? [];
    if (group === undefined || what === undefined) return undefined;
    const key = `${group}/${what}`;
    const ids = this.members.get(key) ?? [];
    if (method === "POST" && isFields(request)) this.members.set(key, [...ids, lastSegment(request["@odata.id"])]);
    if (method === "DELETE")
      this.members.set(
        key,
        ids.filter((member) => member !== id),
      );
    if (method !== "GET") return { status: 204 };
    const wanted = filterValue(url);
    const found = ids.filter((member) => wanted === undefined || member === wanted);
    return { status: 200, body: { value: found.map((member) => ({ id: member })) } };
  }

  #object({ method, request }: Seen, path: string, url: URL): Reply {
    const body = isFields(request) ? request : {};
    if (COLLECTIONS.includes(path)) return method === "POST" ? this.#make(path, body) : this.#search(path, url);
    if (path.endsWith("/updateAllowedCombinations"))
      return this.#merge(path.slice(0, path.lastIndexOf("/")), body, { status: 200, body: {} });
    if (method === "PATCH") return this.#merge(path, body, { status: 204 });
    const object = this.objects.get(path);
    if (object === undefined) return notFound(path);
    if (method === "DELETE") this.objects.delete(path);
    return method === "DELETE" ? { status: 204 } : { status: 200, body: structuredClone(object) };
  }

  #make(collection: string, { "owners@odata.bind": owners, ...body }: Fields): Reply {
    const object = { ...(structuredClone(body) as Record<string, Value>), id: randomUUID() };
    if (Array.isArray(owners)) this.members.set(`${object.id}/owners`, owners.map(lastSegment));
    this.objects.set(`${collection}/${object.id}`, object);
    return { status: 201, body: structuredClone(object) };
  }

  #search(collection: string, url: URL): Reply {
    const wanted = filterValue(url);
    const all = [...this.objects].filter(([path]) => path.startsWith(`${collection}/`)).map(([, object]) => object);
    const found = wanted === undefined ? all : all.filter((object) => Object.values(object).includes(wanted));
    return { status: 200, body: { value: structuredClone(found) } };
  }

  #merge(path: string, body: Fields, reply: Reply): Reply {
    const object = this.objects.get(path);
    if (object === undefined) return notFound(path);
    Object.assign(object, merged(object, structuredClone(body)));
    return reply;
  }
}

const lastSegment = (link: unknown): string => String(link).split("/").at(-1) ?? "";

const parsed = (body: string): Value => (body.startsWith("{") ? JSON.parse(body) : body);

/** The text in single quotes of a `$filter`. */
function filterValue(url: URL): string | undefined {
  return /'(.*)'/.exec(url.searchParams.get("$filter") ?? "")?.[1];
}

/** Field by field, objects inside included: what the change doesn't name stays. */
export function merged(before: Fields, change: Fields): Record<string, Value> {
  const result: Record<string, Value> = { ...(before as Record<string, Value>) };
  for (const [name, value = null] of Object.entries(change)) {
    const old = before[name];
    result[name] = isFields(value) && isFields(old) ? merged(old, value) : value;
  }
  return result;
}

const notFound = (path: string): Reply => ({
  status: 404,
  body: { error: { code: "Request_ResourceNotFound", message: `Resource '/${path}' does not exist` } },
});

const ENDPOINTS: Fields = {
  microsoftGraphResourceId: `https://${HOST}/`,
  authentication: { loginEndpoint: `https://${HOST}/login/` },
};

function token(roles: readonly string[]): string {
  const claims = Buffer.from(JSON.stringify({ oid: CALLER, roles })).toString("base64url");
  return `header.${claims}.signature`;
}
