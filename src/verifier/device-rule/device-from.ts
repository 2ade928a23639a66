import { type AttributeName, typeOf } from "./attributes";
import type { AttributeValue, Device } from "./device";
import { type Fact, type Facts, isTextFact, type NumberedFact } from "./facts";
import { ordinaryValues } from "./ordinary-values";
import { affirmed, type Literal } from "./solver/literal";
import { isEmpty } from "./text-facts";
import { textWith } from "./text-with";

/** A registered device of which the literals hold. It has no value for attributes that they say nothing of. */
export function deviceFrom(holding: ReadonlySet<Literal>, facts: Facts): Device {
  const attributes = new Map<AttributeName, AttributeValue>();
  for (const [attribute, known] of facts.byAttribute()) {
    const value = valueFrom(attribute, factsAmong(known, holding));
    if (value !== undefined) attributes.set(attribute, value);
  }
  return { kind: "registered", attributes };
}

interface Settled {
  readonly so: readonly Fact[];
  readonly notSo: readonly Fact[];
}

function factsAmong(known: readonly NumberedFact[], holding: ReadonlySet<Literal>): Settled {
  const factsWith = (sign: 0 | 1): readonly Fact[] =>
    known.filter(({ proposition }) => holding.has(affirmed(proposition) ^ sign)).map(({ fact }) => fact);
  return { so: factsWith(0), notSo: factsWith(1) };
}

function valueFrom(attribute: AttributeName, settled: Settled): AttributeValue | undefined {
  if (!hasValue(attribute, settled)) return undefined;
  const { so, notSo } = settled;
  switch (typeOf(attribute)) {
    case "boolean":
      return so.some(({ kind }) => kind === "isTrue");
    case "collection":
      return new Set(so.flatMap((fact) => (fact.kind === "hasElement" ? [fact.raw] : [])));
    case "text":
      return textWith(so.filter(isTextFact), notSo.filter(isTextFact), ordinaryValues(attribute));
  }
}

/** Where the facts leave it open, an attribute that every device commonly has gets a value. */
function hasValue(attribute: AttributeName, { so, notSo }: Settled): boolean {
  if (so.length > 0) return so.every(({ kind }) => kind !== "isNull");
  if (notSo.some(({ kind }) => kind === "isNull")) return true;
  if (notSo.some((fact) => isTextFact(fact) && isEmpty(fact))) return false;
  return notSo.length > 0 && (attribute === "isCompliant" || ordinaryValues(attribute).length > 0);
}
