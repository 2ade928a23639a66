import { asObject, asText, type JsonObject } from "../../law/json/json-object";
import { comparableId } from "../../law/model/ids";
import { printable } from "../../text/printable";
import { listingSome } from "../../text/sentence";
import { COLLECTIONS, isList, isMany, type Key } from "../graph/collections";
import { NEXT_PAGE, PART } from "../graph/list";

/** An object of an export, and the place that it is from. */
export interface Item {
  value: unknown;
  readonly from: string;
}

/** A place within a document, for messages. A document without a name isn't mentioned. */
export const within = (document: string, place: string): string => (document === "" ? place : `${document}: ${place}`);

/** The objects that were gathered under one key of a tenant file, and what the documents say about their number. */
export class GatheredList {
  readonly key: Key;
  readonly items: Item[] = [];
  /** Whether every document that has some of it says that its list is whole. */
  isWhole = true;
  /** Why the list is incomplete, if a document says that it is. */
  part: string | undefined;
  readonly #byId = new Map<string, Item>();
  /** The objects of each document that has a list. */
  readonly #listed = new Map<string, Set<string>>();
  /** The documents that another page follows, and how many pages are the last one. */
  readonly #pages = { continued: new Set<string>(), ended: 0 };

  readonly #isReferredTo: boolean;

  constructor(key: Key) {
    this.key = key;
    this.#isReferredTo = isList(key) && COLLECTIONS[key].isReferredTo;
  }

  /** Takes note of a page. @param why it is incomplete, by its own marks */
  takePage(document: string, why: string | undefined): void {
    if (why === NEXT_PAGE) this.#pages.continued.add(document);
    else this.#pages.ended++;
    if (why !== undefined && why !== NEXT_PAGE) this.part = within(printable(document), why);
  }

  /** The tenant file's entries: the list and, if it is incomplete, why. Nothing is credited to an object that only one of two documents has. */
  entries(): readonly (readonly [key: string, value: unknown])[] {
    const { documents, objects } = this.#unequal();
    const values = this.items.map(({ value }) => {
      const object = objects.size === 0 ? undefined : asObject(value);
      if (object === undefined || !objects.has(identityOf(object))) return value;
      const { id, displayName } = object;
      const unsure = { [this.key === "policies" ? "state" : "status"]: "in one of two files" };
      return this.#isReferredTo ? { id, displayName } : { ...object, ...unsure };
    });
    const why = this.#whyPart(documents.map(printable));
    return [
      [this.key, isMany(this.key) ? values : values[0]],
      ...(why === undefined ? [] : [[this.key + PART, why] as const]),
    ];
  }

  /** Pages that others follow need exactly one last page. @param unequal the names of two documents that aren't equal */
  #whyPart([one, other]: readonly string[]): string | undefined {
    const { continued, ended } = this.#pages;
    const names = listingSome([...continued].map(printable), 3);
    if (this.part !== undefined || (continued.size > 0 && ended !== 1)) return this.part ?? within(names, NEXT_PAGE);
    return one && `${one} and ${other} share objects but aren't equal, so one may be older; keep one of them`;
  }

  /** Two documents that share an object but aren't equal, and the objects that only one of them has. A page with a next page doesn't count: it may repeat objects. */
  #unequal(): { readonly documents: readonly string[]; readonly objects: ReadonlySet<string> } {
    const latest = new Map<string, string>();
    const objects = new Set<string>();
    let documents: readonly string[] = [];
    for (const [document, listed] of this.#listed) {
      if (this.#pages.continued.has(document)) continue;
      for (const before of new Set([...listed].flatMap((identity) => latest.get(identity) ?? []))) {
        const others = this.#listed.get(before) ?? listed;
        const inOne = [...listed, ...others].filter((identity) => !(listed.has(identity) && others.has(identity)));
        if (inOne.length > 0) documents = [before, document];
        for (const identity of inOne) objects.add(identity);
      }
      for (const identity of listed) latest.set(identity, document);
    }
    return { documents, objects };
  }

  /**
   * Adds an object to the list. Equal objects count once.
   * @param document that has the object in a list
   * @returns why the object is left out, or `undefined` if it is added
   */
  add(item: Item, document?: string): string | undefined {
    const object = asObject(item.value);
    const { id, displayName } = object ?? {};
    if (object !== undefined && this.#isReferredTo && asText(id) === undefined && asText(displayName) === undefined) {
      this.isWhole = false;
      return "it has no `id` and no `displayName`, so nothing can refer to it";
    }
    const isOwn = this.key === "notRead" || object === undefined;
    const identity = isMany(this.key) ? (isOwn ? undefined : identityOf(object)) : this.key;
    const first = identity === undefined ? undefined : this.#byId.get(identity);
    if (document !== undefined && identity !== undefined)
      this.#listed.set(document, (this.#listed.get(document) ?? new Set()).add(identity));
    if (identity !== undefined && first === undefined) this.#byId.set(identity, item);
    if (first !== undefined && isSame(first.value, item.value))
      return isMany(this.key) ? "the same object is in the export twice" : undefined;
    // The readers of the other lists for verdicts decide what two objects with one id mean.
    const isLeftToReader = isList(this.key) && !this.#isReferredTo;
    if (first === undefined || isLeftToReader) this.items.push(item);
    if (first === undefined || (isLeftToReader && this.key !== "policies")) return undefined;
    if (!isLeftToReader) first.value = isMany(this.key) ? { id, displayName } : undefined;
    const what = isMany(this.key) ? "it has other content and the same id as" : `its \`${this.key}\` isn't that of`;
    return `${what} ${printable(first.from)}, so neither is used`;
  }
}

/** Two objects with the same identity are one object. It is the id, or the whole object if it has none. */
const identityOf = (object: JsonObject): string => comparableId(asText(object["id"]) ?? JSON.stringify(object));

const isSame = (one: unknown, other: unknown): boolean => contentOf(one) === contentOf(other);

const contentOf = (value: unknown): string =>
  JSON.stringify(value, (name, inner: unknown) => (/@odata\.(context|etag)$/.test(name) ? undefined : inner));
