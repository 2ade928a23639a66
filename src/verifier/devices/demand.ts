import type { Comparison, DeviceRule, Test } from "../../law/device-filter/rule";
import type { Truth } from "../../law/model/truth";
import { all, any, type Formula, negation } from "../solver/formula";
import type { Facts } from "./facts";

/** What a device is looked for with: a device meets it iff what the rule says of the device is among these. */
export interface DeviceDemand {
  readonly rule: DeviceRule;
  readonly among: readonly Truth[];
}

const TRUTHS: readonly Truth[] = ["yes", "no", "unclear"];

/** A formula over the facts that is true of a registered device iff the device meets the demand. */
export function formulaOf({ rule, among }: DeviceDemand, facts: Facts): Formula {
  const wanted = TRUTHS.filter((truth) => among.includes(truth));
  const [only] = wanted;
  if (wanted.length === 1 && only !== undefined) return isExactly(only, rule, facts);
  const unwanted = TRUTHS.filter((truth) => !among.includes(truth));
  return all(unwanted.map((truth) => negation(isExactly(truth, rule, facts))));
}

function isExactly(truth: Truth, rule: DeviceRule, facts: Facts): Formula {
  if (truth !== "unclear") return comesTo(rule, truth, false, facts);
  return negation(any([comesTo(rule, "yes", false, facts), comesTo(rule, "no", false, facts)]));
}

/** True iff the rule comes to that answer: `evaluateDeviceRule`, case by case, as a formula. */
function comesTo(rule: DeviceRule, answer: "yes" | "no", underNot: boolean, facts: Facts): Formula {
  switch (rule.kind) {
    case "comparison":
      return comparisonComesTo(rule, answer, underNot, facts);
    case "not":
      return comesTo(rule.part, answer === "yes" ? "no" : "yes", true, facts);
    case "and":
      return (answer === "yes" ? all : any)(rule.parts.map((part) => comesTo(part, answer, underNot, facts)));
    case "or":
      return (answer === "yes" ? any : all)(rule.parts.map((part) => comesTo(part, answer, underNot, facts)));
  }
}

function comparisonComesTo(rule: Comparison, answer: "yes" | "no", underNot: boolean, facts: Facts): Formula {
  const { attribute, negated, test } = rule;
  const passes = (answer === "yes") !== negated;
  if (passes) return passingFormula(rule, test, facts);
  const failing = negation(passingFormula(rule, test, facts));
  const mustHoldValue = underNot || test.kind === "isNull";
  return mustHoldValue ? all([negation(literal(facts.is(attribute, "isNull"))), failing]) : failing;
}

/** True iff the attribute has a value and the value passes the test. */
function passingFormula({ attribute }: Comparison, test: Test, facts: Facts): Formula {
  switch (test.kind) {
    case "isNull":
      return any([]);
    case "hasValue":
      return negation(literal(facts.is(attribute, "isNull")));
    case "isBoolean": {
      const isTrue = literal(facts.is(attribute, "isTrue"));
      return test.value ? isTrue : all([negation(literal(facts.is(attribute, "isNull"))), negation(isTrue)]);
    }
    case "isOneOf":
      return any(test.values.map((value) => literal(facts.compares(attribute, "equals", value))));
    default:
      return literal(facts.compares(attribute, test.kind, test.value));
  }
}

const literal = (number: number): Formula => ({ kind: "literal", literal: number });
