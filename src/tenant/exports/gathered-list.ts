import { asObject, asText, type JsonObject } from "../../law/json/json-object";
import { comparableId } from "../../law/model/ids";
import { printable } from "../../text/printable";
import { listingSome } from "../../text/sentence";
import { COLLECTIONS, isList, isMany, type Key } from "../graph/collections";
import { NEXT_PAGE } from "../graph/list";

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

  constructor(key: Key) {
    this.key = key;
  }

  /** Takes note of a page. @param why it is incomplete, by its own marks */
  takePage(document: string, why: string | undefined): void {
    if (why === NEXT_PAGE) this.#pages.continued.add(document);
    else this.#pages.ended++;
    if (why !== undefined && why !== NEXT_PAGE) this.part = within(printable(document), why);
  }

  /** Why the list is incomplete, or `undefined`. Pages that others follow need exactly one last page. */
  get whyPart(): string | undefined {
    const { continued, ended } = this.#pages;
    const names = listingSome([...continued].map(printable), 3);
    return this.part ?? (continued.size > 0 && ended !== 1 ? within(names, NEXT_PAGE) : this.#outdated());
  }

  /** Why one of two documents is older: both list an object, but not the same objects. Pages that another page follows may repeat some. */
  #outdated(): string | undefined {
    const first = new Map<string, string>();
    for (const [document, listed] of this.#listed) {
      if (this.#pages.continued.has(document)) continue;
      const before = [...listed].flatMap((identity) => first.get(identity) ?? [])[0];
      const others = before === undefined ? listed : this.#listed.get(before);
      if (others?.size !== listed.size || [...listed].some((identity) => !others.has(identity)))
        return `${printable(before ?? "")} and ${printable(document)} share objects but aren't equal, so one may be older; keep one of them`;
      for (const identity of listed) first.set(identity, document);
    }
    return undefined;
  }

  /** What the tenant file has under the key. */
  get value(): unknown {
    const values = this.items.map(({ value }) => value);
    return isMany(this.key) ? values : values[0];
  }

  /**
   * Adds an object to the list. Equal objects count once.
   * @param document that has the object in a list
   * @returns why the object is left out, or `undefined` if it is added
   */
  add(item: Item, document?: string): string | undefined {
    const isReferredTo = isList(this.key) && COLLECTIONS[this.key].isReferredTo;
    const object = asObject(item.value);
    const { id, displayName } = object ?? {};
    if (object !== undefined && isReferredTo && asText(id) === undefined && asText(displayName) === undefined) {
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
    const isLeftToReader = isList(this.key) && !isReferredTo;
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
