import type { DeviceRule } from "../../../src/law/device-filter/rule";

type Comparison = Extract<DeviceRule, { kind: "comparison" }>;
type Operator = keyof typeof OPERATORS;

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

function operatorOf({ test, negated }: Comparison): string {
  if (test.kind === "hasValue") throw new Error("no rule can be written that asks for any value");
  const kind: Operator = test.kind === "isOneOf" && test.values.length === 1 ? "isNull" : test.kind;
  const [positive, negative] = OPERATORS[kind];
  return negated ? negative : positive;
}

const OPERATORS = {
  isNull: ["eq", "ne"],
  isBoolean: ["eq", "ne"],
  isOneOf: ["in", "notIn"],
  startsWith: ["startsWith", "notStartsWith"],
  endsWith: ["endsWith", "notEndsWith"],
  contains: ["contains", "notContains"],
  hasElement: ["contains", "notContains"],
} as const;

function valueIn({ test }: Comparison): string {
  switch (test.kind) {
    case "isNull":
    case "hasValue":
      return "null";
    case "isBoolean":
      return test.value ? "True" : "False";
    case "isOneOf":
      return test.values.length === 1 ? quoted(test.values.join()) : `[${test.values.map(quoted).join(", ")}]`;
    default:
      return quoted(test.value);
  }
}

const quoted = (text: string): string => `"${text.replaceAll('"', '`"').replaceAll("'", "''")}"`;
