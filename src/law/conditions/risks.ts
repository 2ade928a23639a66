import { listing } from "../../text/sentence";
import { asObject, isEmpty } from "../json/json-object";
import { enumeration, readFlags, readTexts } from "../json/text-list";
import { AGENT_RISKS, INSIDER_RISKS, type ListCondition, RISKS } from "../model/dimensions";
import {
  azureadSpelling,
  type ConditionOn,
  type GraphField,
  graphField,
  type ListedCondition,
  whole,
} from "./condition";
import { listLaw, readList, whyNotListed } from "./list-condition";

/** A condition on a risk; its levels are said as they are. @param name what it is called, e.g. `sign-in risk` */
function onLevels<Level extends string | null>(
  name: string,
  levels: readonly Level[],
  { form, inLog, ...field }: GraphField & { readonly form: string; readonly inLog?: string },
): ConditionOn<Level, ListCondition<Level>> & { readonly word: string } {
  const known = enumeration(
    `${name} level`,
    levels.filter((one) => one !== null),
  );
  const texts = field.holds === "flags" ? readFlags : readTexts;
  const json = field.path.replace("Levels", "");
  return {
    ...listLaw(),
    word: name.replace(" ", "-"),
    graph: {
      key: field.path,
      fields: [field],
      form,
      read: (value) => readList(texts(value, `conditions.${field.path}`), known),
    },
    azuread: azureadSpelling(field.azuread),
    json: { key: json, value: (one) => one },
    whatIf: (one) => ({ [`${json}Level`]: one ?? "none" }),
    log: {
      // `hidden` says that the reader of the log may not see the level.
      read: (record) =>
        inLog === undefined ? undefined : whole(levels.find((one) => one !== "hidden" && one === record[inLog])),
      missed: json,
    },
    words: {
      name: `the ${name}`,
      how: (some) => (some === "any" ? undefined : `${name} ${listing(some.map(wordOf), "or")}`),
      preposition: "at ",
      why: (condition) => whyNotListed(name, condition),
      fix: `remove its condition on ${name}`,
    },
    isAboutRisk: true,
  };
}

const wordOf = (level: string | null): string => level ?? "none";

/** How likely it is that somebody else than the account's owner signs in, as Entra sees it. */
export const signInRisk: ListedCondition<"signInRisk"> = {
  dimension: "signInRisk",
  reason: "signInRisk",
  values: RISKS,
  ...onLevels("sign-in risk", RISKS, {
    ...graphField("signInRiskLevels", "signInRiskLevels", "words"),
    form: "Conditions",
    inLog: "riskLevelDuringSignIn",
  }),
};

/** How likely it is that somebody else controls the account, as Entra sees it. */
export const userRisk: ListedCondition<"userRisk"> = {
  dimension: "userRisk",
  reason: "userRisk",
  values: RISKS,
  ...onLevels("user risk", RISKS, {
    ...graphField("userRiskLevels", "userRiskLevels", "words"),
    form: "Conditions",
    inLog: "riskLevelAggregated",
  }),
};

/**
 * The risk that Microsoft Purview's adaptive protection sees in the person; null if it sees none. Graph writes it as flags. The sign-in
 * log doesn't have it.
 */
export const insiderRisk: ListedCondition<"insiderRisk"> = {
  dimension: "insiderRisk",
  reason: "insiderRisk",
  values: INSIDER_RISKS,
  ...onLevels("insider risk", INSIDER_RISKS, {
    ...graphField("insiderRiskLevels", "insiderRiskLevels", "flags"),
    pluginOnDrift: "doesn't see",
    form: "Conditions > Insider risk",
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
  word: "agent-risk",
  notConfigured: { kind: "any" },
  meets: ({ kind }) => (kind === "any" ? "yes" : "unclear"),
  notUnderstood: (condition) => (condition.kind === "any" ? [] : [condition]),
  graph: {
    key: "agentIdRiskLevels",
    fields: [{ ...graphField("agentIdRiskLevels", "agentIdRiskLevels", "flags"), pluginOnDrift: "doesn't see" }],
    form: "Conditions > Agent risk",
    // An empty list is a condition that isn't configured; an object is one whatever is in it.
    read: (value) =>
      isEmpty(value) && asObject(value) === undefined
        ? { kind: "any" }
        : {
            kind: "notUnderstood",
            field: "conditions.agentIdRiskLevels",
            why: "about agents; what it means for people isn't documented",
          },
  },
  azuread: undefined,
  json: { key: "agentRisk", value: (risk) => risk },
  whatIf: () => ({}),
  log: { read: () => whole(null) },
  words: {
    name: "agents at risk",
    how: () => undefined,
    preposition: "",
    why: () => "applies to agents at risk, not to people",
    fix: "create a policy for people",
  },
  isAboutRisk: false,
};
