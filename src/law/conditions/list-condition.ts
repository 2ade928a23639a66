import { capital, listing } from "../../text/sentence";
import { asObject, isAbsent } from "../json/json-object";
import { wrongShape } from "../json/not-understood";
import { type Enumeration, isEmptyList, readTexts, recognise, type TextList } from "../json/text-list";
import type { ListCondition } from "../model/dimensions";
import type { NotUnderstood, Truth } from "../model/truth";
import type { ConditionOn } from "./condition";

/**
 * The law of a condition that is a list: met by the values it lists and by no other; one that isn't configured is met by all.
 * A value that isn't understood might be any value, except those that the list names anyway.
 */
export function meetsList<Value>(condition: ListCondition<Value>, value: Value): Truth {
  if (condition.kind === "any" || condition.values.has(value)) return "yes";
  return condition.notUnderstood.length > 0 ? "unclear" : "no";
}

type ListLaw<Value> = Pick<ConditionOn<Value, ListCondition<Value>>, "notConfigured" | "meets" | "notUnderstood">;

/** What all conditions that are lists have in common. */
export const listLaw = <Value>(): ListLaw<Value> => ({
  notConfigured: { kind: "any" },
  meets: meetsList,
  notUnderstood: (condition) => (condition.kind === "any" ? [] : condition.notUnderstood),
});

/** Reads a list. An empty list is a condition that isn't configured. */
export function readList<Word extends string>(list: TextList, known: Enumeration<Word>): ListCondition<Word> {
  if (isEmptyList(list)) return { kind: "any" };
  const { words, notUnderstood } = recognise(list, known);
  return { kind: "only", values: words, notUnderstood };
}

/**
 * The lists of a condition that includes and excludes; `undefined` if it isn't configured or both lists are empty. A value of another
 * shape is an include that isn't understood.
 */
export function readSides(
  value: unknown,
  key: "platforms" | "locations",
): { readonly include: TextList; readonly exclude: TextList } | undefined {
  if (isAbsent(value)) return undefined;
  const field = `conditions.${key}`;
  const object = asObject(value);
  const side = (name: string): TextList => readTexts(object?.[name], `${field}.${name}`);
  const [include, exclude] = [side(`include${capital(key)}`), side(`exclude${capital(key)}`)];
  if (object === undefined)
    return { include: { ...include, notUnderstood: [wrongShape(field, value, "an object")] }, exclude };
  return isEmptyList(include) && isEmptyList(exclude) ? undefined : { include, exclude };
}

/** A list condition with nothing in it but what isn't understood. */
export const listNotUnderstood = (note: NotUnderstood): ListCondition<never> => ({
  kind: "only",
  values: new Set(),
  notUnderstood: [note],
});

/** `covers only sign-in risk high and medium` */
export function whyNotListed<Value>(kind: string, condition: ListCondition<Value>): string {
  const values = condition.kind === "any" ? [] : [...condition.values].map(String);
  return values.length === 0 ? `names no ${kind} that is understood` : `covers only ${kind} ${listing(values, "and")}`;
}

/** The same for a condition that includes and excludes. @param lists whether a list has the value */
export function whyNotOnSide<L>(
  condition: { readonly kind: "any" } | { readonly kind: "listed"; readonly include: L; readonly exclude: L },
  lists: (list: L) => Truth,
  inWords: (list: L) => string,
): string {
  if (condition.kind === "any") throw new Error("a condition that isn't configured lets nothing through");
  const { include, exclude } = condition;
  return lists(include) === "no" ? `covers only ${inWords(include)}` : `excludes ${inWords(exclude)}`;
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
