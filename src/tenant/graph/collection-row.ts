import { at, type JsonObject } from "../../law/json/json-object";
import type { EvidenceReader } from "./evidence";

/** One request to Microsoft Graph. */
export type Question = {
  /** The path below the version, such as `/users`. Ids in it are escaped. */
  readonly path: string;
  readonly version?: "v1.0" | "beta";
  readonly query?: Readonly<Record<string, string>>;
  /** What is asked for, in messages: `the named locations`. */
  readonly what: string;
  /** The least privileged Microsoft Graph application role that may read it. */
  readonly role: string;
};

/** A request. @param role the least privileged application role */
export const question = (path: string, what: string, role: string, more: Partial<Question> = {}): Question => ({
  path,
  what,
  role,
  ...more,
});

/** The HTTP headers of a request. Without `Prefer` Graph shows values that are newer than the version as `unknownFutureValue`. */
export const HEADERS = { Prefer: "include-unknown-enum-members", Accept: "application/json" };

/** The address of a request below Graph's origin. Names keep their `$`, and a space is `%20`, as in Graph's documentation. */
export function addressOf({ path, version = "v1.0", query = {} }: Question): string {
  const parts = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `/${version}${path}${parts.length === 0 ? "" : `?${parts.join("&")}`}`;
}

/** A key of a tenant file whose objects Graph has. */
export interface InGraph {
  /** What the key holds, if it isn't a list. */
  readonly holds?: "object";
  /** Its address in Graph, and the permission that reads it. The end of the address is the context by which an export is recognised. */
  readonly question: Question;
  /** Other ends of the path in `@odata.context`, in lower case. */
  readonly otherContexts?: readonly string[];
  /** The last part of `@odata.type`, in lower case. */
  readonly types: readonly string[];
  /** The keys that only its objects have: one of the texts must fit. See {@link testFor}. No object fits two rows. */
  readonly keys: readonly string[];
}

/** What the audit looks at. If no verdict rests on it, a missing key makes a step of the audit unknown. */
export interface ForAudit<E> extends InGraph {
  /** Reads what the audit needs. What is missing or isn't understood is *not known*. */
  readonly evidence: EvidenceReader<E>;
}

/** A test for an object with all of some keys: `key` or `path.of.keys` must be there, `-key` must not, `key=text` must hold that text. */
export function testFor(keys: string): (object: JsonObject) => boolean {
  const words = keys.split(" ").map((word) => /^(-?)([\w.]+)(?:=(.*))?$/.exec(word) ?? []);
  const tests = words.map(([, not, path = "", text]) => ({ path: path.split("."), isThere: not !== "-", text }));
  return (object) =>
    tests.every(({ path, isThere, text }) => {
      const value = at(object, path);
      return text === undefined ? (value !== undefined) === isThere : value === text;
    });
}

/** Whether a context, in lower case, is the row's: the name of its type, as one or several, or a path with the end of the row's path. */
export function hasContext({ question: { path }, otherContexts = [], types }: InGraph, context: string): boolean {
  if (types.some((type) => [type, `${type}s`, type.replace(/y$/, "ies")].includes(context))) return true;
  const [, , ...rest] = path.toLowerCase().split("/");
  const ends = rest.length === 0 ? otherContexts : [rest.join("/"), ...otherContexts];
  return ends.some((end) => `/${context}`.endsWith(`/${end}`));
}
