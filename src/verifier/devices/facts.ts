import { type AttributeName, ordinaryValues, typeOf } from "../../law/device-filter/attributes";
import type { AttributeValue, Device } from "../../law/device-filter/device";
import { asksForNull, isTrueOf } from "../../law/device-filter/evaluate";
import { type DeviceComparison, type DeviceRule, type Fact, joined } from "../../law/device-filter/rule";
import { type Logic, opposite, PAIRS, type Pair } from "../encoding/logic";
import { all, any, type Formula, isNegative, type Literal, literally, negate, negation } from "../solver/formula";
import { excludes, implies, isTextFact, textWith } from "./text-facts";

/** A fact about an attribute, and the literal that is true iff the fact is. */
export interface EncodedFact {
  readonly literal: Literal;
  readonly attribute: AttributeName;
  readonly fact: Fact;
}

/** The facts that rules ask about, each with its own variable. */
export class Facts {
  readonly byAttribute = new Map<AttributeName, EncodedFact[]>();
  readonly #known = new Map<string, EncodedFact>();
  readonly #logic: Logic;

  constructor(logic: Logic) {
    this.#logic = logic;
  }

  /** True iff the attribute is null. */
  isNull(attribute: AttributeName): Literal {
    return this.literalOf(attribute, { kind: "isNull" });
  }

  /** True iff the fact is true of the attribute. */
  literalOf(attribute: AttributeName, fact: Fact): Literal {
    const key = `${attribute} ${fact.kind} ${"folded" in fact ? fact.folded : ""}`;
    const known = this.#known.get(key) ?? this.#add(attribute, fact);
    this.#known.set(key, known);
    return known.literal;
  }

  /** What `evaluateDeviceRule` answers for a registered device, as formulas: `is` for yes and `isNot` for no. Neither is unclear. */
  pairOf(rule: DeviceRule): Pair {
    return joined(rule, { comparison: (one, isUnderNot) => this.#pairOfComparison(one, isUnderNot), ...PAIRS });
  }

  #pairOfComparison(comparison: DeviceComparison, isUnderNot: boolean): Pair {
    const { attribute, negated, anyOf } = comparison;
    const hasValue = (): Formula => literally(negate(this.isNull(attribute)));
    const formulaOf = (fact: Fact): Formula => {
      if (fact.kind === "isNull") return any([]); // about null a rule says neither yes nor no
      const isFalse = fact.kind === "isFalse";
      const literal = this.literalOf(attribute, isFalse ? { kind: "isTrue" } : fact);
      return isFalse ? all([hasValue(), literally(negate(literal))]) : literally(literal);
    };
    const passes = any(anyOf.map(formulaOf));
    const fails = negation(passes);
    const pair = { is: passes, isNot: isUnderNot || asksForNull(comparison) ? all([hasValue(), fails]) : fails };
    return negated ? opposite(pair) : pair;
  }

  all(): readonly EncodedFact[] {
    return [...this.byAttribute.values()].flat();
  }

  /**
   * The literals about the same attribute that one about a fact implies, closed under contraposition.
   *
   * Looking at two facts at a time is enough: where no pair of true facts about a text excludes each other, the longest
   * beginning, every part and the longest ending, joined by a character that no rule uses, make a text with exactly
   * those facts. That a text doesn't equal another one implies nothing.
   */
  implied({ attribute, fact, literal: own }: EncodedFact, literal: Literal): readonly Literal[] {
    const isFalse = isNegative(literal);
    // That a collection contains one text implies nothing about others.
    const isText = typeOf(attribute) === "text";
    if (isFalse && fact.kind === "equals") return [];
    return (this.byAttribute.get(attribute) ?? []).flatMap(({ fact: other, literal: one }) => {
      if (one === own) return [];
      if (isFalse ? isText && implies(other, fact) : excludes(fact, other)) return [negate(one)];
      return !isFalse && isText && implies(fact, other) ? [one] : [];
    });
  }

  /** Literals that are true iff rules can't distinguish a device from this one. Attributes that it lacks have no value, or any. */
  literalsOf(device: Device, areOthersOpen: boolean): readonly Literal[] {
    return [...this.byAttribute].flatMap(([attribute, known]) => {
      const value = device.kind === "registered" ? device.attributes.get(attribute) : undefined;
      if (value === undefined && areOthersOpen && device.kind === "registered") return [];
      return known.map(({ fact, literal }) => (isTrueOf(fact, value) ? literal : negate(literal)));
    });
  }

  #add(attribute: AttributeName, fact: Fact): EncodedFact {
    const literal = this.#logic.solver.variable(fact.kind === "isNull");
    const encoded = { literal, attribute, fact };
    for (const one of [literal, negate(literal)]) this.#logic.imply(one, () => this.implied(encoded, one));
    const siblings = this.byAttribute.get(attribute) ?? [];
    siblings.push(encoded);
    this.byAttribute.set(attribute, siblings);
    if (fact.kind !== "isNull") this.isNull(attribute);
    return encoded;
  }
}

/** A device that agrees with the model; an unregistered one if possible. Attributes without a fact have no value. */
export function deviceFrom(isTrue: (literal: Literal) => boolean, facts: Facts): Device {
  const attributes = new Map<AttributeName, AttributeValue>();
  for (const [attribute, known] of facts.byAttribute) {
    const factsThat = (are: boolean): readonly Fact[] =>
      known.flatMap(({ literal, fact }) => (isTrue(literal) === are ? fact : []));
    const value = valueFrom(attribute, factsThat(true), factsThat(false));
    if (value !== undefined) attributes.set(attribute, value);
  }
  return attributes.size === 0 ? { kind: "unregistered" } : { kind: "registered", attributes };
}

/** @param isTrue facts about the attribute that the model makes true; @param isFalse those that it makes false */
function valueFrom(
  attribute: AttributeName,
  isTrue: readonly Fact[],
  isFalse: readonly Fact[],
): AttributeValue | undefined {
  if (!hasValue(attribute, isTrue, isFalse)) return undefined;
  switch (typeOf(attribute)) {
    case "boolean":
      return isTrue.some(({ kind }) => kind === "isTrue");
    case "collection":
      return new Set(isTrue.filter(isTextFact).map(({ raw }) => raw));
    case "text":
      return textWith(isTrue.filter(isTextFact), isFalse.filter(isTextFact), ordinaryValues(attribute));
  }
}

/** If the facts allow both, an attribute that devices commonly have gets a value. */
function hasValue(attribute: AttributeName, isTrue: readonly Fact[], isFalse: readonly Fact[]): boolean {
  if (isTrue.length > 0) return isTrue.every(({ kind }) => kind !== "isNull");
  if (isFalse.some(({ kind }) => kind === "isNull")) return true;
  return isFalse.length > 0 && (attribute === "isCompliant" || ordinaryValues(attribute).length > 0);
}
