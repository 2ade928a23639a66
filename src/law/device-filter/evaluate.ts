import { TRUTHS, type Truth } from "../model/truth";
import type { AttributeValue, Device, Registered } from "./device";
import { type DeviceComparison, type DeviceRule, type Joining, joined, type Test } from "./rule";

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

/** False only if the documents say of every device whether it meets the rule. */
export const mayBeUnclear = (rule: DeviceRule): boolean =>
  joined(rule, {
    comparison: ({ test }, isUnderNot) => isUnderNot || test.kind === "isNull",
    not: () => true,
    every: (parts) => parts.includes(true),
    some: (parts) => parts.includes(true),
  });

const evaluate = (rule: DeviceRule, comparison: Joining<Truth>["comparison"]): Truth =>
  joined(rule, { comparison, ...TRUTHS });

const valueOn = (device: Device, { attribute }: DeviceComparison): AttributeValue | undefined =>
  device.kind === "registered" ? device.attributes.get(attribute) : undefined;

/**
 * For a null attribute, positive operators are false and negative ones true, as documented. No document says what `-not` around them
 * means, or how null compares with null.
 */
function compare({ negated, test }: DeviceComparison, value: AttributeValue | undefined, underNot: boolean): Truth {
  if (value !== undefined) return holds(test, value) === negated ? "no" : "yes";
  if (underNot || test.kind === "isNull") return "unclear";
  return negated ? "yes" : "no";
}

function holds(test: Test, value: AttributeValue): boolean {
  if (test.kind === "isNull") return false;
  if (test.kind === "hasValue") return true;
  if (test.kind === "isBoolean") return value === test.value;
  if (typeof value === "boolean") return false;
  if (typeof value === "string") return test.kind !== "hasElement" && textHolds(test, fold(value));
  return test.kind === "hasElement" && [...value].some((element) => fold(element) === fold(test.value));
}

/** How two folded texts compare. */
export const COMPARES = {
  equals: (text: string, part: string): boolean => text === part,
  startsWith: (text: string, part: string): boolean => text.startsWith(part),
  endsWith: (text: string, part: string): boolean => text.endsWith(part),
  contains: (text: string, part: string): boolean => text.includes(part),
};

type TextTest = Extract<Test, { kind: "isOneOf" | "startsWith" | "endsWith" | "contains" }>;

const textHolds = (test: TextTest, folded: string): boolean =>
  test.kind === "isOneOf"
    ? test.values.some((value) => fold(value) === folded)
    : COMPARES[test.kind](folded, fold(test.value));

/** Printed with every verdict that rests on a device filter. */
export const TEXT_COMPARISON_ASSUMPTION =
  "Device filters compare text without regard to letter case, as dynamic membership rules do.";

/**
 * The text without letter case: two texts are equal for Entra iff their folded forms are. It works UTF-16 unit by unit, so that a part of
 * a text folds to a part of the folded text. A letter without an exact counterpart stays as it is.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership "string operations aren't case sensitive"
 */
export function fold(text: string): string {
  return isAscii(text)
    ? text.toLowerCase()
    : Array.from({ length: text.length }, (_, i) => foldUnit(text[i] ?? "")).join("");
}

const isAscii = (text: string): boolean => /^[ -~]*$/.test(text);

function foldUnit(unit: string): string {
  const lower = unit.toLowerCase();
  return lower.length === 1 && lower.toUpperCase() === unit ? lower : unit;
}
