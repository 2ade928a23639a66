import { readFlags, readTexts } from "../json/text-list";
import { INSIDER_RISKS, RISKS } from "../model/dimensions";
import { type ListedCondition, whole } from "./condition";
import { readList, wordsOfList } from "./list-condition";

/** What a risk is called, its key in a record of the sign-in log, and how Graph writes its levels. */
type RiskSpelling = { readonly name: string; readonly inLog?: string; readonly texts?: typeof readTexts };

/** The condition on a risk. Its levels are said as they are. In the log, `hidden` says that its reader may not see the level. */
function onLevels<Risk extends string, const Levels extends readonly (string | null)[]>(
  risk: Risk,
  levels: Levels,
  { name, inLog = "", texts = readTexts }: RiskSpelling,
) {
  type Level = Levels[number];
  const key = `${risk}Levels`;
  const words = levels.filter((one) => one !== null) as NonNullable<Level>[];
  return {
    reason: risk,
    values: levels,
    word: name.replace(" ", "-"),
    graph: {
      key,
      fields: [{ path: key, azuread: key, holds: texts === readFlags ? "flags" : "words" }] as const,
      read: (value: unknown) => readList(texts(value, `conditions.${key}`), `${name} level`, words),
    },
    whatIf: (level: Level) => ({ [`${risk}Level`]: level ?? "none" }),
    readLog: (record: { readonly [key: string]: unknown }) =>
      whole<Level>(levels.find((one) => one !== "hidden" && one === record[inLog])),
    words: wordsOfList<Level>({
      kind: name,
      values: levels,
      nameOf: (level) => level ?? "none",
      noun: `${name} `,
      preposition: "at ",
      fix: `remove its condition on ${name}`,
    }),
  };
}

/** How likely it is that somebody else than the account's owner signs in, as Entra sees it. */
export const signInRisk: ListedCondition<"signInRisk"> = onLevels("signInRisk", RISKS, {
  name: "sign-in risk",
  inLog: "riskLevelDuringSignIn",
});

/** How likely it is that somebody else controls the account, as Entra sees it. */
export const userRisk: ListedCondition<"userRisk"> = onLevels("userRisk", RISKS, {
  name: "user risk",
  inLog: "riskLevelAggregated",
});

/**
 * The risk that Microsoft Purview's adaptive protection sees in the person; null if it sees none. Graph writes it as flags. The sign-in
 * log doesn't have it.
 */
export const insiderRisk: ListedCondition<"insiderRisk"> = onLevels("insiderRisk", INSIDER_RISKS, {
  name: "insider risk",
  texts: readFlags,
});
