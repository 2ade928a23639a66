import { asObject, asText, isAnnotation } from "../../../law/json/json-object";
import { printable } from "../../../text/printable";
import { counted } from "../../../text/sentence";
import type { ShapeError } from "../collection";
import { dueAt, type Key } from "./kinds";

/** What was left aside of an export, and why. */
export interface LeftAside {
  readonly name: string;
  readonly why: string;
}

/** A value of an export, and where it is from. */
export interface Item {
  readonly value: unknown;
  /** The document's name. */
  readonly document: string;
  /** The same, with the place in its list where that has others. */
  readonly from: string;
  /** Whether it stood in a list, which may be all of its kind. */
  readonly inList: boolean;
}

/** What is said of a value that is there twice. */
interface Twice {
  /** `undefined` where it is the same text, of which nothing is lost. */
  readonly repeated: (first: Item) => LeftAside | undefined;
  readonly differing: (first: Item) => string;
}

interface Repeated {
  readonly first: Item;
  readonly item: Item;
  readonly once: LeftAside;
  count: number;
}

/**
 * The objects of an export by the key that they belong under. One that is there twice and is the same is one; where the two
 * differ, nobody knows which one holds.
 */
export class GatheredObjects {
  readonly problems: ShapeError[] = [];
  readonly #byKey = new Map<Key, Item[]>();
  readonly #first = new Map<string, Item>();
  readonly #repeated = new Map<string, Repeated>();

  /** By key, in the order in which they came. */
  get lists(): ReadonlyMap<Key, readonly Item[]> {
    return this.#byKey;
  }

  /** Whether an object of that id is under the key. */
  has(key: Key, id: string): boolean {
    return this.#first.has(`${key} ${id}`);
  }

  /** Says that a list is there, be it empty. */
  open(key: Key): Item[] {
    const items = this.#byKey.get(key) ?? [];
    this.#byKey.set(key, items);
    return items;
  }

  /** A value of a list. What isn't known may be said as often as one likes. */
  add(key: Key, item: Item): void {
    const object = asObject(item.value);
    const name = asText(object?.["id"])?.toLowerCase() ?? (object && ` ${JSON.stringify(object)}`);
    if (name === undefined || key === "notRead") this.open(key).push(item);
    else
      this.#addOnce(`${key} ${name}`, key, item, {
        repeated: (first) => ({ name: item.from, why: `the same as ${printable(first.from)}` }),
        differing: (first) => `the same id as ${printable(first.from)}, and the two differ; keep one of them`,
      });
  }

  /** A value of which a tenant has one. What Graph writes around it makes no difference. */
  addOnly(key: Key, { value, ...item }: Item): void {
    const object = asObject(value);
    const bare = object && Object.fromEntries(Object.entries(object).filter(([name]) => !isAnnotation(name)));
    this.#addOnce(
      key,
      key,
      { ...item, value: bare ?? value },
      {
        repeated: (first) =>
          dueAt(key) === "text"
            ? undefined
            : { name: `\`${key}\` of ${item.from}`, why: `the same as in ${printable(first.from)}` },
        differing: (first) => `\`${key}\` is in ${printable(first.from)} too, and the two differ; keep one`,
      },
    );
  }

  #addOnce(name: string, key: Key, item: Item, say: Twice): void {
    const first = this.#first.get(name);
    if (first === undefined) {
      this.#first.set(name, item);
      this.open(key).push(item);
    } else if (said(first.value) === said(item.value)) this.#repeat(first, item, say);
    else this.problems.push({ path: item.from, problem: say.differing(first) });
  }

  #repeat(first: Item, item: Item, say: Twice): void {
    const between = JSON.stringify([first.document, item.document]);
    const repeated = this.#repeated.get(between);
    const once = say.repeated(first);
    if (once === undefined) return;
    if (repeated === undefined) this.#repeated.set(between, { first, item, once, count: 1 });
    else repeated.count++;
  }

  /** What was there before; of several in one document only how many. */
  get leftAside(): readonly LeftAside[] {
    return Array.from(this.#repeated.values(), ({ first, item, once, count }) =>
      count === 1
        ? once
        : {
            name: `${counted(count, "object")} of ${item.document}`,
            why: `the same as in ${printable(first.document)}`,
          },
    );
  }
}

/** What an object says, whichever question it answers. */
const said = (value: unknown): string =>
  JSON.stringify(value, (name, inner: unknown) => (/@odata\.(context|etag)$/.test(name) ? undefined : inner));
