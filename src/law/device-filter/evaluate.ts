import { TRUTHS, type Truth, truthOf } from "../model/truth";
import type { AttributeValue, Device, Registered } from "./device";
import { type DeviceComparison, type DeviceRule, type Fact, fold, joined, type TextFact } from "./rule";

/**
 * Whether the device meets the rule. It is the definition that everything else in this folder is held to.
 * @see https://learn.microsoft.com/entra/identity/conditional-access/concept-condition-filters-for-devices (2025-04)
 */
export const evaluateDeviceRule = (rule: DeviceRule, device: Device): Truth =>
  joined(rule, { ...TRUTHS, comparison: (one) => compare(one, valueOn(device, one)) });

/** The same if only these attributes are known: `unclear` if the others can change it. */
export const evaluatePartlyKnown = (rule: DeviceRule, known: Registered): Truth =>
  joined(rule, {
    ...TRUTHS,
    comparison(one) {
      const value = valueOn(known, one);
      return value === undefined ? "unclear" : compare(one, value);
    },
  });

const valueOn = (device: Device, { attribute }: DeviceComparison): AttributeValue | undefined =>
  device.kind === "registered" ? device.attributes.get(attribute) : undefined;

/** For a null attribute, positive operators are false and negative ones true. */
const compare = ({ negated, anyOf }: DeviceComparison, value: AttributeValue | undefined): Truth =>
  truthOf(anyOf.some((fact) => isTrueOf(fact, value)) !== negated);

/** Whether the fact is true of an attribute with this value; `undefined` is null. */
export function isTrueOf(fact: Fact, value: AttributeValue | undefined): boolean {
  if (fact.kind === "isNull") return value === undefined;
  if (fact.kind === "isTrue" || fact.kind === "isFalse") return value === (fact.kind === "isTrue");
  if (fact.kind !== "hasElement") return typeof value === "string" && passes(fact, fold(value));
  return typeof value === "object" && [...value].some((element) => fold(element) === fact.folded);
}

/** Whether the fact is true of a text with that folded form. */
export const passes = ({ kind, folded: part }: TextFact, folded: string): boolean => COMPARES[kind](folded, part);

const COMPARES: { readonly [kind in TextFact["kind"]]: (text: string, part: string) => boolean } = {
  equals: (text, part) => text === part,
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};

/** Printed with every verdict that rests on a device filter. */
export const TEXT_COMPARISON_ASSUMPTION =
  "Device filters compare text without regard to letter case, as dynamic membership rules do.";
