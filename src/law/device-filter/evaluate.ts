import { every, not, some, type Truth } from "../model/truth";
import type { AttributeValue, Device, Registered } from "./device";
import type { Comparison, DeviceRule, Test } from "./rule";

/**
 * `yes` iff the rule is met by the device, `no` iff it isn't, `unclear` where Microsoft's documents don't say. It is the
 * definition that everything else in this folder is held to.
 * @see https://learn.microsoft.com/entra/identity/conditional-access/concept-condition-filters-for-devices (2025-04)
 */
export function evaluateDeviceRule(rule: DeviceRule, device: Device): Truth {
  return evaluate(rule, device, false, false);
}

/** The same where only these attributes are known: `unclear` where the others can change it. */
export function evaluatePartlyKnown(rule: DeviceRule, known: Registered): Truth {
  return evaluate(rule, known, true, false);
}

/** False only if the documents say of every device whether it meets the rule. */
export function mayBeUnclear(rule: DeviceRule): boolean {
  if (rule.kind === "comparison") return rule.test.kind === "isNull";
  return rule.kind === "not" || rule.parts.some(mayBeUnclear);
}

function evaluate(rule: DeviceRule, device: Device, isPartlyKnown: boolean, underNot: boolean): Truth {
  const truthOf = (part: DeviceRule): Truth => evaluate(part, device, isPartlyKnown, underNot || rule.kind === "not");
  switch (rule.kind) {
    case "comparison": {
      const value = device.kind === "registered" ? device.attributes.get(rule.attribute) : undefined;
      return isPartlyKnown && value === undefined ? "unclear" : compare(rule, value, underNot);
    }
    case "not":
      return not(truthOf(rule.part));
    case "and":
      return every(rule.parts.map(truthOf));
    case "or":
      return some(rule.parts.map(truthOf));
  }
}

/**
 * Of a null attribute, positive operators are false and negative ones true: that much is documented. What a `-not` round
 * either makes of it is not, nor is how null compares with null.
 */
function compare({ negated, test }: Comparison, value: AttributeValue | undefined, underNot: boolean): Truth {
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

type TextTest = Extract<Test, { kind: "isOneOf" | "startsWith" | "endsWith" | "contains" }>;

function textHolds(test: TextTest, folded: string): boolean {
  switch (test.kind) {
    case "isOneOf":
      return test.values.some((value) => fold(value) === folded);
    case "startsWith":
      return folded.startsWith(fold(test.value));
    case "endsWith":
      return folded.endsWith(fold(test.value));
    case "contains":
      return folded.includes(fold(test.value));
  }
}

/** Printed with every verdict that rests on a device filter. */
export const TEXT_COMPARISON_ASSUMPTION =
  "Device filters compare text without regard to letter case, as dynamic membership rules do.";

/**
 * The text with letter case taken out: Entra takes two texts for equal iff their folded forms are. Works UTF-16 unit by
 * unit, so that a part of a text folds to a part of the folded text; a letter without an exact counterpart stays as it is.
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
