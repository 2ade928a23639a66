import { asList, asObject, asText, isAbsent, isEmpty, type JsonObject } from "../../../json/json-object";
import { stackTenant } from "../../azuread/stack/stack-tenant";
import { collectionAt, pageOf, type ShapeError } from "../collection";
import { EVIDENCE_KEYS, hasEvidence } from "../evidence/keys";
import { type Document, problemOf, Stacks } from "./cannot-be-taken";
import { looksLike } from "./foreign";
import { hasLists, LISTS, type List, listOf, listOfPage } from "./kinds";
import { holderPerhapsAGroup, type IsListed, membersPerhapsGroups } from "./perhaps-groups";

/** What was left aside of an export, and why. */
export interface LeftAside {
  readonly name: string;
  readonly why: string;
}

/** The documents of an export as one tenant file. */
export interface Gathered {
  readonly file: unknown;
  readonly leftAside: readonly LeftAside[];
  /** What makes the export one that can't be judged; `path` is a document's name. */
  readonly problems: readonly ShapeError[];
  /** The document that an item of a list is from; empty where there is one alone. */
  readonly originOf: (list: string, index: number) => string | undefined;
}

interface Item {
  readonly value: unknown;
  readonly from: string;
  /** Whether it stood in a list, which may be all of its kind. */
  readonly inList: boolean;
}

/** Lists of which a part says that there is nobody else, so that single objects don't make one. */
const ONLY_AS_LISTS: ReadonlySet<List> = new Set(["users", "roleAssignments", "roleEligibilitySchedules"]);

/** Puts documents together, object by object, in the lists that they belong to. */
export class Gathering {
  readonly #items = new Map<List, Item[]>();
  readonly #evidence = new Map<string, { readonly value: unknown; readonly from: string }>();
  readonly #partial = new Set<List>();
  readonly #notRead: unknown[] = [];
  readonly #leftAside: LeftAside[] = [];
  readonly #problems: ShapeError[] = [];
  readonly #byId = new Map<string, Item>();
  readonly #stacks = new Stacks();

  /** Takes a document in Graph's words, told by its content, or says why it can't be taken. */
  take(document: Document): void {
    const stack = stackTenant(document.json);
    if (stack?.ok === false) this.#problems.push({ path: document.name, problem: stack.problem });
    else if (stack === undefined) this.#takeDocument(document);
    else {
      this.#problems.push(...this.#stacks.problemsWith(stack.tenant, document.name));
      this.#takeLists(stack.file, document.name, "own");
      for (const { name, why } of stack.leftAside)
        this.#leaveAside(document.name === "" ? name : `${document.name}: ${name}`, why);
    }
  }

  #takeDocument(document: Document): void {
    const { name, json } = document;
    const problem = problemOf(document);
    const object = asObject(json);
    if (problem !== undefined) this.#problems.push(problem);
    else if (object !== undefined && (hasLists(object) || hasEvidence(object))) this.#takeLists(object, name);
    else if (Array.isArray(json)) this.#takeItems(json, name, undefined, json);
    else if (object !== undefined && Array.isArray(object["value"])) this.#takePage(object, name);
    else this.#takeItem({ value: json, from: name, inList: false }, listOf(json));
  }

  end(): Gathered {
    const groupsAreWhole = this.#items.get("groups")?.every(({ inList }) => inList) ?? true;
    const isListed: IsListed = (id) => this.#byId.has(`users ${id}`) || this.#byId.has(`groups ${id}`);
    const file: Record<string, unknown> = {};
    for (const [list, items] of this.#items) {
      const values = items.map(({ value }) => value);
      file[list] = groupsAreWhole ? values : values.map((value) => this.#perhapsGroups(list, value, isListed));
      if (this.#partial.has(list)) file[`${list}@odata.nextLink`] = "…";
    }
    for (const [key, { value }] of this.#evidence) file[key] = value;
    if (this.#notRead.length > 0) file["notRead"] = this.#notRead;
    return {
      file,
      leftAside: this.#leftAside,
      problems: this.#problems,
      originOf: (list, index) => LISTS.flatMap((one) => (one === list ? [this.#items.get(one)?.[index]?.from] : []))[0],
    };
  }

  /** @param extent `own` where there are others beside those listed */
  #takeLists(object: JsonObject, name: string, extent: "whole" | "own" = "whole"): void {
    this.#takeEvidence(object, name);
    for (const list of LISTS) {
      const collection = collectionAt(object, list);
      if (collection.kind === "wrong")
        this.#problems.push({ path: `${name}: ${collection.path}`, problem: collection.problem });
      if (!("items" in collection)) continue;
      this.#add(list, collection.items, name, extent === "whole");
      if (collection.kind === "partial") this.#partial.add(list);
    }
  }

  /** What only an audit asks for is taken as it is: it has its own reader. */
  #takeEvidence(object: JsonObject, name: string): void {
    for (const key of Object.keys(EVIDENCE_KEYS)) {
      const value = object[key];
      if (isAbsent(value)) continue;
      const gaps = key === "notRead" ? asList(value) : undefined;
      if (gaps !== undefined) {
        this.#notRead.push(...gaps);
        continue;
      }
      const first = this.#evidence.get(key);
      if (first === undefined) this.#evidence.set(key, { value, from: name });
      else if (JSON.stringify(first.value) !== JSON.stringify(value))
        this.#problems.push({
          path: name,
          problem: `\`${key}\` is in ${first.from} too, and the two differ; keep one`,
        });
    }
  }

  #takePage(page: JsonObject, name: string): void {
    const collection = pageOf(page, "value");
    if (!("items" in collection)) return;
    const lists = this.#takeItems(collection.items, name, listOfPage(page), page);
    if (!isEmpty(page["@odata.nextLink"])) for (const list of lists) this.#partial.add(list);
  }

  /** @returns the lists that the items belong to */
  #takeItems(items: readonly unknown[], name: string, known: List | undefined, json: unknown): ReadonlySet<List> {
    const lists = new Set<List>(known === undefined ? [] : [known]);
    if (known !== undefined) this.#items.set(known, this.#items.get(known) ?? []);
    if (items.length === 0 && known === undefined) this.#leaveAside(name, "an empty list that doesn't say of what");
    const foreign = looksLike(json);
    for (const [index, value] of items.entries()) {
      const list = foreign === undefined ? (listOf(value) ?? known) : undefined;
      this.#takeItem({ value, from: items.length === 1 ? name : `${name}[${index}]`, inList: true }, list);
      if (list !== undefined) lists.add(list);
    }
    return lists;
  }

  #takeItem(item: Item, list: List | undefined): void {
    const foreign = looksLike(item.value);
    if (list === undefined || foreign !== undefined)
      this.#leaveAside(
        item.from,
        foreign === undefined ? "no object of Entra's that decides here" : `it looks like ${foreign}`,
      );
    else if (!item.inList && ONLY_AS_LISTS.has(list))
      this.#leaveAside(item.from, "one by itself doesn't tell who else there is; export the whole list as one file");
    else this.#addOne(list, item);
  }

  #add(list: List, values: readonly unknown[], name: string, inList: boolean): void {
    this.#items.set(list, this.#items.get(list) ?? []);
    for (const [index, value] of values.entries())
      this.#addOne(list, { value, from: `${name}: ${list}[${index}]`, inList });
  }

  /** An object that is there twice and is the same is one; where the two differ, nobody knows which one holds. */
  #addOne(list: List, item: Item): void {
    const id = asText(asObject(item.value)?.["id"])?.toLowerCase();
    const key = `${list} ${id}`;
    const first = id === undefined ? undefined : this.#byId.get(key);
    if (first === undefined) {
      if (id !== undefined) this.#byId.set(key, item);
      const items = this.#items.get(list);
      if (items === undefined) this.#items.set(list, [item]);
      else items.push(item);
    } else if (JSON.stringify(first.value) === JSON.stringify(item.value))
      this.#leaveAside(item.from, `the same as ${first.from}`);
    else
      this.#problems.push({
        path: item.from,
        problem: `the same id as ${first.from}, and the two differ; keep one of them`,
      });
  }

  /** Where the users aren't known, a member who isn't listed is one of them. */
  #perhapsGroups(list: List, value: unknown, isListed: IsListed): unknown {
    if (list === "roleAssignments" || list === "roleEligibilitySchedules") return holderPerhapsAGroup(value, isListed);
    return list === "groups" && this.#items.has("users") ? membersPerhapsGroups(value, isListed) : value;
  }

  #leaveAside(name: string, why: string): void {
    this.#leftAside.push({ name, why });
  }
}
