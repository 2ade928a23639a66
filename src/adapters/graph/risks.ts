import {
  type Enumeration,
  enumeration,
  readFlags,
  readTexts,
  recognise,
  saysNothing,
  type TextList,
} from "../../json/text-list";
import type { ListCondition } from "../../model/policy";
import { INSIDER_RISKS, type InsiderRisk, RISKS, type Risk } from "../../model/sign-in";

const isNamed = <Value>(value: Value): value is NonNullable<Value> => value !== null;

const RISK_LEVELS = enumeration("risk level", RISKS);
const INSIDER_RISK_LEVELS = enumeration("insider risk level", INSIDER_RISKS.filter(isNamed));

/** `signInRiskLevels` or `userRiskLevels`; an empty list is a condition that isn't configured. */
export const readRisk = (value: unknown, field: string): ListCondition<Risk> =>
  levels(readTexts(value, field), RISK_LEVELS);

/** `insiderRiskLevels`, which Graph writes as flags. */
export const readInsiderRisk = (value: unknown): ListCondition<InsiderRisk> =>
  levels(readFlags(value, "conditions.insiderRiskLevels"), INSIDER_RISK_LEVELS);

function levels<Word extends string>(list: TextList, known: Enumeration<Word>): ListCondition<Word> {
  if (saysNothing(list)) return { kind: "any" };
  const { words, notUnderstood } = recognise(list, known);
  return { kind: "only", values: words, notUnderstood };
}
