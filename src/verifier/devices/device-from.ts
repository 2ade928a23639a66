import { type AttributeName, ordinaryValues, typeOf } from "../../law/device-filter/attributes";
import type { AttributeValue, Device } from "../../law/device-filter/device";
import { type Literal, positive } from "../solver/formula";
import type { Facts } from "./facts";
import { type Fact, isEmpty, isTextFact, textWith } from "./text-facts";

/** A device of which the literals of the model are true; unregistered, if one is. It has no value for attributes that they say nothing of. */
export function deviceFrom(isTrue: (literal: Literal) => boolean, facts: Facts): Device {
  const attributes = new Map<AttributeName, AttributeValue>();
  for (const [attribute, known] of facts.byAttribute()) {
    const factsWith = (sign: 0 | 1): readonly Fact[] =>
      known.filter(({ variable }) => isTrue(positive(variable) ^ sign)).map(({ fact }) => fact);
    const value = valueFrom(attribute, factsWith(0), factsWith(1));
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
      return new Set(isTrue.flatMap((fact) => (fact.kind === "hasElement" ? [fact.raw] : [])));
    case "text":
      return textWith(isTrue.filter(isTextFact), isFalse.filter(isTextFact), ordinaryValues(attribute));
  }
}

/** Where the facts allow both, an attribute that devices commonly have gets a value. */
function hasValue(attribute: AttributeName, isTrue: readonly Fact[], isFalse: readonly Fact[]): boolean {
  if (isTrue.length > 0) return isTrue.every(({ kind }) => kind !== "isNull");
  if (isFalse.some(({ kind }) => kind === "isNull")) return true;
  if (isFalse.some((fact) => isTextFact(fact) && isEmpty(fact))) return false;
  return isFalse.length > 0 && (attribute === "isCompliant" || ordinaryValues(attribute).length > 0);
}
