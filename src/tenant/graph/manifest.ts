import { asList, asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import type { NotRead } from "../../law/model/evidence";
import type { List } from "../../law/model/tenant";
import { momentOf } from "../../text/moment";
import { type Collection, collectionAt, type ShapeError, shapeError } from "./collection";

/**
 * What a tenant file says of itself under `source`: which of its lists are whole. A file that says nothing of that vouches for all
 * of them.
 */
export interface Manifest {
  /** Why a list may lack something; `undefined` where the file vouches for it. */
  readonly whyNotWhole: (list: List) => string | undefined;
  /** When the file was written, in milliseconds since 1970. */
  readonly writtenAt: number | undefined;
  readonly errors: readonly ShapeError[];
}

/** `source` of a tenant file, as `azmfa snapshot` and a reader of exports write it. */
export function manifestOf(file: JsonObject): Manifest {
  const written = file["source"];
  const source = asObject(written);
  const names = (key: string, list: List): boolean => asList(source?.[key])?.includes(list) === true;
  return {
    whyNotWhole: (list) => {
      if (names("denied", list)) return DENIED;
      return isAbsent(source?.["whole"]) || names("whole", list) ? undefined : "nothing vouches for it as a whole";
    },
    writtenAt: momentOf(asText(source?.["time"]) ?? asText(file["readAt"]) ?? ""),
    errors: [
      ...(isAbsent(written) || source !== undefined ? [] : [shapeError("source", written, "an object")]),
      ...["whole", "denied"].flatMap((key) =>
        isNames(source?.[key]) ? [] : [shapeError(`source.${key}`, source?.[key], "a list of keys")],
      ),
    ],
  };
}

const DENIED = "`source.denied` names it: whoever read the tenant was not allowed to see all of it";

const isNames = (value: unknown): boolean =>
  isAbsent(value) || asList(value)?.every((name) => typeof name === "string") === true;

/** What a tenant file says of its own gaps: `notRead`, a list of `{ "key", "part", "why", "role" }` or of keys alone. */
export const readNotRead = (file: JsonObject): readonly NotRead[] => notReadIn(file).flatMap(({ gap }) => gap ?? []);

/** Entries that name no key: nobody can tell what isn't known. */
export const wrongNotRead = (file: JsonObject): readonly ShapeError[] =>
  notReadIn(file)
    .filter(({ gap }) => gap === undefined)
    .map(({ path, item }) => shapeError(path, asObject(item)?.["key"] ?? item, "the key that isn't known"));

function notReadIn(file: JsonObject) {
  const entries = collectionAt(file, "notRead");
  if (!("items" in entries)) return [];
  return entries.items.map((item, index) => ({ item, path: `${entries.path}[${index}]`, gap: gapIn(item) }));
}

function gapIn(item: unknown): NotRead | undefined {
  const entry = asObject(item) ?? { key: item };
  const key = asText(entry["key"]);
  if (key === undefined) return undefined;
  const why = asText(entry["why"]) ?? "it could not be read";
  return { key, part: asText(entry["part"]), why, role: asText(entry["role"]) };
}

/**
 * Parts of a list's objects without which the list itself is still whole: groups without `members` aren't known one by one, no verdict
 * rests on `owners`, and where `others` aren't there an object that the list lacks isn't known either.
 */
const LEAVES_IT_WHOLE: ReadonlyMap<string, readonly string[]> = new Map([
  ["groups", ["members", "owners", "others"]],
  ["namedLocations", ["others"]],
  ["authenticationStrengthPolicies", ["others"]],
]);

/** A list of the file. What the file itself says it could not read wholly is a part, whatever it looks like. */
export function unlessNotRead(file: JsonObject, key: string, list: Collection): Collection {
  if (list.kind !== "whole") return list;
  const gap = readNotRead(file).find((entry) => entry.key === key && !leavesItWhole(file, entry));
  return gap === undefined ? list : { ...list, kind: "partial", why: `it could not be read wholly (${gap.why})` };
}

const leavesItWhole = (file: JsonObject, { key, part }: NotRead): boolean =>
  part !== undefined &&
  LEAVES_IT_WHOLE.get(key)?.includes(part) === true &&
  (part !== "members" || !haveAllMembers(file));

/** Whoever says that members aren't known leaves them out; where they are all there, any of them may be a part. */
function haveAllMembers(file: JsonObject): boolean {
  const groups = collectionAt(file, "groups");
  return (
    "items" in groups && groups.items.every((group) => collectionAt(asObject(group) ?? {}, "members").kind === "whole")
  );
}
