import { asObject } from "../law/json/json-object";
import type { UserId } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import { present } from "../text/present";
import { counted, listingSome, named, shortened } from "../text/sentence";
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
    const who = describeUncovered(first, after, " and ");
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

/** What to put back so that nothing is newly open: the policy, the field, its value before and after, and the result. */
export function undoInWords(undo: Undo, names: DirectoryNames) {
  const points = undo.policies.map(({ was, now }) => {
    const name = named(was.displayName);
    if (now === undefined) return `${name} was deleted: restore it`;
    const back = changedFields(was, now).flatMap((change) => fieldBack(change, names) || []);
    return `${name}: ${back.join("; ")}`;
  });
  return { points, after: comesOf(undo) };
}

function comesOf({ after, leavesOpen }: Undo): string {
  if (leavesOpen)
    return "Even then, something stays newly open, because people, groups, roles, locations or strengths changed too.";
  if (after === "equivalent") return "After that, the same sign-ins need MFA as before.";
  return after === "unknown"
    ? "Could not tell whether anything is newly open after that."
    : "After that, nothing is newly open.";
}

/** A field that a change altered, with its JSON before and after: `undefined` if the field isn't there. */
interface ChangedField {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

function fieldBack({ field, from, to }: ChangedField, names: DirectoryNames): string {
  const [was, is] = [textsOf(from), textsOf(to)];
  const where = shortened(field);
  if (was === undefined || is === undefined || !(Array.isArray(from) || Array.isArray(to)))
    return `change ${where} from ${inWords(to, names)} back to ${inWords(from, names)}`;
  const [added, lost] = [is.filter((one) => !was.includes(one)), was.filter((one) => !is.includes(one))];
  const back = present([
    added.length > 0 && `remove ${inWords(added, names)}`,
    lost.length > 0 && `add ${inWords(lost, names)} back`,
  ]).join(" and ");
  return back && `in ${where}, ${back}`; // nothing if the lists have the same items
}

/** The texts of a list. None if there is no list. */
function textsOf(value: unknown): readonly string[] | undefined {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) && value.every((one) => typeof one === "string") ? value : undefined;
}

const MOST_NAMED = 5;

function inWords(value: unknown, names: DirectoryNames): string {
  const texts = typeof value === "string" ? [value] : textsOf(value);
  if (texts === undefined) return shortened(JSON.stringify(value));
  const words = texts.map((text) => shortened(names.nameOf(text) ?? text));
  return listingSome(words, MOST_NAMED) || "nothing";
}

/** Fields that don't decide about sign-ins. */
const IRRELEVANT: ReadonlySet<string> = new Set(
  "id displayName description templateId createdDateTime modifiedDateTime sessionControls".split(" "),
);

/** The fields that changed, each named as precisely as possible. */
const changedFields = (was: Policy, now: Policy): readonly ChangedField[] =>
  changesIn(JSON.parse(was.written.in("")), JSON.parse(now.written.in("")), []);

function changesIn(from: unknown, to: unknown, path: readonly string[]): readonly ChangedField[] {
  if (IRRELEVANT.has(path[0] ?? "") || JSON.stringify(from) === JSON.stringify(to)) return [];
  const [older, newer] = [asObject(from), asObject(to)];
  if (older === undefined || newer === undefined) return [{ field: path.join("."), from, to }];
  return [...new Set([...Object.keys(older), ...Object.keys(newer)])].flatMap((key) =>
    changesIn(older[key], newer[key], [...path, key]),
  );
}
