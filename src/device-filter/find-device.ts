import { type AttributeName, ordinaryValues, typeOf } from "./attributes";
import { consequencesOf } from "./consequences";
import { type DeviceDemand, formulaOf } from "./demand";
import type { AttributeValue, Device } from "./device";
import { evaluateDeviceRule } from "./evaluate";
import { type Fact, Facts, isTextFact, type NumberedFact } from "./facts";
import { all, clausesOf, type Literal, positive } from "./formula";
import { solve } from "./sat-solver";
import { isEmpty, textWith } from "./text-facts";

/** `none` is a proof that no device meets the demands; `tooHard` says nothing either way. `steps` is what it took. */
export type DeviceSearch = (
  | { readonly kind: "found"; readonly device: Device }
  | { readonly kind: "none" }
  | { readonly kind: "tooHard" }
) & { readonly steps: number };

const UNREGISTERED: Device = { kind: "unregistered" };

/**
 * Finds a device that meets every demand, an unregistered one if that does: it takes no preparation by whoever signs in.
 * Attributes of a registered device may have any value, or none.
 * @param most how many steps the solver may take before giving up as too hard
 */
export function findDevice(demands: readonly DeviceDemand[], most: number): DeviceSearch {
  if (meetsAll(UNREGISTERED, demands)) return { kind: "found", device: UNREGISTERED, steps: 0 };
  const facts = new Facts();
  const condition = all(demands.map((demand) => formulaOf(demand, facts)));
  const clauses = clausesOf(condition, () => facts.fresh());
  const solution = solve(
    {
      variables: facts.count,
      clauses,
      consequencesOf: (literal) => consequencesOf(literal, facts),
      looked: () => facts.looked,
    },
    most,
  );
  const { steps } = solution;
  if (solution.kind === "contradictory") return { kind: "none", steps };
  if (solution.kind === "tooHard") return { kind: "tooHard", steps };
  const device = deviceFrom(solution.model, facts);
  return meetsAll(device, demands) ? { kind: "found", device, steps } : { kind: "tooHard", steps };
}

function meetsAll(device: Device, demands: readonly DeviceDemand[]): boolean {
  return demands.every(({ rule, among }) => among.includes(evaluateDeviceRule(rule, device)));
}

/** A registered device of which the literals hold. It has no value for attributes that they say nothing of. */
export function deviceFrom(model: ReadonlySet<Literal>, facts: Facts): Device {
  const attributes = new Map<AttributeName, AttributeValue>();
  for (const [attribute, known] of facts.byAttribute()) {
    const value = valueFrom(attribute, factsAmong(known, model));
    if (value !== undefined) attributes.set(attribute, value);
  }
  return { kind: "registered", attributes };
}

interface Settled {
  readonly so: readonly Fact[];
  readonly notSo: readonly Fact[];
}

function factsAmong(known: readonly NumberedFact[], model: ReadonlySet<Literal>): Settled {
  const factsWith = (sign: 0 | 1): readonly Fact[] =>
    known.filter(({ variable }) => model.has(positive(variable) ^ sign)).map(({ fact }) => fact);
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
