import { asList, asObject, asText, type JsonObject } from "../../law/json/json-object";
import { printable } from "../../text/printable";
import { endOf, listingSome } from "../../text/sentence";
import { COLLECTIONS, isList, isMany, type Key } from "../graph/collections";
import { idOf, NEXT_PAGE, PART, whyPart } from "../graph/list";

/** An object of an export, and the place that it is from. */
export interface Item {
  value: unknown;
  readonly from: string;
  /** Whether a list has it, or two documents contradict each other about it. */
  state?: "listed" | "contradicted";
}

/** A place within a document, for messages. A document without a name isn't mentioned. */
export const within = (document: string, place: string): string => (document === "" ? place : `${document}: ${place}`);

/** The objects that a document has in a list. `is`: a page of Graph that another one must follow, or any other page. */
interface Listed {
  readonly name: string;
  readonly ids: Set<string>;
  is?: "continued" | "last";
}

/** The name of the list that the files with a single object are together. */
const SINGLE_FILES = "files of one object";

/** Why lists are left out that don't fit together. */
export const UNFIT =
  "don't fit together: one may be older or of another tenant; keep one of them, or export all into one file";

/** The objects that were gathered under one key of a tenant file, and what the documents say about their number. */
export class GatheredList {
  readonly key: Key;
  readonly items: Item[] = [];
  /** Whether every document that has some of it says that its list is whole. */
  isWhole = true;
  /** Why the list is incomplete, if a document says that it is. */
  part: string | undefined;
  readonly #byId = new Map<string, Item>();
  readonly #lists = new Map<string, Listed>();
  readonly #isReferredTo: boolean;

  constructor(key: Key) {
    this.key = key;
    this.#isReferredTo = isList(key) && COLLECTIONS[key].isReferredTo;
  }

  /** Takes note of a page, which may be empty. @param why it is incomplete, by its own marks */
  takePage(document: string, why: string | undefined): void {
    this.#listOf(document).is = why === NEXT_PAGE ? "continued" : "last";
    if (why !== undefined && why !== NEXT_PAGE) this.part = within(printable(document), why);
  }

  /** The documents whose lists don't fit together, so that none of them is used; `undefined` if they do. */
  get unfit(): string | undefined {
    const lists = [...this.#lists.values()];
    const goOn = lists.filter(({ is }) => is === "continued");
    const fit = goOn.length === lists.length || (goOn.length === 0 ? areEqual(lists) : arePages(lists));
    return fit || !isMany(this.key) ? undefined : namesOf(lists);
  }

  /** The tenant file's entries: the list and, if it is incomplete, why. */
  entries(): readonly (readonly [key: string, value: unknown])[] {
    if (!isMany(this.key)) return [[this.key, this.items[0]?.value]];
    const lists = [...this.#lists.values()];
    const isUnended = lists.length > 0 && lists.every(({ is }) => is === "continued");
    const why = this.unfit === undefined ? this.part : `${this.unfit} ${UNFIT}`;
    const part = why ?? (isUnended ? within(namesOf(lists), NEXT_PAGE) : undefined);
    const values = this.unfit === undefined ? this.items.map(({ value }) => value) : [];
    return [[this.key, values], ...(part === undefined ? [] : [[this.key + PART, part] as const])];
  }

  /**
   * Adds an object to the list. Equal objects count once. Answers that agree are put together, but not two lists: one may be older.
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
    const identity = isMany(this.key) ? (this.key === "notRead" || !object ? undefined : identityOf(object)) : this.key;
    const first = identity === undefined ? undefined : this.#byId.get(identity);
    const state = first?.state;
    if (document !== undefined) (first ?? item).state ??= "listed";
    const listing = document ?? (this.#isReferredTo ? undefined : SINGLE_FILES);
    if (identity !== undefined && listing !== undefined) this.#listOf(listing).ids.add(identity);
    if (first === undefined) {
      this.items.push(item);
      if (identity !== undefined) this.#byId.set(identity, item);
      return undefined;
    }
    if (contentOf(first.value) === contentOf(item.value))
      return isMany(this.key) ? "the same object is in the export twice" : undefined;
    const what = isMany(this.key) ? "the same id with other content" : `another \`${this.key}\``;
    const why = `${endOf(first.from)} has ${what}, so neither is used`;
    if (!isList(this.key) || this.#isReferredTo) {
      const isOdd = !this.#isReferredTo || state === "contradicted" || (state === "listed" && document !== undefined);
      const both = isOdd ? undefined : together(asObject(first.value), object);
      first.value = both ?? (isMany(this.key) ? { id, displayName } : undefined);
      if (both === undefined) first.state = "contradicted";
      return both === undefined ? why : undefined;
    }
    // The readers of the other lists for verdicts decide what two objects with one id mean.
    this.items.push(item);
    return this.key === "policies" ? why : undefined;
  }

  #listOf(name: string): Listed {
    const list = this.#lists.get(name) ?? { name, ids: new Set() };
    this.#lists.set(name, list);
    return list;
  }
}

const namesOf = (lists: readonly Listed[]): string =>
  listingSome(
    lists.map(({ name }) => printable(name)),
    3,
  );

/** Whether lists are equal, so that they are copies of one. */
const areEqual = (lists: readonly Listed[]): boolean =>
  new Set(lists.map(({ ids }) => [...ids].sort().join())).size <= 1;

/** Whether lists are the pages of one list: one of them is the last page, and no object is on two. */
function arePages(lists: readonly Listed[]): boolean {
  const all = lists.flatMap(({ ids }) => [...ids]);
  const ends = lists.filter(({ is }) => is !== "continued");
  return ends.length === 1 && ends[0]?.is === "last" && new Set(all).size === all.length;
}

/** Two objects with the same identity are one object. It is the id, or the whole object if it has none. */
const identityOf = (object: JsonObject): string => idOf(object) || JSON.stringify(object);

/** Two answers about one object as one object; `undefined` if they differ in a key that both have. */
function together(one: JsonObject = {}, other: JsonObject = {}): JsonObject | undefined {
  const pages = pagesTogether(asObject(one["members"]), asObject(other["members"]));
  if (pages !== undefined) return { ...one, members: pages };
  const differs = (key: string) => key in other && contentAt(one, key) !== contentAt(other, key);
  return Object.keys(one).some((key) => key !== "id" && differs(key)) ? undefined : { ...one, ...other };
}

/** Two pages of a group's members as one page: another must follow one of them, and nobody is on both. */
function pagesTogether(one: JsonObject = {}, other: JsonObject = {}): JsonObject | undefined {
  const [before, after] = isContinued(one) ? [one, other] : [other, one];
  const all = [...(asList(before["value"]) ?? []), ...(asList(after["value"]) ?? [])];
  const isOnePage = !isContinued(before) || !Array.isArray(after["value"]);
  return isOnePage || new Set(all.map(contentOf)).size < all.length
    ? undefined
    : { ...before, "@odata.nextLink": undefined, ...after, value: all };
}

const isContinued = (page: JsonObject): boolean => whyPart(page, "", 0) === NEXT_PAGE;

const contentAt = (object: JsonObject, key: string): string => contentOf({ [key]: object[key] });

const contentOf = (value: unknown): string =>
  JSON.stringify(value, (name, inner: unknown) => (/@odata\.(context|etag)$/.test(name) ? undefined : inner));
