import { asList, asObject, isAbsent, isEmpty, type JsonObject } from "../../law/json/json-object";
import type { NotUnderstood } from "../../law/model/truth";
import { printable } from "../../text/printable";
import { stackTenant } from "../azuread/stack/stack-tenant";
import { hasLists, isList, isMany, KEYS, type Key, wrongAt } from "../graph/collections";
import { foundList, itemsAt, PART, whyPart } from "../graph/list";
import { manifestOf } from "../graph/manifest";
import { GatheredList, type Item, within } from "./gathered-list";
import { CUT_BY_CMDLETS, HUNDRED, inGraphsWords, isCutOff, isFirstHundred } from "./graphs-words";
import { contextOf, graphError, looksLike, recognise, recogniseAll } from "./recognise";

/** How to get a file that can be read. Added to every message about one that can't. */
export const HOW_TO_EXPORT =
  "write a tenant file with `azmfa snapshot --out tenant.json`, or save what Graph answers to GET /identity/conditionalAccess/policies";

/** A document of an export, with the name that messages use for it. */
export interface Document {
  readonly name: string;
  readonly json: unknown;
}

/** Something in an export that is left out, and why. */
export interface LeftAside {
  readonly name: string;
  readonly why: string;
}

/** The documents of an export, put together as one tenant file. */
export interface Gathered {
  readonly file: unknown;
  readonly leftAside: readonly LeftAside[];
  /** Why the export can't be judged. Each `field` is the name of a document or a place in it. */
  readonly problems: readonly NotUnderstood[];
  /** The document, and the place in it, that a JSON path of the file is from. */
  readonly placeOf: (path: string) => string;
}

/** One document as a tenant file. A tenant file stays as it is; anything else is put together from its objects. */
export function gatherOne(json: unknown): Gathered {
  const twice: string[] = [];
  const file = asObject(stackTenant(json) === undefined ? inGraphsWords(json, twice, (key) => key) : undefined);
  if (file === undefined || !hasLists(file) || looksLike(file) !== undefined || graphError(file) !== undefined)
    return { ...gatherAll([{ name: "", json }]), placeOf: (path) => path };
  const problems = (isCutOff(file) ? [CUT_OFF] : twice).map((why) => ({ field: "", why }));
  return { file, leftAside: [], problems, placeOf: (path) => path };
}

/** The documents of an export as one tenant file. The content of each decides what it is. @param broken files that can't be read */
export function gatherAll(documents: readonly Document[], broken: readonly LeftAside[] = []): Gathered {
  const gathering = new Gathering();
  for (const { name, why } of broken) gathering.leaveOut(name, why);
  for (const document of documents) gathering.take(document);
  return gathering.end();
}

/** Sorts the objects of documents under the keys of a tenant file. */
class Gathering {
  readonly #lists = new Map<Key, GatheredList>();
  readonly #notRead: unknown[] = [];
  readonly #leftAside: LeftAside[] = [];
  readonly #problems: NotUnderstood[] = [];
  #stack: { readonly tenant: string | undefined; readonly name: string } | undefined;

  /** Takes what a document has, or says why it can't be taken. */
  take({ name, json }: Document): void {
    const stack = stackTenant(json);
    if (stack === undefined) {
      const content = unwrapped(isFirstHundred(json) ? { value: json, [PART]: HUNDRED } : json);
      const twice: string[] = [];
      this.#takeContent(inGraphsWords(content, twice), name, twice[0]);
    } else if (stack.ok) {
      this.#takeStack(stack.tenant, name);
      this.#takeFile(stack.file, name);
      for (const aside of stack.leftAside) this.#leftAside.push({ name: within(name, aside.name), why: aside.why });
    } else this.#problems.push({ field: name, why: stack.problem });
  }

  /** Leaves out a document that can't be read. It may be a policy, so the list of policies is incomplete. */
  leaveOut(name: string, why: string): void {
    this.#notRead.push({ key: "policies", why: `${printable(name)} ${why}` });
    this.#leftAside.push({ name, why });
  }

  end(): Gathered {
    const lists = [...this.#lists.values()];
    const file: JsonObject = {
      ...Object.fromEntries(lists.map(({ key, value }) => [key, value])),
      ...Object.fromEntries(lists.flatMap(({ key, whyPart: why }) => (why === undefined ? [] : [[key + PART, why]]))),
      source: { whole: lists.filter(({ isVouchedFor, isOpen }) => isVouchedFor && !isOpen).map(({ key }) => key) },
    };
    const inFiles = lists.filter(({ key, isInFiles }) => isInFiles && isMany(key) && !isList(key));
    const gaps = inFiles.map(({ key }) => ({ key, why: PERHAPS_MORE }));
    const notRead = [...itemsAt(file, "notRead"), ...this.#notRead, ...gaps];
    const placeOf = (path: string): string =>
      path.replace(/^(\w+)(?:\[(\d+)\])?/, (place, name, index?: string) => {
        const list = lists.find(({ key }) => key === name);
        const isOne = list !== undefined && (index !== undefined || !isMany(list.key));
        return (isOne ? list.items[Number(index ?? 0)]?.from : undefined) ?? place;
      });
    return {
      file: notRead.length === 0 ? file : { ...file, notRead },
      ...{ leftAside: this.#leftAside, problems: this.#problems, placeOf },
    };
  }

  #takeContent(json: unknown, name: string, wrong: string | undefined): void {
    const object = asObject(json);
    const error = graphError(json);
    const values = asList(json) ?? asList(object?.["value"]);
    const as = recognise(json, undefined);
    const isFile = object !== undefined && hasLists(object);
    const broken = isCutOff(json) ? CUT_OFF : wrong;
    const isOther = object !== undefined && "why" in as && as.isOther;
    if (error !== undefined) this.leaveOut(name, `has ${error}; export it again`);
    else if (broken !== undefined && (isFile || !isOther)) this.leaveOut(name, broken);
    else if (isOther && looksLike(object) !== undefined) this.#leftAside.push({ name, why: as.why });
    else if (isFile || (object !== undefined && hasEvidence(object))) this.#takeFile(object, name);
    else if (values !== undefined) this.#takeItems(values, name, object);
    else if ("why" in as) this.#leftAside.push({ name, why: as.why });
    else {
      this.#at(as.key).isInFiles = true;
      this.#add(as.key, { value: json, from: name });
    }
  }

  #takeFile(file: JsonObject, name: string): void {
    const { isWhole, errors } = manifestOf(file);
    this.#problems.push(...errors.map(({ field, why }) => ({ field: within(name, field), why })));
    for (const key of KEYS.filter((one) => !isAbsent(file[one]) && one !== "source")) {
      const list = isMany(key) ? foundList(file, key) : undefined;
      if (list === undefined) this.#put(key, { value: file[key], from: name });
      else if (list.kind === "wrong") this.#problems.push({ field: within(name, list.field), why: list.why });
      else if (list.kind === "list")
        for (const [index, value] of list.items.entries())
          this.#put(key, { value, from: within(name, `${key}[${index}]`) }, name);
      if (list?.kind === "list" && list.part !== undefined) this.#at(key).part = within(printable(name), list.part);
      if (isList(key) && isWhole(key)) this.#at(key).isVouchedFor = true;
      else this.#at(key).isOpen = true;
    }
  }

  #takeItems(values: readonly unknown[], name: string, page: JsonObject | undefined): void {
    const context = page && contextOf(page);
    const ofPage = context !== undefined && "key" in context ? context.key : undefined;
    const all = recogniseAll(values, context);
    const keys = new Set(all.flatMap((as) => ("key" in as ? [as.key] : [])));
    if (ofPage !== undefined && isMany(ofPage)) {
      keys.add(ofPage);
      this.#at(ofPage).isOpen = true;
    } else if (values.length === 0) {
      const of = ofPage === undefined ? "; its content doesn't show of what" : ` of \`${ofPage}\``;
      this.#leftAside.push({ name, why: `an empty list${of}` });
    }
    const isList = page !== undefined || values.length > 1;
    const [why, ...others] = new Set(all.map((as) => ("why" in as ? as.why : undefined)));
    if (why !== undefined && others.length === 0) this.#leftAside.push({ name, why });
    else
      for (const [index, as] of all.entries()) {
        const from = values.length === 1 ? name : `${name}[${index}]`;
        if ("why" in as) this.#leftAside.push({ name: from, why: as.why });
        else this.#add(as.key, { value: values[index], from }, isList ? name : undefined);
      }
    if (ofPage !== undefined && all.some((as) => "why" in as))
      this.#at(ofPage).part = within(printable(name), "it has objects of another kind");
    const part = page && whyPart(page, "", values.length);
    for (const key of page === undefined ? [] : keys)
      if (part !== HUNDRED || CUT_BY_CMDLETS.has(key)) this.#at(key).takePage(name, part);
  }

  #add(key: Key, item: Item, document?: string): void {
    this.#at(key).isOpen = true;
    this.#put(key, item, document);
  }

  #put(key: Key, item: Item, document?: string): void {
    const list = this.#at(key);
    const aside = isMany(key) ? list.add(item, document) : undefined;
    const why = isMany(key) ? undefined : list.addOnly(item);
    if (aside !== undefined) this.#leftAside.push({ name: item.from, why: aside });
    if (why !== undefined) this.#problems.push({ field: item.from, why });
  }

  #at(key: Key): GatheredList {
    const list = this.#lists.get(key) ?? new GatheredList(key);
    this.#lists.set(key, list);
    return list;
  }

  /** Several stacks must be of one tenant, and say so. */
  #takeStack(tenant: string | undefined, name: string): void {
    const first = this.#stack;
    this.#stack ??= { tenant, name };
    if (first === undefined || (tenant !== undefined && tenant === first.tenant)) return;
    const why = `it is a stack, as ${printable(first.name)} is, and the two may be for different tenants; give their providers the \`tenantId\`, or judge each stack by itself`;
    this.#problems.push({ field: name, why });
  }
}

const PERHAPS_MORE = "each object is a file by itself, and nothing says that these are all";

/** Whether an object has a key of a tenant file that the audit reads, with a value of the right shape. */
const hasEvidence = (object: JsonObject): boolean =>
  KEYS.some(
    (key) => !isList(key) && !isAbsent(object[key]) && object[key] !== "" && wrongAt(object, key) === undefined,
  );

/** Keys under which other tools keep the policies in their reports. */
const WRAPPERS = ["conditional_access_policies", "PolicyConfig", "policyConfig"];

/** The policies in a report of another tool. Its other keys aren't read. */
function unwrapped(json: unknown): unknown {
  if (Array.isArray(json) && json.length > 0 && json.every((one) => wrapperOf(one) !== undefined))
    return json.map(unwrapped);
  const key = wrapperOf(json);
  return key === undefined ? json : asObject(json)?.[key];
}

function wrapperOf(json: unknown): string | undefined {
  const object = asObject(json);
  return object === undefined || hasLists(object) ? undefined : WRAPPERS.find((key) => !isEmpty(object[key]));
}

const CUT_OFF = "is cut off at the depth of ConvertTo-Json; export it again with -Depth 20";
