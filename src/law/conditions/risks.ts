import { listing } from "../../text/sentence";
import { asObject, isEmpty } from "../json/json-object";
import { enumeration, readFlags, readTexts } from "../json/text-list";
import { AGENT_RISKS, INSIDER_RISKS, type ListCondition, RISKS } from "../model/dimensions";
import { azureadSpelling, type ConditionOn, type GraphField, graphField, type ListedCondition } from "./condition";
import { known, optionByWord } from "./explain-options";
import { explainList, listLaw, readList } from "./list-condition";

/**
 * A list of levels, which are said as they are.
 * @param name what the risk is called, e.g. `sign-in risk`; @param level what one of its levels is called
 */
function onLevels<Level extends string | null>(
  name: string,
  level: string,
  levels: readonly Level[],
  field: GraphField,
): ConditionOn<Level, ListCondition<Level>> {
  const known = enumeration(
    level,
    levels.filter((one) => one !== null),
  );
  const texts = field.holds === "flags" ? readFlags : readTexts;
  const json = field.path.replace("Levels", "");
  return {
    ...listLaw(),
    graph: {
      key: field.path,
      fields: [field],
      read: (value) => ({ condition: readList(texts(value, `conditions.${field.path}`), known), notUnderstood: [] }),
    },
    azuread: azureadSpelling(field.azuread),
    json: { key: json, value: (one) => one },
    whatIf: (one) => ({ [`${json}Level`]: one ?? "none" }),
    words: {
      how: (some) => (some === "any" ? undefined : `${name} ${listing(some.map(wordOf), "or")}`),
      preposition: "at ",
      explain: (condition) => explainList(name, condition),
      advice: `take the ${name} condition out, or cover the other levels with a second policy`,
    },
    asOptions: optionByWord({ name: `the ${name}`, option: name.replace(" ", "-"), help: `the ${name}` }, levels),
  };
}

const wordOf = (level: string | null): string => level ?? "none";

/** How likely it is that the sign-in isn't by the account's owner, as Entra sees it. */
export const signInRisk: ListedCondition<"signInRisk"> = {
  dimension: "signInRisk",
  reason: "signInRisk",
  values: RISKS,
  ...onLevels("sign-in risk", "risk level", RISKS, graphField("signInRiskLevels", "signInRiskLevels", "words")),
};

/** How likely it is that the account is in somebody else's hands, as Entra sees it. */
export const userRisk: ListedCondition<"userRisk"> = {
  dimension: "userRisk",
  reason: "userRisk",
  values: RISKS,
  ...onLevels("user risk", "risk level", RISKS, graphField("userRiskLevels", "userRiskLevels", "words")),
};

/** What Microsoft Purview's adaptive protection thinks of the person; null where it thinks nothing. Graph writes it as flags. */
export const insiderRisk: ListedCondition<"insiderRisk"> = {
  dimension: "insiderRisk",
  reason: "insiderRisk",
  values: INSIDER_RISKS,
  ...onLevels("insider risk", "insider risk level", INSIDER_RISKS, {
    ...graphField("insiderRiskLevels", "insiderRiskLevels", "flags"),
    pluginOnDrift: "doesn't see",
  }),
};

/**
 * How likely it is that an agent's identity is in somebody else's hands. A person's sign-in is no agent's, so all of them are
 * the same here; what a policy with this condition does to people is said by no document, so that it is unclear.
 * @see Microsoft Graph beta, `conditionalAccessConditionSet`, `agentIdRiskLevels` (2026-04)
 */
export const agentRisk: ListedCondition<"agentRisk"> = {
  dimension: "agentRisk",
  reason: "agentRisk",
  values: AGENT_RISKS,
  notConfigured: { kind: "any" },
  meets: ({ kind }) => (kind === "any" ? "yes" : "unclear"),
  notUnderstood: (condition) => (condition.kind === "any" ? [] : [condition]),
  graph: {
    key: "agentIdRiskLevels",
    fields: [
      {
        ...graphField("agentIdRiskLevels", "agentIdRiskLevels", "words"),
        pluginOnDrift: "doesn't see",
      },
    ],
    // An empty list is a condition that isn't configured; an object is one whatever is in it.
    read: (value) => ({
      condition:
        isEmpty(value) && asObject(value) === undefined
          ? { kind: "any" }
          : {
              kind: "notUnderstood",
              field: "conditions.agentIdRiskLevels",
              why: "about agents; what it means for people isn't documented",
            },
      notUnderstood: [],
    }),
  },
  azuread: undefined,
  json: { key: "agentRisk", value: (risk) => risk },
  whatIf: () => ({}),
  words: {
    how: () => undefined,
    preposition: "",
    explain: () => ({ why: "is about agents at risk, not about people", fix: "make one for people" }),
    advice: "take the agent risk condition out",
  },
  asOptions: { name: "agents at risk", options: {}, read: () => ({ ok: true, value: known(null) }) },
};
