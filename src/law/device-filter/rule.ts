import type { AttributeName } from "./attributes";
import type { Rule } from "./tokens";

/** A question about the value of one attribute. Every operator is one of these or its opposite. */
export type Test =
  | { readonly kind: "isNull" }
  /** That the attribute isn't null. No rule can be written that asks so and has an answer for null; a search can. */
  | { readonly kind: "hasValue" }
  | { readonly kind: "isBoolean"; readonly value: boolean }
  | { readonly kind: "isOneOf"; readonly values: readonly string[] }
  | { readonly kind: "startsWith"; readonly value: string }
  | { readonly kind: "endsWith"; readonly value: string }
  | { readonly kind: "contains"; readonly value: string }
  | { readonly kind: "hasElement"; readonly value: string };

/** One comparison of a rule. `negated` marks the negative operators (`-ne`, `-notIn`, …), not a `-not` in front. */
export interface Comparison {
  readonly kind: "comparison";
  readonly attribute: AttributeName;
  readonly negated: boolean;
  readonly test: Test;
}

/** A device filter rule that has been read. Only `parseDeviceRule` makes one, so its depth and size are bounded. */
export type DeviceRule = Rule<Comparison>;

/** Every attribute that the rule asks about. */
export function attributesOf(rule: DeviceRule): ReadonlySet<AttributeName> {
  switch (rule.kind) {
    case "comparison":
      return new Set([rule.attribute]);
    case "not":
      return attributesOf(rule.part);
    default:
      return new Set(rule.parts.flatMap((part) => [...attributesOf(part)]));
  }
}
