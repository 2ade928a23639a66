import { TRUTHS, type Truth } from "../model/truth";
import type { AttributeValue, Device, Registered } from "./device";
import { type DeviceComparison, type DeviceRule, type Fact, fold, type Joining, joined, type TextFact } from "./rule";

/**
 * `yes` iff the rule is met by the device, `no` iff it isn't, `unclear` where Microsoft's documents don't say. It is the
 * definition that everything else in this folder is held to.
 * @see https://learn.microsoft.com/entra/identity/conditional-access/concept-condition-filters-for-devices (2025-04)
 */
export const evaluateDeviceRule = (rule: DeviceRule, device: Device): Truth =>
  evaluate(rule, (comparison, isUnderNot) => compare(comparison, valueOn(device, comparison), isUnderNot));

/** The same if only these attributes are known: `unclear` if the others can change it. */
export const evaluatePartlyKnown = (rule: DeviceRule, known: Registered): Truth =>
  evaluate(rule, (comparison, isUnderNot) => {
    const value = valueOn(known, comparison);
    return value === undefined ? "unclear" : compare(comparison, value, isUnderNot);
  });

const evaluate = (rule: DeviceRule, comparison: Joining<Truth>["comparison"]): Truth =>
  joined(rule, { comparison, ...TRUTHS });

const valueOn = (device: Device, { attribute }: DeviceComparison): AttributeValue | undefined =>
  device.kind === "registered" ? device.attributes.get(attribute) : undefined;

/**
 * For a null attribute, positive operators are false and negative ones true, as documented. No document says what `-not` around them
 * means, or how null compares with null.
 */
function compare(comparison: DeviceComparison, value: AttributeValue | undefined, underNot: boolean): Truth {
  const { negated, anyOf } = comparison;
  if (value !== undefined) return anyOf.some((fact) => isTrueOf(fact, value)) === negated ? "no" : "yes";
  if (underNot || asksForNull(comparison)) return "unclear";
  return negated ? "yes" : "no";
}

/** Whether a comparison is with null. */
export const asksForNull = ({ anyOf }: DeviceComparison): boolean => anyOf.some(({ kind }) => kind === "isNull");

/** Whether the fact is true of an attribute with this value; `undefined` is null. */
export function isTrueOf(fact: Fact, value: AttributeValue | undefined): boolean {
  if (fact.kind === "isNull") return value === undefined;
  if (fact.kind === "isTrue" || fact.kind === "isFalse") return value === (fact.kind === "isTrue");
  if (typeof value === "object") return [...value].some((element) => fold(element) === fact.folded);
  return typeof value === "string" && passes(fact, fold(value));
}

/** Whether the fact is true of a text with that folded form. */
export const passes = ({ kind, folded: part }: TextFact, folded: string): boolean => COMPARES[kind](folded, part);

const COMPARES: { readonly [kind in TextFact["kind"]]: (text: string, part: string) => boolean } = {
  equals: (text, part) => text === part,
  startsWith: (text, part) => text.startsWith(part),
  endsWith: (text, part) => text.endsWith(part),
  contains: (text, part) => text.includes(part),
};
