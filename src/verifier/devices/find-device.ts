import { type AttributeName, ordinaryValues, typeOf } from "../../law/device-filter/attributes";
import type { AttributeValue, Device } from "../../law/device-filter/device";
import { evaluateDeviceRule } from "../../law/device-filter/evaluate";
import { Logic } from "../encoding/logic";
import { all, type Literal, positive } from "../solver/formula";
import { type DeviceDemand, formulaOf } from "./demand";
import { Facts } from "./facts";
import { type Fact, isEmpty, isTextFact, textWith } from "./text-facts";

/** What came of looking for a device. */
export type DeviceSearch =
  /** A device that meets every demand. */
  | { readonly kind: "found"; readonly device: Device }
  /** A proof that no device meets them all. */
  | { readonly kind: "none" }
  /** Nothing is known: the bound was reached, or no text could be made up that has the facts of the solver's model. */
  | { readonly kind: "tooHard" };

const UNREGISTERED: Device = { kind: "unregistered" };

/**
 * `found` only if the device meets every demand in `evaluateDeviceRule`; `none` only if no device does, whatever the values
 * of its attributes. An unregistered device is preferred: it takes no preparation by whoever signs in.
 * @param most steps that the solver may take, see `solve`
 */
export function findDevice(demands: readonly DeviceDemand[], most: number): DeviceSearch {
  if (meetsAll(UNREGISTERED, demands)) return { kind: "found", device: UNREGISTERED };
  const logic = new Logic();
  const facts = new Facts(logic);
  const formula = all(demands.map((demand) => formulaOf(demand, facts)));
  const answer = logic.solver.solve([logic.implying(formula)], most);
  if (answer.kind === "no") return { kind: "none" };
  if (answer.kind === "bound") return { kind: "tooHard" };
  const device = deviceFrom(answer.isTrue, facts);
  return meetsAll(device, demands) ? { kind: "found", device } : { kind: "tooHard" };
}

function meetsAll(device: Device, demands: readonly DeviceDemand[]): boolean {
  return demands.every(({ rule, among }) => among.includes(evaluateDeviceRule(rule, device)));
}

/** A registered device of which the literals of the model are true. It has no value for attributes that they say nothing of. */
export function deviceFrom(isTrue: (literal: Literal) => boolean, facts: Facts): Device {
  const attributes = new Map<AttributeName, AttributeValue>();
  for (const [attribute, known] of facts.byAttribute()) {
    const factsWith = (sign: 0 | 1): readonly Fact[] =>
      known.filter(({ variable }) => isTrue(positive(variable) ^ sign)).map(({ fact }) => fact);
    const value = valueFrom(attribute, factsWith(0), factsWith(1));
    if (value !== undefined) attributes.set(attribute, value);
  }
  return attributes.size === 0 ? UNREGISTERED : { kind: "registered", attributes };
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
