import { listing } from "../../text/sentence";
import type { JsonObject } from "../json/json-object";
import { enumeration, readFlags, readTexts } from "../json/text-list";
import { INSIDER_RISKS, type ListCondition, RISKS } from "../model/dimensions";
import { azureadSpelling, graphField, type ListedCondition, type Words, whole } from "./condition";
import { meetsList, readList, whyNotListed } from "./list-condition";

/** What a risk is called, its key in a record of the sign-in log, and how Graph writes its levels. */
type RiskSpelling = { readonly name: string; readonly inLog?: string; readonly holds?: "words" | "flags" };

/** The condition on a risk. Its levels are said as they are. */
function onLevels<Risk extends string, const Level extends string | null>(
  risk: Risk,
  levels: readonly Level[],
  { name, inLog = "", holds = "words" }: RiskSpelling,
) {
  const key = `${risk}Levels`;
  const words = levels.filter((one) => one !== null);
  const texts = holds === "flags" ? readFlags : readTexts;
  return {
    meets: meetsList<Level>,
    dimension: risk,
    reason: risk,
    word: name.replace(" ", "-"),
    isAboutRisk: true,
    graph: {
      key,
      fields: [graphField(key, key, holds)],
      read: (value: unknown) => readList(texts(value, `conditions.${key}`), enumeration(`${name} level`, words)),
    },
    azuread: azureadSpelling(key),
    json: { key: risk, value: (level: Level) => level },
    whatIf: (level: Level) => ({ [`${risk}Level`]: level ?? "none" }),
    log: {
      // `hidden` says that the reader of the log may not see the level.
      read: (record: JsonObject) => whole(levels.find((one) => one !== "hidden" && one === record[inLog])),
    },
    words: inWords<Level>(name),
  };
}

const inWords = <Level extends string | null>(name: string): Words<Level, ListCondition<Level>> => ({
  name: `the ${name}`,
  how: (levels) => (levels === "any" ? undefined : `${name} ${listing(levels.map(wordOf), "or")}`),
  preposition: "at ",
  why: (condition) => whyNotListed(name, condition),
  fix: `remove its condition on ${name}`,
});

const wordOf = (level: string | null): string => level ?? "none";

/** How likely it is that somebody else than the account's owner signs in, as Entra sees it. */
export const signInRisk: ListedCondition<"signInRisk"> = {
  values: RISKS,
  ...onLevels("signInRisk", RISKS, { name: "sign-in risk", inLog: "riskLevelDuringSignIn" }),
};

/** How likely it is that somebody else controls the account, as Entra sees it. */
export const userRisk: ListedCondition<"userRisk"> = {
  values: RISKS,
  ...onLevels("userRisk", RISKS, { name: "user risk", inLog: "riskLevelAggregated" }),
};

/**
 * The risk that Microsoft Purview's adaptive protection sees in the person; null if it sees none. Graph writes it as flags. The sign-in
 * log doesn't have it.
 */
export const insiderRisk: ListedCondition<"insiderRisk"> = {
  values: INSIDER_RISKS,
  ...onLevels("insiderRisk", INSIDER_RISKS, {
    name: "insider risk",
    holds: "flags",
  }),
};
