import { asObject } from "../law/json/json-object";
import type { UserId } from "../law/model/ids";
import { counted, listing, listingSome, named, shortened } from "../text/sentence";
import type { Undo } from "../verifier/undo";
import type { JudgedComparison } from "./judgement";
import type { DirectoryNames } from "./principal";
import { describeUncovered, type ExplainedTenant } from "./uncovered";

/** The exempt people who newly get in, as a sentence. */
export const declaredInWords = (declared: readonly UserId[], names: DirectoryNames): string =>
  `As the register allows, ${listingSome(declared.map(names.person), MOST_DECLARED)} can now sign in without MFA.`;

const MOST_DECLARED = 8;

/** Who a change lets in: a word, a sentence, and how good the news is. */
export function comparisonInWords({ comparison, declared }: JudgedComparison, after: ExplainedTenant) {
  const { opened, closed, kind } = comparison;
  const [first, ...others] = opened;
  if (first !== undefined) {
    const isCertain = opened.some(({ certain }) => certain);
    const who = describeUncovered(first, after);
    const more = others.length === 0 ? "" : `, by ${counted(opened.length, "way")} in`;
    return {
      tone: "bad",
      word: isCertain ? "OPENS" : "MAY OPEN",
      answer: `This change ${isCertain ? "lets" : "may let"} ${who}${others.length === 0 ? "" : " and others"} in without MFA${more}.`,
    } as const;
  }
  if (kind === "unknown")
    return { tone: "warn", word: "UNKNOWN", answer: "Could not tell whether this change lets anybody in." } as const;
  const [word, more] =
    closed.length > 0
      ? (["CLOSES", `, and closes ${counted(closed.length, "way")} in`] as const)
      : (["EQUIVALENT", ": the same sign-ins need MFA before and after"] as const);
  const except = declared.length > 0 ? " except for exempt people" : "";
  return { tone: "good", word, answer: `This change lets nobody new in${except}${more}.` } as const;
}

/** What to restore so that nothing is newly open, and the result. */
export function undoInWords({ policies, after, leavesOpen }: Undo) {
  const points = policies.map(({ was, now }) => {
    const fields = now && changedFields(JSON.parse(was.written.in("")), JSON.parse(now.written.in("")));
    return `${named(was.displayName)}: restore ${fields === undefined ? "the policy" : listing(fields.map(shortened), "and")}`;
  });
  return { points, after: leavesOpen ? LEFT_OPEN : AFTER[after] };
}

const LEFT_OPEN =
  "Even then, something stays newly open, because people, groups, roles, locations or strengths changed too.";

const AFTER: { readonly [K in Undo["after"]]: string } = {
  equivalent: "After that, the same sign-ins need MFA as before.",
  different: "After that, nothing is newly open.",
  unknown: "Could not tell whether anything is newly open after that.",
};

/** Fields that don't decide about sign-ins. */
const IRRELEVANT: ReadonlySet<string> = new Set(
  "id displayName description templateId createdDateTime modifiedDateTime sessionControls".split(" "),
);

/** The fields that differ, each named as precisely as possible: `conditions.users.excludeUsers`. */
function changedFields(from: unknown, to: unknown, path: readonly string[] = []): readonly string[] {
  if (IRRELEVANT.has(path[0] ?? "") || JSON.stringify(from) === JSON.stringify(to)) return [];
  const [older, newer] = [asObject(from), asObject(to)];
  if (older === undefined || newer === undefined) return [path.join(".")];
  return [...new Set([...Object.keys(older), ...Object.keys(newer)])].flatMap((key) =>
    changedFields(older[key], newer[key], [...path, key]),
  );
}
