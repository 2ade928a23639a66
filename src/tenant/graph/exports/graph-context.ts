import { asText, type JsonObject } from "../../../law/json/json-object";
import { KEYS, type Key, KINDS } from "./kinds";

/** What Graph says in `@odata.context` that an answer holds. */
export type GraphContext =
  | { readonly kind: "of a tenant file"; readonly key: Key; readonly extent: "all" | "of one type" }
  /** Objects of the directory, each with its type: some of them, whatever they are. */
  | { readonly kind: "some of the directory" }
  | { readonly kind: "of something else"; readonly path: string };

const BY_TYPE: ReadonlyMap<string, Key> = new Map(KEYS.flatMap((key) => KINDS[key].types.map((type) => [type, key])));

/** The key that a type of Graph's belongs under: the last part of its name, in lower case. */
export const keyOfType = (type: string): Key | undefined => BY_TYPE.get(type);

/**
 * What an answer's context says; `undefined` where it has none, or one without a path. `users('…')/manager` is something else
 * than `users`.
 * @see OData JSON Format 4.01, section 10 (context URL)
 */
export function contextOf(answer: JsonObject): GraphContext | undefined {
  const written = asText(answer["@odata.context"]);
  const hash = written?.indexOf("#") ?? -1;
  if (written === undefined || hash < 0) return undefined;
  const path = withoutFields(
    written
      .slice(hash + 1)
      .trim()
      .replace(/(\/\$(entity|delta))+$/i, ""),
  );
  if (path === "") return undefined;
  const lower = path.toLowerCase();
  const type = /^(?:collection\()?#?microsoft\.graph\.([\w.]*?)\)?$/.exec(lower)?.[1];
  if (type === "directoryobject" || lower === "directoryobjects") return { kind: "some of the directory" };
  const [set = "", cast] = lower.split("/microsoft.graph.");
  const key = type === undefined ? keyOfPath(set) : keyOfType(type);
  if (key === undefined) return { kind: "of something else", path };
  return { kind: "of a tenant file", key, extent: cast === undefined ? "all" : "of one type" };
}

const keyOfPath = (path: string): Key | undefined =>
  path.includes("(")
    ? undefined
    : KEYS.find((key) => KINDS[key].contexts.some((end) => `#${path}` === end || `/${path}`.endsWith(`/${end}`)));

/** Without the fields that were asked for: `users(id,manager())` is `users`. An object's key, `users('…')/manager`, isn't at the end. */
function withoutFields(path: string): string {
  if (!path.endsWith(")") || /^collection\(/i.test(path)) return path;
  let depth = 0;
  for (let at = path.length - 1; at >= 0; at--) {
    if (path[at] === ")") depth++;
    else if (path[at] === "(" && --depth === 0) return path.slice(0, at);
  }
  return path;
}
