import { type Fact, type Facts, isTextFact } from "./facts";
import { isNegative, type Literal, positive, variableOf } from "./formula";
import { excludes, implies, isEmpty } from "./text-facts";

/**
 * What else must be so of an attribute if this is. Complete for texts although it looks at two facts at a time: where no
 * pair of them clashes, the longest beginning, every part and the longest ending, joined by a character that no rule
 * uses, make a text that has all it should have and nothing that it shouldn't. Nothing follows from a text not being equal.
 */
export function consequencesOf(literal: Literal, facts: Facts): readonly Literal[] {
  const about = facts.behind(variableOf(literal));
  if (about === undefined || (isNegative(literal) && about.fact.kind === "equals")) return [];
  const found: Literal[] = [];
  for (const other of facts.about(about.attribute)) {
    const sign = other === about ? undefined : signOf(other.fact, about.fact, isNegative(literal));
    if (sign !== undefined) found.push(positive(other.variable) ^ sign);
  }
  return found;
}

/** 0 if the other fact must be so as well, 1 if it can't be, `undefined` if either is possible. */
function signOf(other: Fact, fact: Fact, denied: boolean): 0 | 1 | undefined {
  if (denied) {
    if (impliesFact(other, fact)) return 1;
    return leavesOnly(fact, other) ? 0 : undefined;
  }
  if (impliesFact(fact, other)) return 0;
  return excludesFact(fact, other) ? 1 : undefined;
}

const impliesFact = (one: Fact, other: Fact): boolean => isTextFact(one) && isTextFact(other) && implies(one, other);

function excludesFact(one: Fact, other: Fact): boolean {
  if (one.kind === "isNull" || other.kind === "isNull") return one.kind !== other.kind;
  return isTextFact(one) && isTextFact(other) && excludes(one, other);
}

/** Whether one of the two must be so: an attribute is null, or every empty text is in it. */
function leavesOnly(one: Fact, other: Fact): boolean {
  if (one.kind === "isNull") return isTextFact(other) && isEmpty(other);
  return other.kind === "isNull" && isTextFact(one) && isEmpty(one);
}
