import type { UserId } from "../law/model/ids";
import { counted, listingSome } from "../text/sentence";
import type { JudgedComparison } from "./judgement";
import type { DirectoryNames } from "./principal";
import { describeUncovered, type ExplainedTenant } from "./uncovered";

const MOST_DECLARED = 8;

/** The exempt people who newly get in, as a sentence. */
export const declaredInWords = (declared: readonly UserId[], names: DirectoryNames): string =>
  `As the register allows, ${listingSome(declared.map(names.person), MOST_DECLARED)} can now sign in without MFA.`;

/** Who a change lets in: a word, a sentence, and how good the news is. */
export function comparisonInWords({ comparison, declared }: JudgedComparison, after: ExplainedTenant) {
  const { opened, closed, kind } = comparison;
  const [first, ...others] = opened;
  if (first !== undefined) {
    const who = `${describeUncovered(first, after)}${others.length === 0 ? "" : " and others"}`;
    return opened.some(({ certain }) => certain)
      ? ({ tone: "bad", word: "OPENS", answer: `This change lets ${who} in without MFA.` } as const)
      : ({ tone: "bad", word: "MAY OPEN", answer: `This change may let ${who} in without MFA.` } as const);
  }
  if (kind === "unknown")
    return { tone: "warn", word: "UNKNOWN", answer: "Could not tell whether this change lets anybody in." } as const;
  const lets = `This change lets nobody new in${declared.length > 0 ? " except for exempt people" : ""}`;
  return closed.length > 0
    ? ({ tone: "good", word: "CLOSES", answer: `${lets}, and closes ${counted(closed.length, "way")} in.` } as const)
    : ({ tone: "good", word: "EQUIVALENT", answer: `${lets}: the same sign-ins need MFA before and after.` } as const);
}
