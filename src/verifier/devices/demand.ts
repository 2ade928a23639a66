import type { Comparison, DeviceRule } from "../../law/device-filter/rule";
import type { Truth } from "../../law/model/truth";
import { all, any, type Formula, literally, negation } from "../solver/formula";
import type { Facts } from "./facts";

/** True of a registered device iff that is what the rule says of it: `evaluateDeviceRule`, case by case, as a formula. */
export const formulaOf = (rule: DeviceRule, truth: Truth, facts: Facts): Formula =>
  truth === "unclear"
    ? negation(any([comesTo(rule, "yes", false, facts), comesTo(rule, "no", false, facts)]))
    : comesTo(rule, truth, false, facts);

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
  const passing = passingFormula(rule, facts);
  if ((answer === "yes") !== negated) return passing;
  const mustHoldValue = underNot || test.kind === "isNull";
  return mustHoldValue ? all([facts.hasValue(attribute), negation(passing)]) : negation(passing);
}

/** True iff the attribute has a value and the value passes the test. */
function passingFormula({ attribute, test }: Comparison, facts: Facts): Formula {
  switch (test.kind) {
    case "isNull":
      return any([]);
    case "hasValue":
      return facts.hasValue(attribute);
    case "isBoolean": {
      const isTrue = literally(facts.is(attribute, "isTrue"));
      return test.value ? isTrue : all([facts.hasValue(attribute), negation(isTrue)]);
    }
    case "isOneOf":
      return any(test.values.map((value) => literally(facts.compares(attribute, "equals", value))));
    default:
      return literally(facts.compares(attribute, test.kind, test.value));
  }
}
