import { asObject, asText, isAbsent, type JsonObject } from "../../../law/json/json-object";
import type { Evidence, Gap, NotRead } from "../../../law/model/evidence";
import { collectionAt } from "../collection";
import { readNotRead } from "../manifest";

/** A tenant file as a source of evidence: what isn't there, or isn't understood, is not known, and says why. */
export class EvidenceSource {
  /** What the file says of its own gaps. */
  readonly notRead: readonly NotRead[];
  readonly #file: JsonObject;

  constructor(file: JsonObject) {
    this.#file = file;
    this.notRead = readNotRead(file);
  }

  /** One object; nothing where `read` can't make anything of it. */
  object<T>(key: string, read: (object: JsonObject) => T | undefined): Evidence<T> {
    const written = this.#file[key];
    if (isAbsent(written)) return { kind: "notKnown", gap: this.#whyMissing(key) };
    const object = asObject(written);
    const meant = object && read(object);
    return meant === undefined
      ? { kind: "notKnown", gap: because(`\`${key}\` isn't understood`) }
      : this.#whole(key, meant);
  }

  /** A list. Of one with an item that `read` can't make anything of, only a part is known. */
  list<T>(key: string, read: (item: JsonObject) => T | undefined): Evidence<readonly T[]> {
    const list = collectionAt(this.#file, key);
    if (list.kind === "missing") return { kind: "notKnown", gap: this.#whyMissing(key) };
    if (list.kind === "wrong") return { kind: "notKnown", gap: because(`\`${key}\`: ${list.why}`) };
    const value: T[] = [];
    let odd = list.part === undefined ? undefined : `\`${key}\`: ${list.part}`;
    for (let index = 0; index < list.items.length; index++) {
      const item = asObject(list.items[index]);
      const meant = item && read(item);
      if (meant !== undefined) value.push(meant);
      else odd ??= `\`${list.path}[${index}]\` isn't understood`;
    }
    return odd === undefined ? this.#whole(key, value) : { kind: "partly", value, gap: because(odd) };
  }

  /** A list by id. Of one that names an id twice, only a part is known. */
  map<Id extends string, T>(
    key: string,
    idOf: (text: string) => Id,
    read: (item: JsonObject) => T,
  ): Evidence<ReadonlyMap<Id, T>> {
    const list = this.list(key, (item) => {
      const id = asText(item["id"]);
      return id === undefined ? undefined : ([idOf(id), read(item)] as const);
    });
    if (list.kind === "notKnown") return list;
    const value = new Map(list.value);
    if (list.kind === "partly" || value.size === list.value.length) return { ...list, value };
    return { kind: "partly", value, gap: because(`\`${key}\` has an id twice`) };
  }

  /** What is there holds; where the file says that it could not read all of it, there may be more. */
  #whole<T>(key: string, value: T): Evidence<T> {
    const gap = this.#gapOf(key);
    return gap === undefined ? { kind: "known", value } : { kind: "partly", value, gap };
  }

  #whyMissing(key: string): Gap {
    return this.#gapOf(key) ?? because(`\`${key}\` isn't in the tenant file`);
  }

  #gapOf(key: string): Gap | undefined {
    const gap = this.notRead.find((entry) => entry.key === key);
    return gap && { why: gap.why, role: gap.role };
  }
}

const because = (why: string): Gap => ({ why, role: undefined });
