import { asList, asObject, asText, isAbsent, isAnnotation, isEmpty, type JsonObject } from "../../law/json/json-object";
import { printable } from "../../text/printable";
import { listingSome } from "../../text/sentence";
import { stackTenant } from "../azuread/stack/stack-tenant";
import { collectionAt, NEXT_PAGE, PART, type ShapeError, signOfAPart } from "../graph/collection";
import { hasLists, isList, KEYS, type Key, kindAt, wrongAt } from "../graph/file-keys";
import { manifestOf } from "../graph/manifest";
import { cutOffAt, HUNDRED, inGraphsWords, isFirstHundred } from "./power-shell";
import { contextOf, graphError, looksLike, recognise, recogniseAll } from "./recognise";

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
  if (file === undefined || !hasLists(file) || looksLike(file) !== undefined || graphError(file) !== undefined)
    return { ...gatherAll([{ name: "", json }]), originOf: () => undefined };
  const at = cutOffAt(file);
  const problems = at === undefined ? [] : [{ path: "", problem: cutOff(at) }];
  return { file, leftAside: [], problems, originOf: () => undefined };
}

/** Documents of an export as one tenant file, each recognised by its content. */
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

/** What was gathered under one key, and what documents say of how much that is. */
class Under {
  items: Item[] = [];
  readonly byId = new Map<string, Item>();
  isVouchedFor = false;
  /** Some document has objects of it and doesn't vouch for all of them. */
  isOpen = false;
  /** Some object is a document of its own. */
  isInFiles = false;
  /** Why it is a part, where some document says so. */
  part: string | undefined;
  /** Documents after which another page comes, and how many pages there are after which none does. */
  readonly pages = { continued: new Set<string>(), ended: 0 };

  /** Why this is a part: pages that go on need one that doesn't. */
  get whyPart(): string | undefined {
    const { continued, ended } = this.pages;
    const names = listingSome([...continued].map(printable), MOST_NAMED);
    return this.part ?? (continued.size > 0 && ended !== 1 ? within(names, NEXT_PAGE) : undefined);
  }
}

/** Puts documents together, object by object, under the keys that they belong to. */
class Gathering {
  readonly #under = new Map<Key, Under>();
  readonly #notRead: unknown[] = [];
  readonly #leftAside: LeftAside[] = [];
  readonly #problems: ShapeError[] = [];
  #stack: { readonly tenant: string | undefined; readonly name: string } | undefined;

  /** Takes a document for what its content says, or says why it can't be taken. */
  take({ name, json }: Document): void {
    const stack = stackTenant(json);
    if (stack === undefined) {
      this.#takeDocument(name, unwrapped(isFirstHundred(json) ? { value: json, [PART]: HUNDRED } : json));
    } else if (stack.ok) {
      this.#isAnotherStack(stack.tenant, name);
      this.#takeFile(stack.file, name);
      for (const aside of stack.leftAside) this.#leaveAside(within(name, aside.name), aside.why);
    } else this.#problem(name, stack.problem);
  }

  /** A document that can't be read may be a policy, so that nobody knows all of these. */
  leaveOut(name: string, why: string): void {
    this.#notRead.push({ key: "policies", why: `${printable(name)} ${why}` });
    this.#leaveAside(name, why);
  }

  end(): Gathered {
    const file: Record<string, unknown> = {};
    const whole: Key[] = [];
    for (const [key, under] of this.#under) {
      const { items, whyPart, isVouchedFor, isOpen } = under;
      const values = items.map(({ value }) => value);
      file[key] = isMany(key) ? values : values[0];
      if (whyPart !== undefined) file[`${key}${PART}`] = whyPart;
      if (under.isInFiles && isMany(key) && !isList(key)) this.#notRead.push({ key, why: PERHAPS_MORE });
      if (isVouchedFor && !isOpen) whole.push(key);
    }
    const notRead = [...(asList(file["notRead"]) ?? []), ...this.#notRead];
    if (notRead.length > 0) file["notRead"] = notRead;
    file["source"] = { whole };
    const originOf: Gathered["originOf"] = (name, index) => {
      const key = KEYS.find((one) => one === name);
      if (key === undefined || (index === undefined && isMany(key))) return undefined;
      return this.#under.get(key)?.items[index ?? 0]?.from;
    };
    return { file, leftAside: this.#leftAside, problems: this.#problems, originOf };
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
    const as = recognise(json, undefined);
    if (foreign !== undefined) this.#leaveAside(name, `it looks like ${foreign}`);
    else if (object !== undefined && (hasLists(object) || hasEvidence(object))) this.#takeFile(object, name);
    else if (Array.isArray(json)) this.#takeItems(json, name, undefined);
    else if (Array.isArray(object?.["value"])) this.#takeItems(object["value"], name, object);
    else if ("why" in as) this.#leaveAside(name, as.why);
    else {
      this.#at(as.key).isInFiles = true;
      this.#add(as.key, { value: json, from: name });
    }
  }

  #takeFile(file: JsonObject, name: string): void {
    const { whyOpen, errors } = manifestOf(file);
    for (const { path, problem } of errors) this.#problem(within(name, path), problem);
    for (const key of KEYS) {
      if (isAbsent(file[key]) || key === "source") continue;
      if (isMany(key)) this.#takeList(key, file, name);
      else this.#addOnly(key, { value: file[key], from: name });
      if (isList(key) && whyOpen(key) === undefined) this.#at(key).isVouchedFor = true;
      else this.#at(key).isOpen = true;
    }
  }

  #takeList(key: Key, file: JsonObject, name: string): void {
    const list = collectionAt(file, key);
    if (list.kind === "wrong") this.#problem(within(name, list.path), list.problem);
    if (!("items" in list)) return;
    for (const [index, value] of list.items.entries())
      this.#addItem(key, { value, from: within(name, `${key}[${index}]`) });
    if (list.kind === "partial") this.#at(key).part = within(printable(name), list.why);
  }

  /** Takes a list of objects: a bare one, or one that is Graph's page. */
  #takeItems(values: readonly unknown[], name: string, page: JsonObject | undefined): void {
    const context = page && contextOf(page);
    const all = recogniseAll(values, context);
    const keys = new Set(all.flatMap((as) => ("key" in as ? [as.key] : [])));
    const ofPage = context !== undefined && "key" in context ? context.key : undefined;
    if (ofPage !== undefined && isMany(ofPage)) {
      keys.add(ofPage);
      this.#at(ofPage).isOpen = true;
    } else if (values.length === 0) {
      const of = ofPage === undefined ? "; its content doesn't tell of what" : ` of \`${ofPage}\``;
      this.#leaveAside(name, `an empty list${of}`);
    }
    const reasons = new Set(all.map((as) => ("why" in as ? as.why : undefined)));
    const [why] = reasons;
    if (reasons.size === 1 && why !== undefined) this.#leaveAside(name, why);
    else
      for (const [index, as] of all.entries()) {
        const from = values.length === 1 ? name : `${name}[${index}]`;
        if ("why" in as) this.#leaveAside(from, as.why);
        else this.#add(as.key, { value: values[index], from });
      }
    const sign = page && signOfAPart(page, "", values.length);
    for (const under of page === undefined ? [] : Array.from(keys, (key) => this.#at(key))) {
      if (sign === NEXT_PAGE) under.pages.continued.add(name);
      else under.pages.ended++;
      if (sign !== undefined && sign !== NEXT_PAGE) under.part = within(printable(name), sign);
    }
  }

  #add(key: Key, item: Item): void {
    this.#at(key).isOpen = true;
    if (isMany(key)) this.#addItem(key, item);
    else this.#addOnly(key, item);
  }

  /** An object that is there twice and is the same is one. Where the two differ, nobody knows what it holds. */
  #addItem(key: Key, item: Item): void {
    const under = this.#at(key);
    const object = asObject(item.value);
    const { id, displayName } = object ?? {};
    const isNamed = asText(id) !== undefined || asText(displayName) !== undefined;
    if (BY_ID_OR_NAME.has(key) && object !== undefined && !isNamed) {
      under.isOpen = true;
      this.#leaveAside(item.from, "it has no `id` and no `displayName`, so nothing can refer to it");
      return;
    }
    const known = key === "notRead" ? undefined : idOf(item.value);
    const first = known === undefined ? undefined : under.byId.get(known);
    if (first === undefined) {
      under.items.push(item);
      if (known !== undefined) under.byId.set(known, item);
    } else if (said(first.value) === said(item.value)) {
      this.#leaveAside(item.from, "the same as another one of the export");
    } else {
      const place = under.items.indexOf(first);
      if (READ_APART.has(key)) under.items.push(item);
      else if (place >= 0) under.items[place] = { ...first, value: { id, displayName } };
      const why = `the same id as ${printable(first.from)}, and the two differ, so neither is believed`;
      if (key !== "users") this.#leaveAside(item.from, why);
    }
  }

  /** A value of which a tenant has one. What Graph writes around it makes no difference. */
  #addOnly(key: Key, { value, from }: Item): void {
    const object = asObject(value);
    const entries = Object.entries(object ?? {}).filter(([name]) => !isAnnotation(name));
    const bare = object === undefined ? value : Object.fromEntries(entries);
    const { items } = this.#at(key);
    const [first] = items;
    if (first === undefined) items.push({ value: bare, from });
    else if (said(first.value) !== said(bare))
      this.#problem(from, `\`${key}\` is in ${printable(first.from)} too, and the two differ; keep one`);
  }

  #at(key: Key): Under {
    const under = this.#under.get(key) ?? new Under();
    this.#under.set(key, under);
    return under;
  }

  /** Stacks of different tenants say nothing together. */
  #isAnotherStack(tenant: string | undefined, name: string): void {
    const first = this.#stack;
    this.#stack ??= { tenant, name };
    if (first === undefined || (tenant !== undefined && tenant === first.tenant)) return;
    this.#problem(
      name,
      `it is a stack as ${printable(first.name)} is, and they don't both name one tenant; give their providers the \`tenantId\`, or judge each by itself`,
    );
  }

  #problem(path: string, problem: string): void {
    this.#problems.push({ path, problem });
  }

  #leaveAside(name: string, why: string): void {
    this.#leftAside.push({ name, why });
  }
}

const PERHAPS_MORE = "its objects are files of their own, and nothing says that these are all";

/** Lists whose objects are what other objects refer to, by the id or by the name. */
const BY_ID_OR_NAME: ReadonlySet<Key> = new Set<Key>(["namedLocations", "groups", "authenticationStrengthPolicies"]);

/** Lists whose reader says what comes of an id that is there twice. */
const READ_APART: ReadonlySet<Key> = new Set<Key>(["policies", "users", "roleAssignments", "roleEligibilitySchedules"]);

/** More names of documents than these don't help. */
const MOST_NAMED = 3;

const isMany = (key: Key): boolean => kindAt(key).due === "list";

/** By what an object is known to be there twice: its id, or all of it. */
function idOf(value: unknown): string | undefined {
  const object = asObject(value);
  return (asText(object?.["id"]) ?? (object && JSON.stringify(object)))?.toLowerCase();
}

/** Whether an object has evidence for an audit, in the form that is due. */
const hasEvidence = (object: JsonObject): boolean =>
  KEYS.some((key) => !isList(key) && !isEmptyText(object[key]) && wrongAt(object, key) === undefined);

const isEmptyText = (value: unknown): boolean => isAbsent(value) || value === "";

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
