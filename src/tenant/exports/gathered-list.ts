import { asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import { printable } from "../../text/printable";
import { endOf, listingSome } from "../../text/sentence";
import { COLLECTIONS, isList, isMany, type Key } from "../graph/collections";
import { foundList, idOf, NEXT_PAGE, PART } from "../graph/list";

/** An object of an export, and the place that it is from. */
export interface Item {
  value: unknown;
  readonly from: string;
  state?: "listed" | "contradicted";
}

/** A place within a document, for messages. A document without a name isn't mentioned. */
export const within = (document: string, place: string): string => (document === "" ? place : `${document}: ${place}`);

const FILES: Record<string, string> = { policies: "files of one policy", roleAssignments: "files of one holder" };

/** The objects that were gathered under one key of a tenant file, and what the documents say about their number. */
export class GatheredList {
  readonly key: Key;
  readonly items: Item[] = [];
  /** Whether every document that has some of it says that its list is whole. */
  isWhole = true;
  /** Why the list is incomplete, if a document says that it is. */
  part: string | undefined;
  readonly #byId = new Map<string, Item>();
  /** The objects of each document that has a list, and which documents are pages of Graph. */
  readonly #listed = new Map<string, Set<string>>();
  readonly #pages = new Map<string, "continued" | "last">();
  readonly #isReferredTo: boolean;

  constructor(key: Key) {
    this.key = key;
    this.#isReferredTo = isList(key) && COLLECTIONS[key].isReferredTo;
  }

  /** Takes note of a page. @param why it is incomplete, by its own marks */
  takePage(document: string, why: string | undefined): void {
    this.#pages.set(document, why === NEXT_PAGE ? "continued" : "last");
    this.#listed.set(document, this.#listed.get(document) ?? new Set());
    if (why !== undefined && why !== NEXT_PAGE) this.part = within(printable(document), why);
  }

  /** The tenant file's entries: the list and, if it is incomplete, why. Nothing is credited to an object that only one of two documents has. */
  entries(): readonly (readonly [key: string, value: unknown])[] {
    const { unsure, why } = this.#unequal();
    const values = this.items.map(({ value }) => {
      const object = asObject(value);
      if (object === undefined || unsure.size === 0 || !unsure.has(identityOf(object)))
        return withMembers(value, object);
      const status = { [this.key === "policies" ? "state" : "status"]: "in one of two files" };
      return this.#isReferredTo ? { id: object["id"], displayName: object["displayName"] } : { ...object, ...status };
    });
    const list = isMany(this.key) ? values : values[0];
    const part = this.part ?? why;
    return [[this.key, list], ...(part === undefined ? [] : [[this.key + PART, part] as const])];
  }

  /**
   * The objects that some documents lack, and why the list is incomplete: lists that aren't equal may be of two times or tenants if they share
   * objects, or are of policies. Files of one policy or one holder each are a list too. Each copy of pages that go on needs its last page.
   */
  #unequal(): { readonly unsure: ReadonlySet<string>; readonly why: string | undefined } {
    const documents = [...this.#listed].filter(([name, { size }]) => size > 1 || name !== FILES[this.key]);
    const { pages, lists, isEnded } = chainOf(documents, ([name]) => this.#pages.get(name) === "continued", idsOf);
    const open = isEnded && documents.every(([name]) => this.#pages.has(name)) ? [] : pages;
    const all = lists.length === 0 ? [] : [...open, ...lists].flatMap(([, ids]) => [...ids]);
    const isOdd = (id: string) => lists.some(([, ids]) => !ids.has(id)) || open.some(([, ids]) => ids.has(id));
    const areTwo = this.key === "policies" && lists.filter(([name]) => name !== FILES["policies"]).length > 1;
    const areUnequal = areTwo || new Set(all).size < all.length;
    const unsure = new Set(open.length > 0 || areUnequal ? all.filter(isOdd) : []);
    const odd = (open.length > 0 ? open : lists).map(([name]) => printable(name));
    const names = listingSome(odd, 3);
    const why = `${names} aren't equal, so one may be older or of another tenant; keep one of them`;
    return { unsure, why: open.length > 0 ? within(names, NEXT_PAGE) : areUnequal ? why : undefined };
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
    const listing = document ?? FILES[this.key];
    if (listing !== undefined && identity !== undefined)
      this.#listed.set(listing, (this.#listed.get(listing) ?? new Set()).add(identity));
    if (first !== undefined && contentOf(first.value) === contentOf(item.value))
      return isMany(this.key) ? "the same object is in the export twice" : undefined;
    // The readers of the other lists for verdicts decide what two objects with one id mean.
    const isLeftToReader = isList(this.key) && !this.#isReferredTo;
    if (first === undefined || isLeftToReader) this.items.push(item);
    if (identity !== undefined) this.#byId.set(identity, first ?? item);
    if (first === undefined || (isLeftToReader && this.key !== "policies")) return undefined;
    const isOdd = isLeftToReader || state === "contradicted" || (state === "listed" && document !== undefined);
    const both = isOdd ? undefined : together(first.value, item.value);
    if (!isLeftToReader) first.value = both ?? (isMany(this.key) ? { id, displayName } : undefined);
    if (both !== undefined) return undefined;
    first.state = "contradicted";
    const what = isMany(this.key) ? "the same id with other content" : `another \`${this.key}\``;
    return `${endOf(first.from)} has ${what}, so neither is used`;
  }
}

const idsOf = ([, ids]: readonly [string, ReadonlySet<string>]): string => [...ids].sort().join();

/** Pages that go on and other lists, each once, and whether these are copies of one list, as many as of each page. */
export function chainOf<T>(all: readonly T[], goesOn: (one: T) => boolean, contentOf: (one: T) => string) {
  const [goingOn, others] = [all.filter(goesOn), all.filter((one) => !goesOn(one))];
  const once = (some: readonly T[]) => [...new Map(some.map((one) => [contentOf(one), one])).values()];
  const [pages, lists] = [once(goingOn), once(others)];
  return { pages, lists, isEnded: lists.length === 1 && pages.length * others.length === goingOn.length };
}

/** Two objects with the same identity are one object. It is the id, or the whole object if it has none. */
const identityOf = (object: JsonObject): string => idOf(object) || JSON.stringify(object);

/** A group with an answer about its members at any level: its members if no list has the direct ones. @see Microsoft Graph, "List group transitive members" (v1.0) */
const withMembers = (value: unknown, { members, transitiveMembers }: JsonObject = {}): unknown =>
  isAbsent(members) && "@odata.context" in (asObject(transitiveMembers) ?? {})
    ? { ...Object(value), members: transitiveMembers }
    : value;

const contentOf = (value: unknown): string =>
  JSON.stringify(value, (name, inner: unknown) => (/@odata\.(context|etag)$/.test(name) ? undefined : inner));
const MARKS = ["@odata.type", "deletedDateTime", "@removed"];

/** Two answers about one object as one object; `undefined` if they differ in a key that both have. */
function together(one: unknown, other: unknown): JsonObject | undefined {
  const [a, b] = [asObject(one), asObject(other)];
  if (a === undefined || b === undefined) return undefined;
  const said = Object.entries(a).filter(([, value]) => !isAbsent(value));
  const isOdd = said.some(([key]) => !isAbsent(b[key]) && contentAt(a, key) !== contentAt(b, key));
  return isOdd ? undefined : { ...b, ...Object.fromEntries(said) };
}

/** What is under a key, for comparison: of a whole list its items in any order. Of members only who they are counts. */
function contentAt(object: JsonObject, key: string): string {
  const list = foundList(object, key);
  const areMembers = /members$/i.test(key);
  if (key === "id") return idOf(object);
  if (list.kind !== "list" || list.part !== undefined) return contentOf({ [key]: object[key] });
  const nameOf = (one: unknown) => (areMembers && idOf(one) ? idOf(one) + JSON.stringify(one, MARKS) : contentOf(one));
  return list.items.map(nameOf).sort().join();
}
