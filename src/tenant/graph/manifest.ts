import { asList, asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import type { NotRead } from "../../law/model/evidence";
import type { List } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { momentOf } from "../../text/moment";
import { type Collection, collectionAt } from "./collection";

/** What a tenant file says under `source`: which lists are whole. One that says nothing of that vouches for all of them. */
export interface Manifest {
  readonly isWhole: (list: List) => boolean;
  readonly writtenAt: number | undefined;
  readonly errors: readonly NotUnderstood[];
}

/** `source` of a tenant file, as `azmfa snapshot` and a reader of exports write it. */
export function manifestOf(file: JsonObject): Manifest {
  const source = asObject(file["source"]);
  const names = (key: string, list: List): boolean => asList(source?.[key])?.includes(list) === true;
  const odd = ["whole", "denied"].filter((key) => !isNames(source?.[key]));
  return {
    isWhole: (list) => !names("denied", list) && (isAbsent(source?.["whole"]) || names("whole", list)),
    writtenAt: momentOf(asText(source?.["time"]) ?? asText(file["readAt"]) ?? ""),
    errors:
      isAbsent(file["source"]) || source !== undefined
        ? odd.map((key) => wrongShape(`source.${key}`, source?.[key], "a list of keys"))
        : [wrongShape("source", file["source"], "an object")],
  };
}

const isNames = (value: unknown): boolean =>
  isAbsent(value) || asList(value)?.every((name) => typeof name === "string") === true;

/** What a tenant file says of its own gaps: `notRead`, a list of `{ "key", "part", "why", "role" }` or of keys alone. */
export const readNotRead = (file: JsonObject): readonly NotRead[] => gapsIn(file).flatMap(({ gap }) => gap ?? []);

/** Entries that name no key: nobody can tell what isn't known. */
export const wrongNotRead = (file: JsonObject): readonly NotUnderstood[] =>
  gapsIn(file).flatMap(({ path, item, gap }) =>
    gap === undefined ? [wrongShape(path, asObject(item)?.["key"] ?? item, "the key that isn't known")] : [],
  );

function gapsIn(file: JsonObject) {
  const entries = collectionAt(file, "notRead");
  if (entries.kind !== "list") return [];
  return entries.items.map((item, index) => ({ item, path: `${entries.path}[${index}]`, gap: gapIn(item) }));
}

function gapIn(item: unknown): NotRead | undefined {
  const entry = asObject(item) ?? { key: item };
  const key = asText(entry["key"]);
  if (key === undefined) return undefined;
  const why = asText(entry["why"]) ?? "it could not be read";
  return { key, part: asText(entry["part"]), why, role: asText(entry["role"]) };
}

/** Parts of objects without which a list is still whole: members are known one by one, owners decide nothing, `others` may be anything. */
const LEAVES_IT_WHOLE: ReadonlyMap<string, readonly string[]> = new Map([
  ["groups", ["members", "owners", "others"]],
  ["namedLocations", ["others"]],
  ["authenticationStrengthPolicies", ["others"]],
]);

/** A list of the file. What the file itself says it could not read wholly is a part, whatever it looks like. */
export function unlessNotRead(file: JsonObject, key: string, list: Collection): Collection {
  if (list.kind !== "list" || list.part !== undefined) return list;
  const gap = readNotRead(file).find((entry) => entry.key === key && !leavesItWhole(file, entry));
  return gap === undefined ? list : { ...list, part: `it could not be read wholly (${gap.why})` };
}

/** Whoever says that members aren't known leaves them out; where they are all there, any of them may be a part. */
function leavesItWhole(file: JsonObject, { key, part = "" }: NotRead): boolean {
  if (LEAVES_IT_WHOLE.get(key)?.includes(part) !== true) return false;
  const groups = collectionAt(file, "groups");
  if (part !== "members" || groups.kind !== "list") return true;
  return !groups.items.every((group) => {
    const members = collectionAt(asObject(group) ?? {}, "members");
    return members.kind === "list" && members.part === undefined;
  });
}
