import type { Connectives } from "../model/truth";
import type { AttributeName } from "./attributes";
import type { Rule } from "./tokens";

/** A question about the value of one attribute. Every operator is one of these or its opposite. */
export type Test =
  | { readonly kind: "isNull" }
  /** The attribute isn't null. A rule that asks so isn't clear about null; a search is. */
  | { readonly kind: "hasValue" }
  | { readonly kind: "isBoolean"; readonly value: boolean }
  | { readonly kind: "isOneOf"; readonly values: readonly string[] }
  | { readonly kind: "startsWith"; readonly value: string }
  | { readonly kind: "endsWith"; readonly value: string }
  | { readonly kind: "contains"; readonly value: string }
  | { readonly kind: "hasElement"; readonly value: string };

/** One comparison of a rule. `negated` marks the negative operators (`-ne`, `-notIn`, …), not a `-not` in front. */
export interface DeviceComparison {
  readonly kind: "comparison";
  readonly attribute: AttributeName;
  readonly negated: boolean;
  readonly test: Test;
}

/** A device filter rule that has been read. Only `parseDeviceRule` makes one, so its depth and size are bounded. */
export type DeviceRule = Rule<DeviceComparison>;

/** How the parts of a rule are joined to something else than a rule: a truth, a formula. */
export interface Joining<T> extends Pick<Connectives<T>, "not" | "every" | "some"> {
  /** @param isUnderNot whether a `-not` is around the comparison */
  readonly comparison: (comparison: DeviceComparison, isUnderNot: boolean) => T;
}

/** Works a rule out from its comparisons up. */
export function joined<T>(rule: DeviceRule, joining: Joining<T>, isUnderNot = false): T {
  if (rule.kind === "comparison") return joining.comparison(rule, isUnderNot);
  if (rule.kind === "not") return joining.not(joined(rule.part, joining, true));
  const parts = rule.parts.map((part) => joined(part, joining, isUnderNot));
  return rule.kind === "and" ? joining.every(parts) : joining.some(parts);
}

/** All comparisons in a rule, in their order, also those under a `not`. */
export function comparisonsIn(rule: DeviceRule): readonly DeviceComparison[] {
  const all = (parts: readonly (readonly DeviceComparison[])[]): readonly DeviceComparison[] => parts.flat();
  return joined(rule, { comparison: (comparison) => [comparison], not: (part) => part, every: all, some: all });
}
