import type { TextFact } from "./facts";

/** Whether a text of that folded form passes. */
export function passes(fact: TextFact, folded: string): boolean {
  switch (fact.kind) {
    case "equals":
      return folded === fact.folded;
    case "startsWith":
      return folded.startsWith(fact.folded);
    case "endsWith":
      return folded.endsWith(fact.folded);
    case "contains":
      return folded.includes(fact.folded);
  }
}

/** Whether every text that passes the one passes the other. */
export function implies(one: TextFact, other: TextFact): boolean {
  if (one.kind === "equals") return passes(other, one.folded);
  if (other.kind === "contains") return one.folded.includes(other.folded);
  return isEmpty(other) || (one.kind === other.kind && passes(other, one.folded));
}

/** Whether no text passes both. */
export function excludes(one: TextFact, other: TextFact): boolean {
  if (one.kind === "equals") return !passes(other, one.folded);
  if (other.kind === "equals") return !passes(one, other.folded);
  return one.kind === other.kind && one.kind !== "contains" && !implies(one, other) && !implies(other, one);
}

/** Whether every text passes. */
export const isEmpty = (fact: TextFact): boolean => fact.kind !== "equals" && fact.folded === "";
