import { capital, listing } from "../../text/sentence";
import { asObject, isAbsent } from "../json/json-object";
import { wrongShape } from "../json/not-understood";
import { type Enumeration, isEmptyList, readTexts, recognise, type TextList } from "../json/text-list";
import type { ListCondition } from "../model/dimensions";
import { type NotUnderstood, type Truth, truthOf } from "../model/truth";

/** The law of a condition that is a list: met by the values it lists and by no other. */
export const meetsList = <Value>({ values }: ListCondition<Value>, value: Value): Truth => truthOf(values.has(value));

/** A condition that isn't understood as a whole. */
export const odd = (...notes: readonly NotUnderstood[]): Odd => ({ kind: "notUnderstood", notes });

type Odd = { readonly kind: "notUnderstood"; readonly notes: readonly NotUnderstood[] };
type Any = { readonly kind: "any" };

/** Reads a list. An empty list is a condition that isn't configured. */
export function readList<Word extends string>(
  list: TextList,
  known: Enumeration<Word>,
): ListCondition<Word> | Any | Odd {
  const { words, notUnderstood } = recognise(list, known);
  if (notUnderstood.length > 0) return odd(...notUnderstood);
  return words.size === 0 ? { kind: "any" } : { kind: "only", values: words };
}

/** The lists of a condition that includes and excludes. It isn't configured if both are empty. */
export function readSides(
  value: unknown,
  key: "platforms" | "locations",
): { readonly kind: "listed"; readonly include: TextList; readonly exclude: TextList } | Any | Odd {
  if (isAbsent(value)) return { kind: "any" };
  const field = `conditions.${key}`;
  const object = asObject(value);
  if (object === undefined) return odd(wrongShape(field, value, "an object"));
  const side = (name: string): TextList => readTexts(object[name], `${field}.${name}`);
  const [include, exclude] = [side(`include${capital(key)}`), side(`exclude${capital(key)}`)];
  const notes = [...include.notUnderstood, ...exclude.notUnderstood];
  if (notes.length > 0) return odd(...notes);
  return isEmptyList(include) && isEmptyList(exclude) ? { kind: "any" } : { kind: "listed", include, exclude };
}

/** `covers only sign-in risk high and medium` */
export function whyNotListed<Value>(kind: string, { values }: ListCondition<Value>): string {
  return values.size === 0 ? `names no ${kind}` : `covers only ${kind} ${listing([...values].map(String), "and")}`;
}

/** `a browser or a legacy client`. If few values are missing, it names these: `any client but a browser`. */
export function valuesInWords<Value extends string>(
  names: Readonly<Record<Value, string>>,
  values: readonly Value[],
  anyOfThem: string,
  mostLeftOut: number,
): string {
  const others = (Object.keys(names) as Value[]).filter((value) => !values.includes(value));
  const named = (some: readonly Value[]): readonly string[] => some.map((value) => names[value]);
  const areFew = others.length < values.length && others.length <= mostLeftOut;
  return areFew ? `${anyOfThem} but ${listing(named(others), "and")}` : listing(named(values), "or");
}
