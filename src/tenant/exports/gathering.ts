import { asList, asObject, asText, isAbsent, isAnnotation, isEmpty, type JsonObject } from "../../law/json/json-object";
import { LISTS, type List } from "../../law/model/tenant";
import { printable } from "../../text/printable";
import { stackTenant } from "../azuread/stack/stack-tenant";
import { type Collection, collectionAt, NEXT_PAGE, PART, type ShapeError, signOfAPart } from "../graph/collection";
import { manifestOf } from "../graph/manifest";
import { dueAt, hasLists, KEYS, type Key } from "./kinds";
import { cutOffAt, HUNDRED, inGraphsWords, isFirstHundred } from "./power-shell";
import { contextOf, graphError, looksLike, type Told, told, toldTogether } from "./told";

/** How to get what can be read, said wherever something can't be. */
export const HOW_TO_EXPORT =
  "write the tenant down with `azmfa snapshot --out tenant.json`, or save what Graph answers to GET /identity/conditionalAccess/policies";

/** A document of an export, by the name that messages call it. */
export interface Document {
  readonly name: string;
  readonly json: unknown;
}

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
  /** The document that a value is from, or an item of a list; empty where there is one alone. */
  readonly originOf: (key: string, index: number | undefined) => string | undefined;
}

/** One document as a tenant file: a tenant file is one already. Anything else is put together from its objects. */
export function gatherOne(json: unknown): Gathered {
  const file = asObject(stackTenant(json) === undefined ? inGraphsWords(json) : undefined);
  if (file !== undefined && hasLists(file) && looksLike(file) === undefined && graphError(file) === undefined) {
    const at = cutOffAt(file);
    const problems = at === undefined ? [] : [{ path: "", problem: cutOff(at) }];
    return { file, leftAside: [], problems, originOf: () => undefined };
  }
  return { ...gatherAll([{ name: "", json }]), originOf: () => undefined };
}

/** Documents of an export as one tenant file, each told by its content. */
export function gatherAll(documents: readonly Document[], broken: readonly LeftAside[] = []): Gathered {
  const gathering = new Gathering();
  for (const document of documents) gathering.take(document);
  for (const { name, why } of broken) gathering.leaveOut(name, why);
  return gathering.end();
}

interface Item {
  readonly value: unknown;
  readonly from: string;
}

/** Puts documents together, object by object, under the keys that they belong to. */
class Gathering {
  readonly #items = new Map<Key, Item[]>();
  /** The first object of each id, and the documents' place of it. */
  readonly #first = new Map<string, Item>();
  /** Keys that some document vouches for, and those of which some document has objects without doing so. */
  readonly #vouched = new Set<Key>();
  readonly #open = new Set<Key>();
  readonly #parts = new Map<Key, string>();
  readonly #pages = new Map<Key, { ended: number; continued: number }>();
  /** Keys of which some object is a document of its own. */
  readonly #alone = new Set<Key>();
  readonly #notRead: unknown[] = [];
  readonly #leftAside: LeftAside[] = [];
  readonly #problems: ShapeError[] = [];
  #stack: { readonly tenant: string | undefined; readonly name: string } | undefined;

  /** Takes a document, told by its content, or says why it can't be taken. */
  take({ name, json }: Document): void {
    const stack = stackTenant(json);
    if (stack?.ok === false) this.#problems.push({ path: name, problem: stack.problem });
    else if (stack === undefined)
      this.#takeDocument(name, unwrapped(isFirstHundred(json) ? { value: json, [PART]: HUNDRED } : json));
    else {
      this.#isAnotherStack(stack.tenant, name);
      this.#takeKeys(stack.file, name);
      for (const aside of stack.leftAside) this.#leaveAside(within(name, aside.name), aside.why);
    }
  }

  /** A document that can't be read may be a policy, so that nobody knows all of these. */
  leaveOut(name: string, why: string): void {
    this.#notRead.push({ key: "policies", why: `${printable(name)} ${why}` });
    this.#leaveAside(name, why);
  }

  end(): Gathered {
    const file: Record<string, unknown> = {};
    for (const [key, items] of this.#items) {
      const values = items.map(({ value }) => value);
      file[key] = dueAt(key) === "list" ? values : values[0];
      const part = this.#parts.get(key) ?? this.#missingPage(key);
      if (part !== undefined) file[`${key}${PART}`] = part;
    }
    const notRead = [...(asList(file["notRead"]) ?? []), ...this.#notRead, ...this.#perhapsMore()];
    if (notRead.length > 0) file["notRead"] = notRead;
    const whole = [...this.#vouched].filter((key) => !this.#open.has(key));
    file["source"] = { whole };
    return {
      file,
      leftAside: this.#leftAside,
      problems: this.#problems,
      originOf: (name, index) => {
        const key = KEYS.find((one) => one === name);
        if (key === undefined || (index === undefined && dueAt(key) === "list")) return undefined;
        return this.#items.get(key)?.[index ?? 0]?.from;
      },
    };
  }

  /** Objects that no verdict rests on and that are files of their own: those that are there hold, and nobody says that they are all. */
  #perhapsMore(): readonly JsonObject[] {
    const why = "its objects are files of their own, and nothing says that these are all";
    return [...this.#alone].filter((key) => !isList(key) && dueAt(key) === "list").map((key) => ({ key, why }));
  }

  #takeDocument(name: string, written: unknown): void {
    const error = graphError(written);
    const at = error === undefined ? cutOffAt(written) : undefined;
    if (error !== undefined)
      this.leaveOut(name, `holds what Graph said instead of answering, ${error}; export it again`);
    else if (at !== undefined) this.leaveOut(name, cutOff(at));
    else this.#takeWords(name, inGraphsWords(written));
  }

  #takeWords(name: string, json: unknown): void {
    const object = asObject(json);
    const foreign = object && looksLike({ ...object, value: undefined });
    if (foreign !== undefined) this.#leaveAside(name, `it looks like ${foreign}`);
    else if (object !== undefined && (hasLists(object) || hasEvidence(object))) this.#takeKeys(object, name);
    else if (Array.isArray(json)) this.#takeItems(json, name, undefined);
    else if (object !== undefined && Array.isArray(object["value"])) this.#takePage(object, name);
    else {
      const as = told(json, undefined);
      if ("key" in as) this.#alone.add(as.key);
      this.#add({ value: json, from: name }, as);
    }
  }

  #takeKeys(file: JsonObject, name: string): void {
    const { whyOpen, errors } = manifestOf(file);
    for (const { path, problem } of errors) this.#problems.push({ path: within(name, path), problem });
    for (const key of KEYS) {
      if (isAbsent(file[key])) continue;
      if (key === "source") continue;
      if (dueAt(key) !== "list") this.#addOnly(key, { value: file[key], from: name });
      else this.#takeList(key, collectionAt(file, key), name);
      if (isList(key) && whyOpen(key) === undefined) this.#vouched.add(key);
      else this.#open.add(key);
    }
  }

  #takeList(key: Key, list: Collection, name: string): void {
    if (list.kind === "wrong") this.#problems.push({ path: within(name, list.path), problem: list.problem });
    if (!("items" in list)) return;
    this.#listOf(key);
    for (const [index, value] of list.items.entries())
      this.#addItem(key, { value, from: within(name, `${key}[${index}]`) });
    if (list.kind === "partial") this.#parts.set(key, list.why);
  }

  #takePage(page: JsonObject, name: string): void {
    const items = asList(page["value"]) ?? [];
    const sign = signOfAPart(page, "", items.length);
    for (const key of this.#takeItems(items, name, page)) {
      const pages = this.#pages.get(key) ?? { ended: 0, continued: 0 };
      this.#pages.set(key, pages);
      if (sign === NEXT_PAGE) pages.continued++;
      else pages.ended++;
      if (sign !== undefined && sign !== NEXT_PAGE) this.#parts.set(key, sign);
    }
  }

  /** Pages that go on need one that doesn't. */
  #missingPage(key: Key): string | undefined {
    const { ended, continued } = this.#pages.get(key) ?? { ended: 0, continued: 0 };
    return continued > 0 && ended !== 1 ? NEXT_PAGE : undefined;
  }

  /** @returns the keys that the items belong under */
  #takeItems(values: readonly unknown[], name: string, page: JsonObject | undefined): ReadonlySet<Key> {
    const context = page && contextOf(page);
    const keys = new Set<Key>();
    const said = context?.kind === "of a tenant file" ? context.key : undefined;
    if (said !== undefined && dueAt(said) === "list") {
      keys.add(said);
      this.#listOf(said);
      this.#open.add(said);
    } else if (values.length === 0) this.#leaveAside(name, said === undefined ? EMPTY : `an empty list of \`${said}\``);
    const all = toldTogether(values, context);
    const [first] = all;
    if (first !== undefined && "why" in first && all.every((one) => "why" in one && one.why === first.why)) {
      this.#leaveAside(name, first.why);
      return keys;
    }
    for (const [index, as] of all.entries()) {
      this.#add({ value: values[index], from: values.length === 1 ? name : `${name}[${index}]` }, as);
      if ("key" in as) keys.add(as.key);
    }
    return keys;
  }

  #add(item: Item, as: Told): void {
    if ("why" in as) {
      this.#leaveAside(item.from, as.why);
      return;
    }
    this.#open.add(as.key);
    if (dueAt(as.key) === "list") this.#addItem(as.key, item);
    else this.#addOnly(as.key, item);
  }

  /** An object that is there twice and is the same is one. Where the two differ, nobody knows what it holds. */
  #addItem(key: Key, item: Item): void {
    const object = asObject(item.value);
    const id = (asText(object?.["id"]) ?? (object && JSON.stringify(object)))?.toLowerCase();
    const first = id === undefined || key === "notRead" ? undefined : this.#first.get(`${key} ${id}`);
    if (first === undefined) {
      if (id !== undefined) this.#first.set(`${key} ${id}`, item);
      this.#listOf(key).push(item);
    } else if (said(first.value) === said(item.value))
      this.#leaveAside(item.from, `the same as ${printable(first.from)}`);
    else {
      const items = this.#listOf(key);
      if (READ_APART.has(key)) items.push(item);
      else
        items[items.indexOf(first)] = { ...first, value: { id: object?.["id"], displayName: object?.["displayName"] } };
      const why = `the same id as ${printable(first.from)}, and the two differ, so neither is believed`;
      if (key !== "users") this.#leaveAside(item.from, why);
    }
  }

  /** A value of which a tenant has one. What Graph writes around it makes no difference. */
  #addOnly(key: Key, { value, from }: Item): void {
    const object = asObject(value);
    const bare = object && Object.fromEntries(Object.entries(object).filter(([name]) => !isAnnotation(name)));
    const items = this.#listOf(key);
    const [first] = items;
    if (first === undefined) items.push({ value: bare ?? value, from });
    else if (said(first.value) !== said(bare ?? value))
      this.#problems.push({
        path: from,
        problem: `\`${key}\` is in ${printable(first.from)} too, and the two differ; keep one`,
      });
  }

  #listOf(key: Key): Item[] {
    const items = this.#items.get(key) ?? [];
    this.#items.set(key, items);
    return items;
  }

  /** Stacks of different tenants say nothing together. */
  #isAnotherStack(tenant: string | undefined, name: string): void {
    const first = this.#stack;
    this.#stack ??= { tenant, name };
    if (first === undefined || (tenant !== undefined && tenant === first.tenant)) return;
    const problem = `it is a stack as ${printable(first.name)} is, and they don't both name one tenant; give their providers the \`tenantId\`, or judge each by itself`;
    this.#problems.push({ path: name, problem });
  }

  #leaveAside(name: string, why: string): void {
    this.#leftAside.push({ name, why });
  }
}

const EMPTY = "an empty list; its content doesn't tell of what";

/** Lists whose reader says what comes of an id that is there twice. */
const READ_APART: ReadonlySet<Key> = new Set<Key>(["policies", "users", "roleAssignments", "roleEligibilitySchedules"]);

const isList = (key: Key): key is List => LISTS.some((list) => list === key);

/** Whether an object has evidence for an audit, in the form that is due. */
const hasEvidence = (object: JsonObject): boolean =>
  KEYS.some((key) => {
    if (isList(key) || !(key in object)) return false;
    if (dueAt(key) === "list") return "items" in collectionAt(object, key);
    return dueAt(key) === "object" ? asObject(object[key]) !== undefined : asText(object[key]) !== undefined;
  });

/** What tools put around policies, by the key that they put them under. */
const WRAPPERS = ["conditional_access_policies", "PolicyConfig", "policyConfig"];

/** What is inside a wrapper. Other keys of a tool's report aren't read. */
function unwrapped(json: unknown): unknown {
  if (Array.isArray(json) && json.length > 0 && json.every((one) => wrapperOf(one) !== undefined))
    return json.map(unwrapped);
  const key = wrapperOf(json);
  return key === undefined ? json : asObject(json)?.[key];
}

const wrapperOf = (json: unknown): string | undefined => {
  const object = asObject(json);
  return object === undefined || hasLists(object) ? undefined : WRAPPERS.find((key) => !isEmpty(object[key]));
};

const cutOff = (at: string): string =>
  `is cut off at ${at}, where ConvertTo-Json came to its depth; export it again with -Depth 20`;

const within = (document: string, place: string): string => (document === "" ? place : `${document}: ${place}`);

/** What an object says, whichever question it answers. */
const said = (value: unknown): string =>
  JSON.stringify(value, (name, inner: unknown) => (/@odata\.(context|etag)$/.test(name) ? undefined : inner));
