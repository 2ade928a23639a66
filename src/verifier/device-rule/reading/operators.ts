import type { AttributeType } from "../attributes";

/** An operator that compares an attribute with a value. */
export interface Operator {
  readonly kind: "equals" | "isOneOf" | "startsWith" | "endsWith" | "contains";
  /** Whether it is the opposite of its kind, as `-ne` is of `-eq`. */
  readonly negated: boolean;
  /** The types of attribute that it has a meaning for. */
  readonly types: readonly AttributeType[];
}

const TEXT = ["text"] as const;

/**
 * Microsoft's table offers some text attributes only a part of these. A rule that uses more of them still has one meaning
 * only, if Entra takes it at all.
 */
const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ["eq", { kind: "equals", negated: false, types: ["text", "boolean"] }],
  ["ne", { kind: "equals", negated: true, types: ["text", "boolean"] }],
  ["in", { kind: "isOneOf", negated: false, types: TEXT }],
  ["notin", { kind: "isOneOf", negated: true, types: TEXT }],
  ["startswith", { kind: "startsWith", negated: false, types: TEXT }],
  ["notstartswith", { kind: "startsWith", negated: true, types: TEXT }],
  ["endswith", { kind: "endsWith", negated: false, types: TEXT }],
  ["notendswith", { kind: "endsWith", negated: true, types: TEXT }],
  ["contains", { kind: "contains", negated: false, types: ["text", "collection"] }],
  ["notcontains", { kind: "contains", negated: true, types: ["text", "collection"] }],
]);

/** The operator of that name, in lower case and without its hyphen, or `undefined`. */
export const operatorNamed = (word: string): Operator | undefined => OPERATORS.get(word);
