import { asList, asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import type { NotRead } from "../../law/model/evidence";
import type { List } from "../../law/model/tenant";
import { momentOf } from "../../text/moment";
import { collectionAt, type ShapeError, shapeError } from "./collection";

/**
 * What a tenant file says of itself under `source`: which of its lists are whole. A file that says nothing of that vouches for all
 * of them.
 */
export interface Manifest {
  /** Why a list may lack something; `undefined` where the file vouches for it. */
  readonly whyOpen: (list: List) => string | undefined;
  /** When the file was written, in milliseconds since 1970. */
  readonly writtenAt: number | undefined;
  readonly errors: readonly ShapeError[];
}

/** `source` of a tenant file, as `azmfa snapshot` and a reader of exports write it. */
export function manifestOf(file: JsonObject): Manifest {
  const written = file["source"];
  const source = asObject(written);
  const [whole, denied] = [source?.["whole"], source?.["denied"]];
  const isWhole = (list: List): boolean => isAbsent(whole) || asList(whole)?.includes(list) === true;
  const isDenied = (list: List): boolean => asList(denied)?.includes(list) === true;
  return {
    whyOpen: (list) =>
      isDenied(list)
        ? "`source.denied` names it: whoever read the tenant was not allowed to see all of it"
        : isWhole(list)
          ? undefined
          : "nothing vouches for it as a whole",
    writtenAt: momentOf(asText(source?.["time"]) ?? asText(file["readAt"]) ?? ""),
    errors: [
      ...(isAbsent(written) || source !== undefined ? [] : [shapeError("source", written, "an object")]),
      ...["whole", "denied"].flatMap((key) =>
        isNames(source?.[key]) ? [] : [shapeError(`source.${key}`, source?.[key], "a list of keys")],
      ),
    ],
  };
}

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
 * Parts of a list's objects by which the list itself is still whole: groups without `members` aren't known one by one, no verdict
 * rests on `owners`, and where `others` aren't there an object that the list lacks isn't known either.
 */
const BESIDE_THE_LIST: Readonly<Record<string, readonly string[]>> = {
  groups: ["members", "owners", "others"],
  namedLocations: ["others"],
  authenticationStrengthPolicies: ["others"],
};

/** Why a list that is there has only a part of its objects; `undefined` where the file doesn't say that. */
export function whyInPart(file: JsonObject, key: string): string | undefined {
  const gap = readNotRead(file).find(
    (entry) => entry.key === key && (entry.part === undefined || !isBeside(file, key, entry.part)),
  );
  return gap?.why;
}

function isBeside(file: JsonObject, key: string, part: string): boolean {
  if (BESIDE_THE_LIST[key]?.includes(part) !== true) return false;
  return part !== "members" || !haveAllMembers(file);
}

/** Whoever says that members aren't known leaves them out; where they are all there, any of them may be a part. */
function haveAllMembers(file: JsonObject): boolean {
  const groups = collectionAt(file, "groups");
  return (
    "items" in groups && groups.items.every((group) => collectionAt(asObject(group) ?? {}, "members").kind === "whole")
  );
}
