import { listing } from "../../text/sentence";
import { type Enumeration, recognise, saysNothing, type TextList } from "../json/text-list";
import type { ListCondition } from "../model/dimensions";
import type { NotUnderstood, Truth } from "../model/truth";
import type { ConditionOn, Explanation, Words } from "./condition";

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

/** A list that stands for itself; an empty one is a condition that isn't configured. */
export function readList<Word extends string>(list: TextList, known: Enumeration<Word>): ListCondition<Word> {
  if (saysNothing(list)) return { kind: "any" };
  const { words, notUnderstood } = recognise(list, known);
  return { kind: "only", values: words, notUnderstood };
}

/** A list condition with nothing in it but what isn't understood. */
export const listNotUnderstood = (note: NotUnderstood): ListCondition<never> => ({
  kind: "only",
  values: new Set(),
  notUnderstood: [note],
});

/** `covers only sign-in risk high and medium` */
export function explainList<Value>(kind: string, condition: ListCondition<Value>): Explanation {
  const values = condition.kind === "any" ? [] : [...condition.values].map(String);
  return {
    why: `covers only ${kind} ${values.length === 0 ? "of no kind" : listing(values, "and")}`,
    fix: `remove its condition on ${kind}`,
  };
}

/** The words of a risk, whose levels are said as they are. */
export const riskWords = <Level extends string | null>(kind: string): Words<Level, ListCondition<Level>> => ({
  how: (levels) =>
    levels === "any"
      ? undefined
      : `${kind} ${listing(
          levels.map((level) => level ?? "none"),
          "or",
        )}`,
  preposition: "at ",
  unmet: `about another ${kind}`,
  explain: (condition) => explainList(kind, condition),
  advice: `take the ${kind} condition out, or cover the other levels with a second policy`,
});

/** All but a few of the values are said by what they leave out: `any client but a browser`. */
export function anyBut<Value>(
  all: readonly Value[],
  values: readonly Value[],
  mostLeftOut: number,
): readonly Value[] | undefined {
  const others = all.filter((value) => !values.includes(value));
  return others.length < values.length && others.length <= mostLeftOut ? others : undefined;
}
