import { capital, listing } from "../../text/sentence";
import { asObject, isAbsent, type JsonObject } from "../json/json-object";
import { wrongShape } from "../json/not-understood";
import { isEmptyList, readTexts, recognise, type TextList } from "../json/text-list";
import type { ListCondition } from "../model/dimensions";
import type { NotUnderstood } from "../model/truth";
import type { Words } from "./condition";

/** A condition that isn't understood as a whole. */
export const odd = (...notes: readonly NotUnderstood[]): Odd => ({ kind: "notUnderstood", notes });

type Odd = { readonly kind: "notUnderstood"; readonly notes: readonly NotUnderstood[] };
type Any = { readonly kind: "any" };
type Sides = { readonly kind: "listed"; readonly include: TextList; readonly exclude: TextList };

/** Reads an object. A missing object is a condition that isn't configured. */
export function readObject<Read>(value: unknown, field: string, read: (object: JsonObject) => Read): Read | Any | Odd {
  if (isAbsent(value)) return { kind: "any" };
  const object = asObject(value);
  return object === undefined ? odd(wrongShape(field, value, "an object")) : read(object);
}

/** Reads a list. An empty list is a condition that isn't configured. */
export function readList<Word extends string>(
  list: TextList,
  kind: string,
  known: readonly Word[],
): ListCondition<Word> | Any | Odd {
  const { words, notUnderstood } = recognise(list, kind, known);
  if (notUnderstood.length > 0) return odd(...notUnderstood);
  return words.size === 0 ? { kind: "any" } : { kind: "only", values: words };
}

/** The lists of a condition that includes and excludes. It isn't configured if both are empty. */
export const readSides = (value: unknown, key: "platforms" | "locations"): Sides | Any | Odd =>
  readObject<Sides | Any | Odd>(value, `conditions.${key}`, (object) => {
    const side = (name: string): TextList => readTexts(object[name], `conditions.${key}.${name}`);
    const [include, exclude] = [side(`include${capital(key)}`), side(`exclude${capital(key)}`)];
    const notes = [...include.notUnderstood, ...exclude.notUnderstood];
    if (notes.length > 0) return odd(...notes);
    return isEmptyList(include) && isEmptyList(exclude) ? { kind: "any" } : { kind: "listed", include, exclude };
  });

/** The names of a listed dimension and its values. */
interface Names<Value extends string | null> {
  readonly kind: string;
  readonly values: readonly Value[];
  readonly nameOf: (value: Value) => string;
  /** The word for a value, if the name of a value doesn't say it. */
  readonly noun?: string;
  /** The word before these in `how`. */
  readonly before?: "on " | "by ";
  /** What `how` says of all values, if it says anything. */
  readonly any?: string;
  readonly preposition?: "with " | "at ";
  readonly fix: string;
}

/** A condition that lists values, in words. If few values are missing, these are named: `any client but a browser`, `doesn't cover iOS`. */
export function wordsOfList<Value extends string | null>(names: Names<Value>): Words<Value, ListCondition<Value>> {
  const { kind, values: all, nameOf, noun = "", before = "", any, preposition = "", fix } = names;
  const listed = (values: Iterable<Value>, link: "and" | "or") => `${noun}${listing(Array.from(values, nameOf), link)}`;
  const fewLeftOut = (values: readonly Value[], link: "and" | "or") => {
    const left = all.filter((value) => !values.includes(value));
    return left.length < values.length ? listed(left, link) : undefined;
  };
  return {
    name: `the ${kind}`,
    how(values) {
      if (values === "any") return any && `${before}${any}`;
      const left = any && fewLeftOut(values, "and");
      return `${before}${left ? `${any} but ${left}` : listed(values, "or")}`;
    },
    preposition,
    why({ values }) {
      const left = fewLeftOut([...values], "or");
      if (left !== undefined) return `doesn't cover ${left}`;
      return values.size === 0 ? `covers no ${kind}` : `covers only ${listed(values, "and")}`;
    },
    fix,
  };
}
