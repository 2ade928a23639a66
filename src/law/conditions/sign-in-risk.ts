import { enumeration, readTexts } from "../json/text-list";
import { RISKS, type Risk } from "../model/dimensions";
import type { ListedCondition } from "./condition";
import { listLaw, readList, riskWords } from "./list-condition";
import { tellingByWord } from "./telling";

const LEVELS = enumeration("risk level", RISKS);

/** How likely it is that the sign-in isn't by the account's owner, as Entra sees it. */
export const signInRisk: ListedCondition<"signInRisk"> = {
  dimension: "signInRisk",
  reason: "signInRisk",
  values: RISKS,
  ...listLaw<Risk>(),
  graph: {
    key: "signInRiskLevels",
    fields: [
      {
        path: "signInRiskLevels",
        azuread: "signInRiskLevels",
        holds: "words",
        pluginOnDrift: "repairs",
        form: "Conditions, as the code says, if the form shows the field",
      },
    ],
    explicitAll: undefined,
    read: (value) => ({
      condition: readList(readTexts(value, "conditions.signInRiskLevels"), LEVELS),
      notUnderstood: [],
    }),
  },
  azuread: {
    key: "signInRiskLevels",
    toGraph: (value) => value,
    path: "signInRiskLevels",
    notConfigured: undefined,
  },
  json: { key: "signInRisk", value: (level) => level },
  whatIf: (level) => ({ signInRiskLevel: level }),
  words: riskWords("sign-in risk"),
  telling: tellingByWord({ name: "the sign-in risk", option: "sign-in-risk", help: "the sign-in risk" }, RISKS),
};
