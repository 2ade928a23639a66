import { asObject, asText, isAnnotation, type JsonObject } from "../../law/json/json-object";
import { printable } from "../../text/printable";
import { listingSome } from "../../text/sentence";
import { NEXT_PAGE } from "../graph/collection";
import { type Key, kindAt } from "../graph/file-keys";

/** An object of an export, and the document that it is from. */
export interface Item {
  value: unknown;
  readonly from: string;
}

/** A place within a document; within one that has no name the place alone. */
export const within = (document: string, place: string): string => (document === "" ? place : `${document}: ${place}`);

/** What was gathered under one key of a tenant file, and what documents say of how much that is. */
export class GatheredList {
  readonly key: Key;
  readonly items: Item[] = [];
  isVouchedFor = false;
  /** Some document has objects of it and doesn't vouch for all of them. */
  isOpen = false;
  /** Some object is a document of its own. */
  isInFiles = false;
  /** Why it is a part, where some document says so. */
  part: string | undefined;
  readonly #byId = new Map<string, Item>();
  /** Documents after which another page comes, and how many pages there are after which none does. */
  readonly #pages = { continued: new Set<string>(), ended: 0 };

  constructor(key: Key) {
    this.key = key;
  }

  takePage(document: string, sign: string | undefined): void {
    if (sign === NEXT_PAGE) this.#pages.continued.add(document);
    else this.#pages.ended++;
    if (sign !== undefined && sign !== NEXT_PAGE) this.part = within(printable(document), sign);
  }

  /** Why this is a part: pages that go on need one that doesn't. */
  get whyPart(): string | undefined {
    const { continued, ended } = this.#pages;
    const names = listingSome([...continued].map(printable), 3);
    return this.part ?? (continued.size > 0 && ended !== 1 ? within(names, NEXT_PAGE) : undefined);
  }

  get value(): unknown {
    const values = this.items.map(({ value }) => value);
    return kindAt(this.key).due === "list" ? values : values[0];
  }

  /** Adds an object. What is there twice is one; where the two differ, nobody knows what it holds. @returns why it is left aside */
  add(item: Item): string | undefined {
    const object = asObject(item.value);
    const { id, displayName } = object ?? {};
    if (object !== undefined && NAMED.has(this.key) && asText(id) === undefined && asText(displayName) === undefined) {
      this.isOpen = true;
      return "it has no `id` and no `displayName`, so nothing can refer to it";
    }
    const known = this.key === "notRead" || object === undefined ? undefined : identityOf(object);
    const first = known === undefined ? undefined : this.#byId.get(known);
    if (known !== undefined && first === undefined) this.#byId.set(known, item);
    if (first !== undefined && said(first.value) === said(item.value)) return "the same as another one of the export";
    const isReadApart = READ_APART.has(this.key);
    if (first === undefined || isReadApart) this.items.push(item);
    if (first === undefined || (isReadApart && this.key !== "policies")) return undefined;
    if (!isReadApart) first.value = { id, displayName };
    return `the same id as ${printable(first.from)}, and the two differ, so neither is believed`;
  }

  /** Takes a value of which a tenant has one. @returns what is wrong with that, where there is another one */
  addOnly({ value, from }: Item): string | undefined {
    const object = asObject(value);
    const entries = Object.entries(object ?? {}).filter(([name]) => !isAnnotation(name));
    const bare = object === undefined ? value : Object.fromEntries(entries);
    const [first] = this.items;
    if (first === undefined) this.items.push({ value: bare, from });
    return first === undefined || said(first.value) === said(bare)
      ? undefined
      : `\`${this.key}\` is in ${printable(first.from)} too, and the two differ; keep one`;
  }
}

/** Lists whose objects are what other objects refer to, by the id or by the name. */
const NAMED: ReadonlySet<Key> = new Set<Key>(["namedLocations", "groups", "authenticationStrengthPolicies"]);

/** Lists whose reader says what comes of an id that is there twice. */
const READ_APART: ReadonlySet<Key> = new Set<Key>(["policies", "users", "roleAssignments", "roleEligibilitySchedules"]);

/** By what an object is known to be there twice: its id, or all of it. */
const identityOf = (object: JsonObject): string => (asText(object["id"]) ?? JSON.stringify(object)).toLowerCase();

const said = (value: unknown): string =>
  JSON.stringify(value, (name, inner: unknown) => (/@odata\.(context|etag)$/.test(name) ? undefined : inner));
