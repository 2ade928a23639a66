import { asList, asObject, isAbsent, isEmpty, type JsonObject } from "../../law/json/json-object";
import type { NotUnderstood } from "../../law/model/truth";
import { printable } from "../../text/printable";
import { endOf } from "../../text/sentence";
import { stackTenant } from "../azuread/stack/stack-tenant";
import { hasLists, isList, isMany, isText, KEYS, type Key } from "../graph/collections";
import { MOST_EXPANDED } from "../graph/directory-groups";
import { foundList, objectAt, PART, whyPart } from "../graph/list";
import { type Manifest, manifestOf } from "../graph/manifest";
import { GatheredList, type Item, UNFIT, within } from "./gathered-list";
import { EXACTLY_100, inGraphForm, isCutOff, isFirstHundred } from "./graph-form";
import { contextOf, graphError, looksLike, recognise } from "./recognise";

/** How to get a file that can be read. Added to every message about one that can't. */
export const HOW_TO_EXPORT =
  "write a tenant file with `azmfa snapshot --out tenant.json`, or save what Graph answers to GET /identity/conditionalAccess/policies";

/** A document of an export, with the name that messages use for it. */
export interface Document {
  readonly name: string;
  readonly json: unknown;
}

/** Something in an export that is left out, and why. */
export interface LeftOut {
  readonly name: string;
  readonly why: string;
}

/** The documents of an export, put together as one tenant file. */
export interface Gathered {
  readonly file: unknown;
  readonly leftOut: readonly LeftOut[];
  /** Why the export can't be judged. Each `field` is the name of a document or a place in it. */
  readonly problems: readonly NotUnderstood[];
  /** The document, and the place in it, that a JSON path of the file is from. */
  readonly placeOf: (path: string) => string;
}

/** One document as a tenant file. A tenant file stays as it is; anything else is put together from its objects. */
export function gatherOne(json: unknown): Gathered {
  const twice: string[] = [];
  const file = asObject(stackTenant(json) === undefined ? inGraphForm(json, twice, (key) => key) : undefined);
  if (file === undefined || !hasLists(file) || looksLike(file) !== undefined || graphError(file) !== undefined)
    return { ...gatherAll([{ name: "", json }]), placeOf: (path) => path };
  const problems = (isCutOff(file) ? [CUT_OFF] : twice).map((why) => ({ field: "", why }));
  return { file, leftOut: [], problems, placeOf: (path) => path };
}

/** The documents of an export as one tenant file. The content of each decides what it is. @param broken files that can't be read */
export function gatherAll(documents: readonly Document[], broken: readonly LeftOut[] = []): Gathered {
  const gathering = new Gathering();
  for (const { name, why } of broken) gathering.leaveOut(name, why);
  for (const document of documents) gathering.take(document);
  return gathering.end();
}

/** Sorts the objects of documents under the keys of a tenant file. */
class Gathering {
  readonly #lists = new Map<Key, GatheredList>();
  readonly #leftOut: LeftOut[] = [];
  /** Documents that also show who is in a group or holds a role. They aren't read. */
  readonly #memberships = new Set<string>();
  readonly #problems: NotUnderstood[] = [];
  readonly #origins: (Pick<Manifest, "tenant" | "writtenAt"> & { readonly name: string })[] = [];

  /** Takes what a document has, or says why it can't be taken. */
  take({ name, json }: Document): void {
    const stack = stackTenant(json);
    if (stack === undefined) {
      const content = unwrapped(isFirstHundred(json) ? { value: json, [PART]: EXACTLY_100 } : json);
      const twice: string[] = [];
      this.#takeContent(inGraphForm(content, twice), name, twice[0]);
    } else if (stack.ok) {
      // A stack may be of any tenant.
      this.#takeFile({ ...stack.file, source: { tenant: name } }, name);
      if (stack.hidden !== undefined) this.#leftOut.push({ name: within(name, "other resources"), why: stack.hidden });
    } else this.#problems.push({ field: name, why: stack.problem });
  }

  /** Leaves out a document that can't be read. It may be a policy, so the list of policies is incomplete. */
  leaveOut(name: string, why: string): void {
    this.#put("notRead", { value: { key: "policies", why: `${printable(name)} ${why}` }, from: name });
    this.#leftOut.push({ name, why });
  }

  end(): Gathered {
    const lists = [...this.#lists.values()];
    for (const { key, unfit } of lists)
      if (unfit !== undefined) this.#leftOut.push({ name: unfit, why: `the lists of \`${key}\` ${UNFIT}` });
    const file: JsonObject = {
      ...Object.fromEntries(lists.flatMap((list) => list.entries())),
      source: { whole: lists.filter(({ isWhole }) => isWhole).map(({ key }) => key) },
      ...(this.#memberships.size > 0 && { memberships: [...this.#memberships] }),
    };
    const placeOf = (path: string): string =>
      path.replace(/^(\w+)(?:\[(\d+)\])?/, (place, name, index?: string) => {
        const list = lists.find(({ key }) => key === name);
        return list?.items[index === undefined && isMany(list.key) ? -1 : Number(index ?? 0)]?.from ?? place;
      });
    return { file, leftOut: this.#leftOut, problems: this.#problems, placeOf };
  }

  #takeContent(written: unknown, name: string, wrong: string | undefined): void {
    const json = asItsGroup(written);
    const object = asObject(json);
    if (SHOWS_MEMBERS.test(String(object?.["@odata.context"]))) this.#memberships.add(name);
    const error = graphError(json);
    const values = asList(json) ?? asList(object?.["value"]);
    const as = recognise(json, undefined);
    const isFile = object !== undefined && hasLists(object);
    const broken = isCutOff(json) ? CUT_OFF : wrong;
    const isOther = object !== undefined && "why" in as && as.isOther;
    if (error !== undefined) this.leaveOut(name, `has ${error}; export it again`);
    else if (broken !== undefined && (isFile || !isOther)) this.leaveOut(name, broken);
    else if (isOther && looksLike(object) !== undefined) this.#leaveOutValue(json, name, as.why);
    else if (isFile || (object !== undefined && hasEvidence(object))) this.#takeFile(object, name);
    else {
      this.#takeItems(values ?? [json], name, values && object);
      if (values === undefined && "key" in as && isMany(as.key) && !isList(as.key))
        this.#at(as.key).part = "each object is a file by itself, and nothing says that these are all";
    }
  }

  #takeFile(file: JsonObject, name: string): void {
    const manifest = manifestOf(file);
    if (!this.#belongs(name, manifest)) return;
    this.#problems.push(...manifest.errors.map(({ field, why }) => ({ field: within(name, field), why })));
    for (const key of KEYS.filter((one) => !isAbsent(file[one]) && one !== "source")) {
      const list = isMany(key) ? foundList(file, key) : undefined;
      if (list === undefined) this.#put(key, { value: objectAt(file, key) ?? file[key], from: name });
      else if (list.kind === "wrong") this.#problems.push({ field: within(name, list.field), why: list.why });
      else if (list.kind === "list")
        for (const [index, value] of list.items.entries())
          this.#put(key, { value, from: within(name, `${key}[${index}]`) }, name);
      if (list?.kind === "list" && list.part !== undefined) this.#at(key).part = within(printable(name), list.part);
      if (list?.kind === "list" && list.items.length === 0) this.#at(key).takePage(name, list.part);
      this.#at(key).isWhole &&= isList(key) && manifest.isWhole(key);
    }
  }

  #takeItems(values: readonly unknown[], name: string, page: JsonObject | undefined): void {
    const context = page && contextOf(page);
    const ofPage = context !== undefined && "key" in context ? context.key : undefined;
    const all = values.map((value) => recognise(value, context));
    const keys = new Set(all.flatMap((as) => ("key" in as ? [as.key] : [])));
    if (ofPage !== undefined && isMany(ofPage)) keys.add(ofPage);
    else if (values.length === 0) {
      const of = ofPage === undefined ? "; its content doesn't show of what" : ` of \`${ofPage}\``;
      this.#leftOut.push({ name, why: `an empty list${of}` });
    }
    const isOneList = page !== undefined || values.length > 1;
    for (const [index, as] of all.entries()) {
      const from = values.length === 1 ? name : `${name}[${index}]`;
      if ("why" in as) this.#leaveOutValue(values[index], name, as.why);
      else this.#put(as.key, { value: inAnswer(values[index]), from }, isOneList ? name : undefined);
    }
    const isMixed = all.some((as) => "why" in as);
    for (const key of keys) {
      if (isMixed) this.#at(key).part = within(printable(name), "it has other objects too");
      this.#at(key).isWhole = false;
      if (page !== undefined) this.#at(key).takePage(name, whyPart(page, "", values.length));
    }
  }

  #leaveOutValue(value: unknown, name: string, why: string): void {
    if (asObject(value)?.["roleTemplateId"] !== undefined) this.#memberships.add(name);
    const last = this.#leftOut.at(-1);
    if (last?.name !== name || last.why !== why) this.#leftOut.push({ name, why });
  }

  #put(key: Key, item: Item, document?: string): void {
    const why = this.#at(key).add(item, document);
    if (why !== undefined && key === "organization") this.leaveOut(item.from, why);
    else if (why !== undefined) this.#leftOut.push({ name: item.from, why });
  }

  #at(key: Key): GatheredList {
    const list = this.#lists.get(key) ?? new GatheredList(key);
    this.#lists.set(key, list);
    return list;
  }

  /** Whether a document may be of the same tenant, and of the same time, as those before it. If not, it is left out. */
  #belongs(name: string, { tenant, writtenAt }: Manifest): boolean {
    const differ = (one: unknown, other: unknown) => one !== undefined && other !== undefined && one !== other;
    const other = this.#origins.find((one) => differ(one.tenant, tenant) || differ(one.writtenAt, writtenAt));
    this.#origins.push({ name, tenant, writtenAt });
    const what = differ(other?.tenant, tenant) ? "may be of another tenant" : "is of another time";
    if (other !== undefined) this.leaveOut(name, `${what} than ${endOf(other.name)}; judge each by itself`);
    return other === undefined;
  }
}

/** An answer of Graph about the members of one group, as that group. */
function asItsGroup(json: unknown): unknown {
  const { "@odata.context": context, value } = asObject(json) ?? {};
  const [, id] = (Array.isArray(value) && MEMBERS_OF_A_GROUP.exec(String(context))) || [];
  return id === undefined ? json : { "@odata.type": "#microsoft.graph.group", id, members: json };
}

const MEMBERS_OF_A_GROUP = /[#/]groups(?:\('?|\/)([^/')]+)'?\)?\/members(?=$|[(/])/i;

/** Contexts of answers other than that to who is in a group or holds a role. */
const SHOWS_MEMBERS = /\/(transitiveMembers|memberOf|transitiveMemberOf)\b|[#/]directoryRoles\b/i;

/** A group in an answer. If it has as many members as `$expand` shows, they may be a part: cmdlets keep no context that says so. */
const inAnswer = (value: unknown): unknown =>
  asList(asObject(value)?.["members"])?.length === MOST_EXPANDED
    ? { [`members${PART}`]: "perhaps cut", ...Object(value) }
    : value;

/** Whether an object has a key of a tenant file that the audit reads. Other objects may have one of these keys with a text. */
const hasEvidence = (object: JsonObject): boolean =>
  KEYS.some((key) => !isList(key) && !isAbsent(object[key]) && (isText(key) || typeof object[key] === "object"));

/** Keys under which other tools keep the policies in their reports, or under `Raw` in their results. */
const WRAPPERS = ["conditional_access_policies", "PolicyConfig", "policyConfig"];

/** The policies in a report of another tool. Its other keys aren't read. */
function unwrapped(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(unwrapped);
  const report = asObject(json);
  const object = asObject(report?.["Raw"]) ?? report;
  if (report === undefined || object === undefined || hasLists(report) || hasLists(object)) return json;
  return WRAPPERS.map((key) => object[key]).find((policies) => !isEmpty(policies)) ?? json;
}

const CUT_OFF = "is cut off at the depth of ConvertTo-Json; export it again with -Depth 20";
