import { enumeration, readFlags } from "../json/text-list";
import { INSIDER_RISKS, type InsiderRisk } from "../model/dimensions";
import type { ListedCondition } from "./condition";
import { listLaw, readList, riskWords } from "./list-condition";
import { tellingByWord } from "./telling";

const isLevel = (risk: InsiderRisk): risk is NonNullable<InsiderRisk> => risk !== null;
const LEVELS = enumeration("insider risk level", INSIDER_RISKS.filter(isLevel));

/** What Microsoft Purview's adaptive protection thinks of the person; null where it thinks nothing. Graph writes it as flags. */
export const insiderRisk: ListedCondition<"insiderRisk"> = {
  dimension: "insiderRisk",
  reason: "insiderRisk",
  values: INSIDER_RISKS,
  ...listLaw<InsiderRisk>(),
  graph: {
    key: "insiderRiskLevels",
    fields: [
      {
        path: "insiderRiskLevels",
        azuread: "insiderRiskLevels",
        holds: "flags",
        pluginOnDrift: "doesn't see",
        form: "Conditions > Insider risk > Configure: No",
      },
    ],
    explicitAll: undefined,
    read: (value) => ({
      condition: readList(readFlags(value, "conditions.insiderRiskLevels"), LEVELS),
      notUnderstood: [],
    }),
  },
  azuread: {
    key: "insiderRiskLevels",
    toGraph: (value) => value,
    path: "insiderRiskLevels",
    notConfigured: undefined,
  },
  json: { key: "insiderRisk", value: (level) => level },
  whatIf: (level) => ({ insiderRiskLevel: level ?? "none" }),
  words: riskWords("insider risk"),
  telling: tellingByWord({ name: "the insider risk", option: "insider-risk", help: "the insider risk" }, INSIDER_RISKS),
};
