import { asList, asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import type { NotRead } from "../../law/model/evidence";
import type { List } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { isReferredTo, KEYS } from "./collections";
import { asTexts } from "./evidence";
import { type FoundList, foundList } from "./list";

/** What a tenant file says about itself, as `azmfa snapshot` and the reader of exports write it. */
export interface Manifest {
  /** Whether a list has every object of the tenant, by `source`. If `source` names no whole lists, every list has. */
  readonly isWhole: (list: List) => boolean;
  /** The gaps under `notRead`, which are keys or `{ "key", "why", "role" }`, and of a stack with the `part` "others". */
  readonly notRead: readonly NotRead[];
  /** Wrong shapes, and gaps that don't say which key is missing. */
  readonly errors: readonly NotUnderstood[];
}

/** Reads `source` and `notRead` of a tenant file. */
export function manifestOf(file: JsonObject): Manifest {
  const source = asObject(file["source"]);
  const names = (key: string, list: List): boolean => asList(source?.[key])?.includes(list) === true;
  const odd = ["whole", "denied"].filter((key) => asTexts(source?.[key] ?? []) === undefined);
  const errors =
    isAbsent(file["source"]) || source !== undefined
      ? odd.map((key) => wrongShape(`source.${key}`, source?.[key], "a list of keys"))
      : [wrongShape("source", file["source"], "an object")];
  const notRead: NotRead[] = [];
  const gaps = foundList(file, "notRead");
  if (gaps.kind === "wrong") errors.push({ field: gaps.field, why: gaps.why });
  for (const [index, item] of gaps.kind === "list" ? gaps.items.entries() : []) {
    const { key, part, why, role } = asObject(item) ?? { key: item };
    const text = KEYS.find((one) => one.toLowerCase() === asText(key)?.trim().toLowerCase()) ?? asText(key);
    if (text === undefined) errors.push(wrongShape(`notRead[${index}]`, key ?? item, "the key that could not be read"));
    else
      notRead.push({ key: text, part: asText(part), why: asText(why) ?? "it could not be read", role: asText(role) });
  }
  const isWhole = (list: List) => !names("denied", list) && (isAbsent(source?.["whole"]) || names("whole", list));
  return { isWhole, notRead, errors };
}

/** The list, which is incomplete if `notRead` says that not all of it could be read. */
export function unlessNotRead(list: FoundList, key: List, { notRead }: Manifest): FoundList {
  if (list.kind !== "list" || list.part !== undefined) return list;
  // Nothing refers to the other objects of a list whose objects are referred to.
  const gap = notRead.find((entry) => entry.key === key && !(entry.part === "others" && isReferredTo(key)));
  return gap === undefined ? list : { ...list, part: `not all of it could be read (${gap.why})` };
}
