import { asText, isAbsent, isObject, type JsonObject } from "../../law/json/json-object";
import type { Evidence, Gap, NotRead, TenantEvidence } from "../../law/model/evidence";
import { foundList, objectAt } from "./list";

/** What the audit looks at, by the keys of a tenant file. */
export type Facts = Omit<TenantEvidence, "readAt" | "plannedBy" | "notRead">;

/** A tenant file as a source of evidence. */
export interface EvidenceSource {
  readonly file: JsonObject;
  /** What could not be read, according to the file. */
  readonly notRead: readonly NotRead[];
}

/** Reads what is under a key. What is missing or isn't understood is *not known*, with the reason. */
export type EvidenceReader<E> = (source: EvidenceSource, key: string) => E;

/** One object. It isn't known if `read` returns nothing. */
export const objectOf =
  <T>(read: (object: JsonObject) => T | undefined): EvidenceReader<Evidence<T>> =>
  (source, key) => {
    const object = objectAt(source.file, key);
    const meant = object && read(object);
    if (meant !== undefined) return unlessNotRead(meant, source, key);
    return isAbsent(source.file[key]) ? missing(source, key) : notKnown(`\`${key}\` isn't understood`);
  };

/** A list. It is partly known if `read` returns nothing for one of its items. */
export const listOf =
  <T>(read: (item: JsonObject) => T | undefined): EvidenceReader<Evidence<readonly T[]>> =>
  (source, key) => {
    const list = foundList(source.file, key);
    if (list.kind === "missing") return missing(source, key);
    if (list.kind === "wrong") return notKnown(`\`${key}\`: ${list.why}`);
    const value: T[] = [];
    let odd = list.part === undefined ? undefined : `\`${key}\`: ${list.part}`;
    for (const [index, item] of list.items.entries()) {
      const meant = isObject(item) ? read(item) : undefined;
      if (meant !== undefined) value.push(meant);
      else odd ??= `\`${list.path}[${index}]\` isn't understood`;
    }
    return odd === undefined ? unlessNotRead(value, source, key) : { kind: "partly", value, gap: because(odd) };
  };

/** A list by id. It is partly known if an id is there twice. */
export const mapOf =
  <Id extends string, T>(
    idOf: (text: string) => Id,
    read: (item: JsonObject) => T,
  ): EvidenceReader<Evidence<ReadonlyMap<Id, T>>> =>
  (source, key) => {
    const list = listOf((item) => {
      const id = asText(item["id"]);
      return id === undefined ? undefined : ([idOf(id), read(item)] as const);
    })(source, key);
    if (list.kind === "notKnown") return list;
    const value = new Map(list.value);
    if (list.kind === "partly" || value.size === list.value.length) return { ...list, value };
    return { kind: "partly", value, gap: because(`\`${key}\` has an id twice`) };
  };

/** The value is known, unless the file says that not all of it could be read. */
function unlessNotRead<T>(value: T, source: EvidenceSource, key: string): Evidence<T> {
  const gap = gapAt(source, key);
  return gap === undefined ? { kind: "known", value } : { kind: "partly", value, gap };
}

const missing = (source: EvidenceSource, key: string): Evidence<never> => ({
  kind: "notKnown",
  gap: gapAt(source, key) ?? because(`\`${key}\` isn't in the tenant file`),
});

const notKnown = (why: string): Evidence<never> => ({ kind: "notKnown", gap: { ...because(why), unclear: true } });

/** Why the file could not be read under a key, as it says itself. */
function gapAt({ notRead }: EvidenceSource, key: string): Gap | undefined {
  const gap = notRead.find((entry) => entry.key === key);
  return gap && { why: gap.why, role: gap.role };
}

const because = (why: string): Gap => ({ why, role: undefined });

/** The value if it is true or false, else `undefined`. */
export const asBoolean = (value: unknown): boolean | undefined => (typeof value === "boolean" ? value : undefined);

/** True or false. Null counts as false: Graph returns it for a flag that was never set. */
export const asFlag = (value: unknown): boolean | undefined => (value === null ? false : asBoolean(value));

/** The value if it is a list of texts, else `undefined`. */
export const asTexts = (value: unknown): readonly string[] | undefined =>
  Array.isArray(value) && value.every((text) => typeof text === "string") ? value : undefined;
