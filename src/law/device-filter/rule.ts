import type { Connectives } from "../model/truth";
import type { AttributeName } from "./attributes";

/** What a rule can ask of an attribute. A null attribute has no fact but `isNull`. */
export type Fact = { readonly kind: "isNull" } | { readonly kind: "isTrue" } | { readonly kind: "isFalse" } | TextFact;

/** The attribute has a value that compares so with the text, or is a collection that contains it. `raw` is as the rule spells it. */
export interface TextFact {
  readonly kind: "equals" | "startsWith" | "endsWith" | "contains";
  readonly folded: string;
  readonly raw: string;
}

/** One comparison of a rule. `negated` marks the negative operators (`-ne`, `-notIn`, …), not a `-not` in front. */
export interface DeviceComparison {
  readonly kind: "comparison";
  readonly attribute: AttributeName;
  readonly negated: boolean;
  /** The facts of which one is enough: `-in` names several. */
  readonly anyOf: readonly Fact[];
}

/** The fact that an attribute compares so with a text. */
export const factOf = <Kind extends TextFact["kind"]>(kind: Kind, raw: string) => ({
  kind,
  folded: fold(raw),
  raw,
});

/**
 * The text without letter case: two texts are equal for Entra iff their folded forms are. It works UTF-16 unit by unit, so that a part of
 * a text folds to a part of the folded text. A letter without an exact counterpart stays as it is.
 * @see https://learn.microsoft.com/entra/identity/users/groups-dynamic-membership "string operations aren't case sensitive"
 */
export const fold = (text: string): string => text.split("").map(foldUnit).join("");

function foldUnit(unit: string): string {
  const lower = unit.toLowerCase();
  return lower.length === 1 && lower.toUpperCase() === unit ? lower : unit;
}

/** A device filter rule that has been read. Only `parseDeviceRule` makes one, so its depth and size are bounded. */
export type DeviceRule =
  | DeviceComparison
  | { readonly kind: "not"; readonly part: DeviceRule }
  | { readonly kind: "and" | "or"; readonly parts: readonly DeviceRule[] };

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
