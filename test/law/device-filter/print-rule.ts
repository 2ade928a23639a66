import type { DeviceRule, Fact } from "../../../src/law/device-filter/rule";

type Comparison = Extract<DeviceRule, { kind: "comparison" }>;

/** The rule as text that reads back as the same rule, in brackets throughout. */
export function printRule(rule: DeviceRule): string {
  switch (rule.kind) {
    case "comparison":
      return `device.${rule.attribute} -${operatorOf(rule)} ${valueIn(rule)}`;
    case "not":
      return `-not (${printRule(rule.part)})`;
    default:
      return rule.parts.map((part) => `(${printRule(part)})`).join(` -${rule.kind} `);
  }
}

function operatorOf({ anyOf: [first, ...others], negated }: Comparison): string {
  const [positive, negative] = others.length > 0 ? (["in", "notIn"] as const) : OPERATORS[first?.kind ?? "isNull"];
  return negated ? negative : positive;
}

const OPERATORS = {
  isNull: ["eq", "ne"],
  isTrue: ["eq", "ne"],
  isFalse: ["eq", "ne"],
  equals: ["eq", "ne"],
  startsWith: ["startsWith", "notStartsWith"],
  endsWith: ["endsWith", "notEndsWith"],
  contains: ["contains", "notContains"],
  hasElement: ["contains", "notContains"],
} as const;

const valueIn = ({ anyOf }: Comparison): string =>
  anyOf.length === 1 ? anyOf.map(printFact).join() : `[${anyOf.map(printFact).join(", ")}]`;

function printFact(fact: Fact): string {
  if ("folded" in fact) return quoted(fact.raw);
  return { isNull: "null", isTrue: "True", isFalse: "False" }[fact.kind];
}

const quoted = (text: string): string => `"${text.replaceAll('"', '`"').replaceAll("'", "''")}"`;
