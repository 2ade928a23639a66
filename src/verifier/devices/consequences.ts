import { isNegative, type Literal, positive, variableOf } from "../solver/formula";
import { excludes, type Fact, implies, isEmpty, isTextFact, type NumberedFact } from "./text-facts";

/** The facts that rules ask about. */
interface KnownFacts {
  readonly factOf: (variable: number) => NumberedFact | undefined;
  readonly about: (attribute: NumberedFact["attribute"]) => readonly NumberedFact[];
}

/**
 * The literals about the same attribute that this one implies, closed under contraposition.
 *
 * Looking at two facts at a time is enough: where no pair of true facts about a text excludes each other, the longest
 * beginning, every part and the longest ending, joined by a character that no rule uses, make a text of which exactly
 * those facts are true. That a text doesn't equal another one implies nothing.
 */
export function consequencesOf(literal: Literal, facts: KnownFacts): readonly Literal[] {
  const about = facts.factOf(variableOf(literal));
  if (about === undefined || (isNegative(literal) && about.fact.kind === "equals")) return [];
  const found: Literal[] = [];
  for (const other of facts.about(about.attribute)) {
    const sign = other === about ? undefined : signOf(other.fact, about.fact, isNegative(literal));
    if (sign !== undefined) found.push(positive(other.variable) ^ sign);
  }
  return found;
}

/** 0 iff the other fact must be true then, 1 iff it must be false, `undefined` iff it may be either. */
function signOf(other: Fact, fact: Fact, negated: boolean): 0 | 1 | undefined {
  if (negated) {
    if (impliesFact(other, fact)) return 1;
    return areExhaustive(fact, other) ? 0 : undefined;
  }
  if (impliesFact(fact, other)) return 0;
  return excludesFact(fact, other) ? 1 : undefined;
}

const impliesFact = (one: Fact, other: Fact): boolean => isTextFact(one) && isTextFact(other) && implies(one, other);

function excludesFact(one: Fact, other: Fact): boolean {
  if (one.kind === "isNull" || other.kind === "isNull") return one.kind !== other.kind;
  return isTextFact(one) && isTextFact(other) && excludes(one, other);
}

/** Whether one of the two is always true: an attribute is null, or it contains the empty text. */
function areExhaustive(one: Fact, other: Fact): boolean {
  if (one.kind === "isNull") return isTextFact(other) && isEmpty(other);
  return other.kind === "isNull" && isTextFact(one) && isEmpty(one);
}
