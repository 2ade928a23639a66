import { type DeviceComparison, type DeviceRule, joined } from "../../law/device-filter/rule";
import { opposite, PAIRS, type Pair } from "../encoding/logic";
import { all, any, type Formula, literally, negation } from "../solver/formula";
import type { Facts } from "./facts";

/** What `evaluateDeviceRule` answers for a registered device, as formulas: `is` for yes and `isNot` for no. Neither is unclear. */
export const encodeRule = (rule: DeviceRule, facts: Facts): Pair =>
  joined(rule, { comparison: (comparison, isUnderNot) => pairOfComparison(comparison, isUnderNot, facts), ...PAIRS });

function pairOfComparison(comparison: DeviceComparison, isUnderNot: boolean, facts: Facts): Pair {
  const { attribute, negated, test } = comparison;
  const passes = passingFormula(comparison, facts);
  const fails = negation(passes);
  const mustHaveValue = isUnderNot || test.kind === "isNull";
  const pair = { is: passes, isNot: mustHaveValue ? all([facts.hasValue(attribute), fails]) : fails };
  return negated ? opposite(pair) : pair;
}

/** True iff the attribute has a value and the value passes the test. */
function passingFormula({ attribute, test }: DeviceComparison, facts: Facts): Formula {
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
