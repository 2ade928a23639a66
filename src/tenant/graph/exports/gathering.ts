import { asList, asObject, isAbsent, isEmpty, type JsonObject } from "../../../law/json/json-object";
import { stackTenant } from "../../azuread/stack/stack-tenant";
import { type Collection, collectionAt, type ShapeError } from "../collection";
import { hasEvidence } from "../evidence/keys";
import { type Document, problemOf, Stacks } from "./cannot-be-taken";
import { looksLike } from "./foreign";
import { GatheredObjects, type Item, type LeftAside } from "./gathered-objects";
import { contextOf } from "./graph-context";
import { dueAt, hasLists, KEYS, type Key, LISTS } from "./kinds";
import { holderPerhapsAGroup, type IsListed, membersPerhapsGroups } from "./perhaps-groups";
import { type Around, keyByName, type Told, told, toldTogether } from "./told";

/** The documents of an export as one tenant file. */
export interface Gathered {
  readonly file: unknown;
  readonly leftAside: readonly LeftAside[];
  /** What makes the export one that can't be judged; `path` is a document's name. */
  readonly problems: readonly ShapeError[];
  /** The document that a value is from, or an item of a list; empty where there is one alone. */
  readonly originOf: (key: string, index: number | undefined) => string | undefined;
}

const EMPTY = "an empty list; only one with Graph's `@odata.context` or under a key of a tenant file says of what";

/** Lists of which a part says that there is nobody else, so that single objects don't make one. */
const ONLY_AS_LISTS: ReadonlySet<Key> = new Set<Key>(["users", "roleAssignments", "roleEligibilitySchedules"]);

/** Puts documents together, object by object, under the keys that they belong to. */
export class Gathering {
  readonly #objects = new GatheredObjects();
  readonly #partial = new Set<Key>();
  readonly #leftAside: LeftAside[] = [];
  readonly #problems: ShapeError[] = [];
  readonly #stacks = new Stacks();

  /** Takes a document in Graph's words, told by its content and its name, or says why it can't be taken. */
  take(document: Document): void {
    const stack = stackTenant(document.json);
    if (stack?.ok === false) this.#problems.push({ path: document.name, problem: stack.problem });
    else if (stack === undefined) this.#takeDocument(document);
    else {
      this.#problems.push(...this.#stacks.problemsWith(stack.tenant, document.name));
      this.#takeKeys(stack.file, document.name, "own");
      for (const { name, why } of stack.leftAside) this.#leaveAside(within(document.name, name), why);
    }
  }

  #takeDocument(document: Document): void {
    const { name, json } = document;
    const problem = problemOf(document);
    const object = asObject(json);
    const named = keyByName(name);
    if (problem !== undefined) this.#problems.push(problem);
    else if (object !== undefined && (hasLists(object) || hasEvidence(object))) this.#takeKeys(object, name);
    else if (Array.isArray(json)) this.#takeItems(json, name, { page: undefined, named });
    else if (object !== undefined && Array.isArray(object["value"])) this.#takePage(object, name, named);
    else this.#add({ value: json, document: name, from: name, inList: false }, told(json, { page: undefined, named }));
  }

  end(): Gathered {
    const { lists } = this.#objects;
    const groupsAreWhole = lists.get("groups")?.every(({ inList }) => inList) ?? true;
    const isListed: IsListed = (id) => this.#objects.has("users", id) || this.#objects.has("groups", id);
    const file: Record<string, unknown> = {};
    for (const [key, items] of lists) {
      const values = items.map(({ value }) => value);
      if (dueAt(key) !== "list") file[key] = values[0];
      else file[key] = groupsAreWhole ? values : values.map((value) => this.#perhapsGroups(key, value, isListed));
      if (this.#partial.has(key)) file[`${key}@odata.nextLink`] = "…";
    }
    const notRead = [...(asList(file["notRead"]) ?? []), ...this.#perhapsMore()];
    if (notRead.length > 0) file["notRead"] = notRead;
    return {
      file,
      leftAside: [...this.#leftAside, ...this.#objects.leftAside],
      problems: [...this.#problems, ...this.#objects.problems],
      originOf: (name, index) => {
        const key = KEYS.find((one) => one === name);
        if (key === undefined || (index === undefined && dueAt(key) === "list")) return undefined;
        return lists.get(key)?.[index ?? 0]?.from;
      },
    };
  }

  /** Objects beside the verdict that are files of their own: those that are there hold, and nobody says that they are all. */
  #perhapsMore(): readonly JsonObject[] {
    const why = "its objects are files of their own, and nothing says that these are all";
    return Array.from(this.#objects.lists)
      .filter(([key, items]) => isBesideTheVerdict(key) && dueAt(key) === "list" && items.some(({ inList }) => !inList))
      .map(([key]) => ({ key, why }));
  }

  /** @param extent `own` where there are others beside those listed */
  #takeKeys(file: JsonObject, name: string, extent: "whole" | "own" = "whole"): void {
    for (const key of KEYS) {
      if (isAbsent(file[key])) continue;
      if (dueAt(key) === "list") this.#takeList(key, collectionAt(file, key), name, extent === "whole");
      else this.#objects.addOnly(key, { value: file[key], document: name, from: name, inList: true });
    }
  }

  #takeList(key: Key, list: Collection, name: string, inList: boolean): void {
    if (list.kind === "wrong") this.#problems.push({ path: within(name, list.path), problem: list.problem });
    if (!("items" in list)) return;
    this.#objects.open(key);
    for (const [index, value] of list.items.entries())
      this.#objects.add(key, { value, document: name, from: within(name, `${key}[${index}]`), inList });
    if (list.kind === "partial") this.#partial.add(key);
  }

  #takePage({ value, ...page }: JsonObject, name: string, named: Key | undefined): void {
    const foreign = looksLike(page);
    if (foreign !== undefined) {
      this.#leaveAside(name, `it looks like ${foreign}`);
      return;
    }
    const context = contextOf(page);
    const keys = this.#takeItems(asList(value) ?? [], name, { page: context, named });
    const isOfOneType = context?.kind === "of a tenant file" && context.extent === "of one type";
    if (isOfOneType || !isEmpty(page["@odata.nextLink"])) for (const key of keys) this.#partial.add(key);
  }

  /** @returns the keys that the items belong under */
  #takeItems(values: readonly unknown[], name: string, around: Around): ReadonlySet<Key> {
    const { page } = around;
    const keys = new Set<Key>();
    const said = page?.kind === "of a tenant file" ? page.key : undefined;
    if (said !== undefined && dueAt(said) === "list") {
      keys.add(said);
      this.#objects.open(said);
    } else if (values.length === 0) this.#leaveAside(name, said === undefined ? EMPTY : `an empty list of \`${said}\``);
    const all = toldTogether(values, around);
    const [first] = all;
    if (first !== undefined && "why" in first && all.every((one) => "why" in one && one.why === first.why)) {
      this.#leaveAside(name, first.why);
      return keys;
    }
    const inList = page?.kind !== "some of the directory";
    for (const [index, as] of all.entries()) {
      const from = values.length === 1 ? name : `${name}[${index}]`;
      this.#add({ value: values[index], document: name, from, inList }, as);
      if ("key" in as) keys.add(as.key);
    }
    return keys;
  }

  #add(item: Item, as: Told): void {
    if ("why" in as) this.#leaveAside(item.from, as.why);
    else if (!item.inList && ONLY_AS_LISTS.has(as.key))
      this.#leaveAside(item.from, "one by itself doesn't tell who else there is; export the whole list as one file");
    else if (dueAt(as.key) === "list") this.#objects.add(as.key, item);
    else this.#objects.addOnly(as.key, item);
  }

  /** Where the users aren't known, a member who isn't listed is one of them. */
  #perhapsGroups(key: Key, value: unknown, isListed: IsListed): unknown {
    if (key === "roleAssignments" || key === "roleEligibilitySchedules") return holderPerhapsAGroup(value, isListed);
    return key === "groups" && this.#objects.lists.has("users") ? membersPerhapsGroups(value, isListed) : value;
  }

  #leaveAside(name: string, why: string): void {
    this.#leftAside.push({ name, why });
  }
}

const within = (document: string, place: string): string => (document === "" ? place : `${document}: ${place}`);

const isBesideTheVerdict = (key: Key): boolean => !LISTS.some((list) => list === key);
