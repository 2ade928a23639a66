import type { DeviceDemand } from "./demand";
import type { Facts } from "./facts";
import type { Comparison, DeviceRule, Test } from "./rule";
import { all, any, type Condition, contrary } from "./solver/condition";
import type { Truth } from "./truth";

const TRUTHS: readonly Truth[] = ["yes", "no", "unsettled"];

/** When a registered device meets the demand. */
export function conditionOf({ rule, among }: DeviceDemand, facts: Facts): Condition {
  const wanted = TRUTHS.filter((truth) => among.includes(truth));
  const [only] = wanted;
  if (wanted.length === 1 && only !== undefined) return isExactly(only, rule, facts);
  const unwanted = TRUTHS.filter((truth) => !among.includes(truth));
  return all(unwanted.map((truth) => contrary(isExactly(truth, rule, facts))));
}

function isExactly(truth: Truth, rule: DeviceRule, facts: Facts): Condition {
  if (truth !== "unsettled") return settles(rule, truth, false, facts);
  return contrary(any([settles(rule, "yes", false, facts), settles(rule, "no", false, facts)]));
}

/** When the rule comes to that answer, for certain. Follows `evaluateDeviceRule` clause by clause. */
function settles(rule: DeviceRule, answer: "yes" | "no", underNot: boolean, facts: Facts): Condition {
  switch (rule.kind) {
    case "comparison":
      return comparisonSettles(rule, answer, underNot, facts);
    case "not":
      return settles(rule.part, answer === "yes" ? "no" : "yes", true, facts);
    case "and":
      return (answer === "yes" ? all : any)(rule.parts.map((part) => settles(part, answer, underNot, facts)));
    case "or":
      return (answer === "yes" ? any : all)(rule.parts.map((part) => settles(part, answer, underNot, facts)));
  }
}

function comparisonSettles(rule: Comparison, answer: "yes" | "no", underNot: boolean, facts: Facts): Condition {
  const { attribute, negated, test } = rule;
  const passes = (answer === "yes") !== negated;
  if (passes) return passing(rule, test, facts);
  const failing = contrary(passing(rule, test, facts));
  const mustHoldValue = underNot || test.kind === "isNull";
  return mustHoldValue ? all([contrary(literal(facts.is(attribute, "isNull"))), failing]) : failing;
}

/** When the attribute has a value and the value passes the test. */
function passing({ attribute }: Comparison, test: Test, facts: Facts): Condition {
  switch (test.kind) {
    case "isNull":
      return any([]);
    case "isBoolean": {
      const isTrue = literal(facts.is(attribute, "isTrue"));
      return test.value ? isTrue : all([contrary(literal(facts.is(attribute, "isNull"))), contrary(isTrue)]);
    }
    case "isOneOf":
      return any(test.values.map((value) => literal(facts.compares(attribute, "equals", value))));
    default:
      return literal(facts.compares(attribute, test.kind, test.value));
  }
}

const literal = (number: number): Condition => ({ kind: "literal", literal: number });
