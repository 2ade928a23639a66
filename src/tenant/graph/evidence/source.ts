import { asObject, asText, isAbsent, type JsonObject } from "../../../law/json/json-object";
import { misshapen } from "../../../law/json/not-understood";
import type { Evidence, Gap, NotRead } from "../../../law/model/evidence";
import { collectionAt } from "../collection";
import { readNotRead } from "../manifest";

/** A tenant file, and what it says of its own gaps. */
export interface EvidenceSource {
  readonly file: JsonObject;
  readonly notRead: readonly NotRead[];
}

/** The file as a source of evidence. */
export const sourceOf = (file: JsonObject): EvidenceSource => ({ file, notRead: readNotRead(file) });

/** One object of the file; `read` says what it means, or why it says nothing. */
export function objectAt<T>(
  source: EvidenceSource,
  key: string,
  read: (object: JsonObject) => { readonly value: T } | { readonly odd: string },
): Evidence<T> {
  const written = source.file[key];
  if (isAbsent(written)) return { kind: "notKnown", gap: gapOf(source, key) };
  const object = asObject(written);
  const meant = object === undefined ? { odd: misshapen(written, "an object") } : read(object);
  if ("odd" in meant) return { kind: "notKnown", gap: { why: `\`${key}\`: ${meant.odd}`, role: undefined } };
  return whole(source, key, meant.value);
}

/** A list of the file. Of one with an item that `read` can't make anything of, only a part is known. */
export function listAt<T>(
  source: EvidenceSource,
  key: string,
  read: (item: JsonObject) => T | undefined,
): Evidence<readonly T[]> {
  const list = collectionAt(source.file, key);
  if (list.kind === "missing") return { kind: "notKnown", gap: gapOf(source, key) };
  if (list.kind === "wrong") return { kind: "notKnown", gap: { why: `\`${key}\`: ${list.problem}`, role: undefined } };
  const value: T[] = [];
  let odd = list.kind === "partial" ? `\`${key}\` has a next page that isn't here` : undefined;
  for (let index = 0; index < list.items.length; index++) {
    const item = asObject(list.items[index]);
    const meant = item && read(item);
    if (meant !== undefined) value.push(meant);
    else odd ??= `\`${list.path}[${index}]\` isn't understood`;
  }
  return odd === undefined ? whole(source, key, value) : { kind: "partly", value, gap: { why: odd, role: undefined } };
}

/** A list of the file by id. Of one that names an id twice, only a part is known. */
export function mapAt<Id extends string, T>(
  source: EvidenceSource,
  key: string,
  idOf: (text: string) => Id,
  read: (item: JsonObject) => T,
): Evidence<ReadonlyMap<Id, T>> {
  const list = listAt(source, key, (item) => {
    const id = asText(item["id"]);
    return id === undefined ? undefined : ([idOf(id), read(item)] as const);
  });
  if (list.kind === "notKnown") return list;
  const value = new Map(list.value);
  if (list.kind === "partly" || value.size === list.value.length) return { ...list, value };
  return { kind: "partly", value, gap: { why: `\`${key}\` has an id twice`, role: undefined } };
}

/** What is there holds; where the file says that it could not read all of it, there may be more. */
function whole<T>({ notRead }: EvidenceSource, key: string, value: T): Evidence<T> {
  const gap = notRead.find((entry) => entry.key === key);
  return gap === undefined
    ? { kind: "known", value }
    : { kind: "partly", value, gap: { why: gap.why, role: gap.role } };
}

function gapOf({ notRead }: EvidenceSource, key: string): Gap {
  const gap = notRead.find((entry) => entry.key === key);
  return gap === undefined
    ? { why: `\`${key}\` isn't in the tenant file`, role: undefined }
    : { why: gap.why, role: gap.role };
}

/** The value iff it is true or false. */
export const asBoolean = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined);

/** True or false; null counts as false, as Graph shows what was never set. */
export const asFlag = (value: unknown): boolean | undefined => (value === null ? false : asBoolean(value));

/** The value iff it is a list of texts. */
export const asTexts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((text) => typeof text === "string") ? value : undefined;
