import { asList, asObject, asText, isAbsent, isEmpty, type JsonObject } from "../../law/json/json-object";
import type { NotUnderstood } from "../../law/model/truth";
import { groupedBy } from "../../text/grouped-by";
import { printable, quoted } from "../../text/printable";
import { stackTenant } from "../azuread/stack/stack-tenant";
import { hasLists, isList, isMany, isReferredTo, isText, KEYS } from "../graph/collections";
import { MOST_EXPANDED } from "../graph/directory-groups";
import { type FoundList, foundList, idOf, itemsAt, objectAt, PART } from "../graph/list";
import { manifestOf } from "../graph/manifest";
import { EXACTLY_100, inGraphForm, isCutOff, isFirstHundred, spelling } from "./graph-form";
import { type Item, identityOf, isOne, type Joined, joined, type LeftOut, type Part, within } from "./joined";
import { contextOf, graphError, looksLike, recognise } from "./recognise";

/** How to get a file that can be read. Added to every message about one that can't. */
export const HOW_TO_EXPORT =
  "write a tenant file with `azmfa snapshot --out tenant.json`, or save what Graph answers to GET /identity/conditionalAccess/policies";

/** A document of an export, with the name that messages use for it. */
export interface Document {
  readonly name: string;
  readonly json: unknown;
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
  const odd: string[] = [];
  const asWritten = (key: string): string => key;
  const file = asObject(stackTenant(json) === undefined ? inGraphForm(json, odd, asWritten) : undefined);
  if (file === undefined || !hasLists(file) || looksLike(file) !== undefined || graphError(file) !== undefined)
    return { ...gatherAll([{ name: "", json }]), placeOf: (path) => path };
  // A policy or location with such a key isn't understood.
  inGraphForm({ ...file, policies: [], namedLocations: [] }, [], (key) => {
    if (spelling(key) !== key) odd.push(`Graph spells the key ${quoted(key)} as ${quoted(spelling(key))}; spell it so`);
    return key;
  });
  const problems = isCutOff(file) ? [CUT_OFF] : [...new Set(odd)];
  return { file, leftOut: [], problems: problems.map((why) => ({ field: "", why })), placeOf: (path) => path };
}

/** The documents of an export as one tenant file. The content of each decides what it is. @param broken files that can't be read */
export function gatherAll(documents: readonly Document[], broken: readonly LeftOut[] = []): Gathered {
  const gathering = new Gathering();
  for (const { name, why } of broken) gathering.leaveOut(name, why);
  for (const document of documents) gathering.take(document);
  return gathering.end();
}

/** Sorts what documents have by lists. */
class Gathering {
  readonly #parts: Part[] = [];
  readonly #leftOut: LeftOut[] = [];
  readonly #notRead: unknown[] = [];
  /** Documents that also show who is in a group or holds a role. They aren't read. */
  readonly #memberships = new Set<string>();
  readonly #problems: NotUnderstood[] = [];
  /** The first document that says of which tenant and time it is. */
  #origin: { readonly name: string; readonly text: string } | undefined;

  /** Takes what a document has, or says why it can't be taken. */
  take({ name, json }: Document): void {
    const stack = stackTenant(json);
    if (stack === undefined) {
      const content = unwrapped(isFirstHundred(json) ? { value: json, [PART]: EXACTLY_100 } : json);
      const twice: string[] = [];
      this.#takeContent(inGraphForm(content, twice), name, twice[0]);
    } else if (stack.ok) {
      this.#takeFile({ ...stack.file, source: { tenant: name } }, name); // of any tenant
      if (stack.hidden !== undefined) this.#leftOut.push({ name: within(name, "other resources"), why: stack.hidden });
    } else this.#problems.push({ field: name, why: stack.problem });
  }

  /** Leaves out what can't be read. It may be a policy, so the list of policies is incomplete. */
  leaveOut(name: string, why: string): void {
    this.#notRead.push({ key: "policies", why: `${printable(name)} ${why}` });
    this.#leftOut.push({ name, why });
  }

  end(): Gathered {
    const isOfGroup = ({ list }: Part): boolean => list.startsWith(OF_GROUP);
    const groups = joinedByList(this.#parts.filter(isOfGroup)).map(asGroup);
    const lists = joinedByList([...this.#parts.filter((part) => !isOfGroup(part)), ...groups]);
    for (const { list, differ } of lists)
      if (differ !== undefined && isOne(list)) this.leaveOut(differ.name, differ.why);
      else if (differ !== undefined) this.#leftOut.push(differ);
    const twice = new Set(lists.flatMap(contradicting));
    const why = "has the same id as another object, with other content, so neither is used";
    this.#leftOut.push(...Array.from(twice, ({ from: name }) => ({ name, why })));
    const file: JsonObject = {
      ...Object.fromEntries(lists.flatMap((one) => entriesOf(one, twice))),
      ...(this.#notRead.length > 0 && { notRead: this.#notRead }),
      source: { whole: lists.filter(({ isWhole }) => isWhole).map(({ list }) => list) },
      ...(this.#memberships.size > 0 && { memberships: [...this.#memberships] }),
    };
    const placeOf = (path: string): string =>
      path.replace(/^(\w+)(?:\[(\d+)\])?/, (place, name, index = isOne(name) ? 0 : -1) => {
        const items = lists.find(({ list }) => list === name)?.items;
        return items?.[Number(index)]?.from ?? place;
      });
    return { file, leftOut: this.#leftOut, problems: this.#problems, placeOf };
  }

  #takeContent(json: unknown, name: string, wrong: string | undefined): void {
    const object = asObject(json);
    const context = String(object?.["@odata.context"]);
    if (SHOWS_MEMBERS.test(context)) this.#memberships.add(name);
    const [, group] = MEMBERS_OF_A_GROUP.exec(context) ?? [];
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
    else if (values === undefined) this.#takeValues([json], name, undefined);
    else if (group === undefined) this.#takeValues(values, name, object);
    else this.#takeList(OF_GROUP + group.toLowerCase(), foundList({ value: json }, "value"), name, "page");
  }

  #takeFile(file: JsonObject, name: string): void {
    if (!this.#belongs(file, name)) return;
    const manifest = manifestOf(file);
    this.#problems.push(...manifest.errors.map(({ field, why }) => ({ field: within(name, field), why })));
    this.#notRead.push(...itemsAt(file, "notRead"));
    for (const key of KEYS.filter((one) => !isAbsent(file[one]) && one !== "source" && one !== "notRead"))
      if (isMany(key)) this.#takeList(key, foundList(file, key), name, "list", isList(key) && manifest.isWhole(key));
      else this.#takeList(key, foundList({ [key]: [objectAt(file, key) ?? file[key]] }, key), name, "object");
  }

  /** Whether a file may be of the same tenant and time as those before it, by what it says it is of. */
  #belongs({ source }: JsonObject, name: string): boolean {
    if (isAbsent(source)) return true;
    const text = JSON.stringify(source);
    this.#origin ??= { name, text };
    const why = `may be of another tenant or time than ${printable(this.#origin.name)}; judge each by itself`;
    if (text !== this.#origin.text) this.leaveOut(name, why);
    return text === this.#origin.text;
  }

  /** Takes the objects of a page, of a bare list, or one by itself. */
  #takeValues(values: readonly unknown[], name: string, page: JsonObject | undefined): void {
    const context = page && contextOf(page);
    const all = values.map((value) => ({ value: inAnswer(value), as: recognise(value, context) }));
    const keys = new Set([...all.map(({ as }) => as), context].flatMap((as) => (as && "key" in as ? [as.key] : [])));
    if (values.length === 0 && keys.size === 0)
      this.#leftOut.push({ name, why: "an empty list; its content doesn't show of what" });
    for (const { value, as } of all) if ("why" in as) this.#leaveOutValue(value, name, as.why);
    const isMixed = all.some(({ as }) => "why" in as);
    const as = page !== undefined ? "page" : values.length > 1 ? "list" : "object";
    for (const key of keys) {
      const value = all.filter((one) => "key" in one.as && one.as.key === key).map((one) => one.value);
      const list = { ...page, value, ...(isMixed && { [PART]: "it has other objects too" }) };
      this.#takeList(key, foundList({ [key]: list }, key), name, as);
    }
  }

  #takeList(list: string, found: FoundList, document: string, as: Part["as"], isWhole = false): void {
    if (found.kind === "wrong") this.#problems.push({ field: within(document, found.field), why: found.why });
    if (found.kind !== "list") return;
    const place = (index: number) => (found.items.length === 1 ? document : within(document, `${list}[${index}]`));
    const all = found.items.map((value, index) => ({ value, from: place(index) }));
    const items = isReferredTo(list) ? all.filter(hasName) : all;
    const isAll = items.length === all.length;
    if (!isAll)
      this.#leftOut.push({ name: document, why: "it has no `id` and no `displayName`, so nothing can refer to it" });
    this.#parts.push({ list, document, as, why: found.part, isWhole: isWhole && isAll, items });
  }

  #leaveOutValue(value: unknown, name: string, why: string): void {
    if (asObject(value)?.["roleTemplateId"] !== undefined) this.#memberships.add(name);
    this.#leftOut.push({ name, why });
  }
}

/** Whether something can refer to an object. What is no object is refused when it is read. */
const hasName = ({ value }: Item): boolean => {
  const object = asObject(value);
  return object === undefined || idOf(object) !== "" || asText(object["displayName"]) !== undefined;
};

const joinedByList = (parts: readonly Part[]): readonly Joined[] =>
  groupedBy(parts, ({ list }) => list).map(([list, of]) => joined(list, of));

/** The policies, and the objects that policies refer to, that have one id and don't agree. */
const contradicting = ({ list, items }: Joined): readonly Item[] =>
  list === "policies" || isReferredTo(list)
    ? groupedBy(items, identityOf).flatMap(([, same]) => (same.length > 1 ? same : []))
    : [];

/** The tenant file's entries: the list and, if it is incomplete, why. The reader of policies understands none of two with one id. */
function entriesOf({ list, items, why }: Joined, twice: ReadonlySet<Item>): readonly (readonly [string, unknown])[] {
  if (isOne(list)) return [[list, items[0]?.value]];
  const values = items.filter((item) => list === "policies" || !twice.has(item)).map(({ value }) => value);
  return [[list, values], ...(why === undefined ? [] : [[list + PART, why] as const])];
}

/** Begins the name of a list of the members of one group. */
const OF_GROUP = "members of the group ";

/** The members of a group as that group. */
function asGroup({ list, items, why }: Joined): Part {
  const id = list.slice(OF_GROUP.length);
  const members = { members: items.map(({ value }) => value), ...(why !== undefined && { [`members${PART}`]: why }) };
  const item = { value: { "@odata.type": "#microsoft.graph.group", id, ...members }, from: items[0]?.from ?? list };
  return { list: "groups", document: item.from, as: "object", why: undefined, isWhole: false, items: [item] };
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
