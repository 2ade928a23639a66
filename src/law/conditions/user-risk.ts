import { enumeration, readTexts } from "../json/text-list";
import { RISKS, type Risk } from "../model/dimensions";
import type { ListedCondition } from "./condition";
import { listLaw, readList, riskWords } from "./list-condition";
import { tellingByWord } from "./telling";

const LEVELS = enumeration("risk level", RISKS);

/** How likely it is that the account is in somebody else's hands, as Entra sees it. */
export const userRisk: ListedCondition<"userRisk"> = {
  dimension: "userRisk",
  reason: "userRisk",
  values: RISKS,
  ...listLaw<Risk>(),
  graph: {
    key: "userRiskLevels",
    fields: [
      {
        path: "userRiskLevels",
        azuread: "userRiskLevels",
        holds: "words",
        pluginOnDrift: "repairs",
        form: "Conditions, as the code says, if the form shows the field",
      },
    ],
    explicitAll: undefined,
    read: (value) => ({
      condition: readList(readTexts(value, "conditions.userRiskLevels"), LEVELS),
      notUnderstood: [],
    }),
  },
  azuread: {
    key: "userRiskLevels",
    toGraph: (value) => value,
    path: "userRiskLevels",
    notConfigured: undefined,
  },
  json: { key: "userRisk", value: (level) => level },
  whatIf: (level) => ({ userRiskLevel: level }),
  words: riskWords("user risk"),
  telling: tellingByWord({ name: "the user risk", option: "user-risk", help: "the user risk" }, RISKS),
};
