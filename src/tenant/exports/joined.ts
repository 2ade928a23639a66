import { asObject } from "../../law/json/json-object";
import { printable } from "../../text/printable";
import { listingSome } from "../../text/sentence";
import { isList, isMany, isReferredTo, KEYS } from "../graph/collections";
import { idOf, NEXT_PAGE } from "../graph/list";

/** An object of an export, and the place that it is from. */
export interface Item {
  readonly value: unknown;
  readonly from: string;
}

/** Something in an export that is left out, and why. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
}

/** What a document has of one list, or of one key that isn't a list. */
export interface Part {
  /** The key of a tenant file, or the name of another list. */
  readonly list: string;
  readonly document: string;
  readonly items: readonly Item[];
  /** How it has them: as a page of Graph, as another list, or one object by itself. */
  readonly as: "page" | "list" | "object";
  /** Why its list is incomplete, by its own marks. */
  readonly why: string | undefined;
  /** Whether the document says that there are no others. */
  readonly isWhole: boolean;
}

/** The parts of a list, put together. */
export interface Joined extends Pick<Part, "list" | "items" | "why" | "isWhole"> {
  /** The documents whose parts differ, so that none of them is used; `undefined` if they fit together. */
  readonly differ: LeftOut | undefined;
}

/** A place within a document, for messages. A document without a name isn't mentioned. */
export const within = (document: string, place: string): string => (document === "" ? place : `${document}: ${place}`);

/** Why documents are left out that differ in a list. */
const whyDiffer = (list: string, documents: number): string =>
  documents === 1
    ? `has objects in \`${list}\` that contradict each other; export it again`
    : `differ in \`${list}\`: one may be older or of another tenant; keep one of them, or export all into one file`;

/**
 * What the documents of an export have of one list. Several lists must be copies of one or its pages, and two objects with one id must
 * agree: else one of them is older. Users are added up, because a tenant with more people is never safer.
 */
export function joined(list: string, parts: readonly Part[]): Joined {
  const lists = listsIn(list, parts);
  const goOn = lists.filter(isContinued);
  const areAllHere = goOn.length === 0 || arePages(lists);
  const fit = list === "users" || (goOn.length === 0 ? areCopies(lists) : goOn.length === lists.length || areAllHere);
  const items = objectsOf(list, parts);
  const documents = new Set(parts.map(({ document }) => printable(document)));
  const name = listingSome([...documents], 3);
  const differ = { name, why: whyDiffer(list, documents.size) };
  if (!fit || items === undefined) return { list, items: [], why: `${name} ${differ.why}`, isWhole: false, differ };
  const marked = lists.find((one) => one.why !== undefined && !isContinued(one));
  const why = marked?.why === undefined ? undefined : within(printable(marked.document), marked.why);
  const isWhole = parts.every((part) => part.isWhole);
  return { list, items, why: why ?? (areAllHere ? undefined : within(name, NEXT_PAGE)), isWhole, differ: undefined };
}

/** Whether it is a key of a tenant file that isn't a list. */
export const isOne = (list: string): boolean => KEYS.some((key) => key === list && !isMany(key));

/** The lists among the parts. Files with one object each are one list together, without the objects that a list has too. */
function listsIn(list: string, parts: readonly Part[]): readonly Part[] {
  const lists = parts.filter((part) => part.as !== "object");
  const single = parts.filter((part) => part.as === "object");
  const [first] = single;
  if (first === undefined || isReferredTo(list) || isOne(list)) return lists;
  const listed = new Set(lists.flatMap(({ items }) => items.map(contentOf)));
  const items = single.flatMap((part) => part.items).filter((item) => !listed.has(contentOf(item)));
  const why = isList(list) ? undefined : "nothing says that these are all";
  return items.length === 0 ? lists : [...lists, { ...first, document: "files of one object", as: "list", why, items }];
}

/** Whether a page of Graph says that another one must follow. */
const isContinued = ({ as, why }: Part): boolean => as === "page" && why === NEXT_PAGE;

/** Whether lists are copies of one. */
const areCopies = (lists: readonly Part[]): boolean =>
  lists.length < 2 || new Set(lists.map(({ items }) => items.map(contentOf).sort().join())).size === 1;

/** Whether lists are the pages of one list: one of them is the last page, and no object is on two. */
function arePages(lists: readonly Part[]): boolean {
  const all = lists.flatMap(({ items }) => items.map(identityOf));
  const ends = lists.filter((one) => !isContinued(one));
  return ends.length === 1 && ends[0]?.as === "page" && new Set(all).size === all.length;
}

/** The objects of the parts, each once; both if two of them have one id and don't agree, or `undefined` if no reader can leave such objects out. */
function objectsOf(list: string, parts: readonly Part[]): readonly Item[] | undefined {
  const found = new Map<string, Item>();
  const takesBoth = list === "users" || list === "policies";
  if (takesBoth && parts.length === 1) return parts[0]?.items;
  for (const item of parts.flatMap(({ items }) => items)) {
    const id = isOne(list) ? list : takesBoth ? contentOf(item) : identityOf(item);
    const first = found.get(id);
    const both = first === undefined ? item : together(first, item, isReferredTo(list));
    if (both === undefined && !isReferredTo(list)) return undefined;
    found.set(both === undefined ? contentOf(item) : id, both ?? item);
  }
  return [...found.values()];
}

/** Two answers about one object as one; `undefined` if they differ. @param mayAdd whether each may have keys that the other doesn't have */
function together(one: Item, other: Item, mayAdd: boolean): Item | undefined {
  if (contentOf(one) === contentOf(other)) return one;
  const [first, second] = [asObject(one.value), asObject(other.value)];
  if (!mayAdd || first === undefined || second === undefined) return undefined;
  const agrees = (key: string) => !(key in second) || textOf([first[key]]) === textOf([second[key]]);
  const value = { ...first, ...second };
  return Object.keys(first).every((key) => key === "id" || agrees(key)) ? { ...one, value } : undefined;
}

/** Two objects with the same identity are one object. It is the id, or the whole object if it has none. */
export const identityOf = ({ value }: Item): string => idOf(value) || JSON.stringify(value);

const contentOf = ({ value }: Item): string => textOf(value);

const textOf = (value: unknown): string =>
  JSON.stringify(value, (name, inner: unknown) => (/@odata\.(context|etag)$/.test(name) ? undefined : inner)) ?? "";
