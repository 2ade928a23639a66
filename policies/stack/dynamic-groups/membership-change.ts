import { asList } from "../../../src/law/json/json-object";
import type { RuleProperty } from "./properties";
import type { MembershipRule, ReadRule, RuleTest, UserValue } from "./rule";
import { comparable, type UserWrite, valueSetFor } from "./user-write";

/** How a write may change a user's membership by a rule. */
export interface MembershipChange {
  readonly does: "adds" | "removes" | "adds or removes";
  /** Why it isn't certain: the pack can't read the rule, or the rule reads what isn't known. */
  readonly doubt: "unread" | "undecided" | undefined;
  /** The first of the names by which the write sets what the rule reads; empty if the rule takes in every new user. */
  readonly name: string;
}

/** Stands for a name if any attribute may be set. */
export const ANY_NAME = "body";

/** How a write changes a user's membership by a rule; `undefined` if it doesn't. @param isMember `undefined` if that is unknown */
export function membershipChangeBy(
  read: ReadRule,
  write: UserWrite,
  isMember: boolean | undefined,
): MembershipChange | undefined {
  if (read.kind === "devices") return undefined;
  const isThere = write.presence === "there";
  const { names, answers } =
    read.kind === "read"
      ? evaluated(read.rule, write)
      : { names: read.properties.flatMap((one) => nameIfSet(one, write)), answers: ANY_ANSWER };
  const isAsTheyAre = names.length === 0 && !(read.kind === "notUnderstood" && read.properties.length === 0);
  if (isAsTheyAre && write.presence !== "new") return undefined;
  const joins = isMember !== true && answers.some(([before, after]) => after && !(isThere && before));
  const leaves = isThere && isMember !== false && answers.some(([before, after]) => before && !after);
  if (!joins && !leaves) return undefined;
  const isDecided = answers.every(([, after]) => after === joins);
  return {
    does: joins && leaves ? "adds or removes" : joins ? "adds" : "removes",
    doubt: read.kind === "notUnderstood" ? "unread" : isDecided ? undefined : "undecided",
    name: names[0] ?? "",
  };
}

/** The possible pairs of a condition's truth before and after a write. */
type Answers = readonly (readonly [before: boolean, after: boolean])[];

const BOTH = [false, true];
const ANY_ANSWER: Answers = BOTH.flatMap((before) => BOTH.map((after) => [before, after] as const));

interface Evaluated {
  readonly names: readonly string[];
  readonly answers: Answers;
}

function evaluated(rule: MembershipRule, write: UserWrite): Evaluated {
  if (rule.kind === "comparison") return compared(rule, write);
  if (rule.kind === "not") {
    const { names, answers } = evaluated(rule.part, write);
    return { names, answers: answers.map(([before, after]) => [!before, !after]) };
  }
  const join = (one: boolean, other: boolean): boolean => (rule.kind === "or" ? one || other : one && other);
  return rule.parts
    .map((part) => evaluated(part, write))
    .reduce((done, next) => ({
      names: [...done.names, ...next.names],
      answers: ANY_ANSWER.filter(([before, after]) =>
        done.answers.some(([was, is]) =>
          next.answers.some(([b, a]) => join(was, b) === before && join(is, a) === after),
        ),
      ),
    }));
}

/** The name by which a write sets a property; empty if it doesn't set it, or sets the value that it has anyway. */
export function nameIfSet(property: RuleProperty, write: UserWrite): readonly string[] {
  if (write.mayBeAnything) return [ANY_NAME];
  const given = valueSetFor(write, property);
  if (given === undefined) return [];
  const { name, value } = given;
  if (value === null || value === "" || asList(value)?.length === 0) return [];
  const said = comparable(given, property);
  return said !== undefined && said === write.unset(property) ? [] : [name];
}

const becomes = (truth: boolean | undefined, ...names: readonly string[]): Evaluated => ({
  names,
  answers: truth === undefined ? ANY_ANSWER : ANY_ANSWER.filter(([, after]) => after === truth),
});

/** One comparison before and after, with the names by which the write sets or clears its property. */
function compared({ property, test }: RuleTest, write: UserWrite): Evaluated {
  const isThere = write.presence === "there";
  const tested = (value: UserValue | undefined): boolean | undefined =>
    value === undefined ? undefined : test?.(value);
  const given = valueSetFor(write, property);
  if (given !== undefined) return becomes(tested(comparable(given, property)), given.name);
  if (write.mayBeAnything) return becomes(undefined, ANY_NAME);
  const derived = property.derivedFrom.flatMap((name) => write.given.get(name) ?? []).slice(0, isThere ? undefined : 1);
  if (derived.length > 0) {
    const made = agreed(derived.flatMap(({ value }) => madeOf(value)).map(tested));
    if (!isThere) return becomes(agreed([made, tested(null)]));
    // An existing account may also keep what it has.
    const answers = ANY_ANSWER.filter(([before, after]) => before === after || (made ?? after) === after);
    return { names: derived.map(({ name }) => name), answers };
  }
  const value = write.unset(property);
  const truth = tested(value);
  if (isThere && value !== undefined && property.name !== "userType") return becomes(truth, property.name);
  return { names: [], answers: BOTH.filter((one) => (truth ?? one) === one).map((one) => [one, one]) };
}

/** What Entra may derive from a user principal name: the name, or the part before the domain. A nickname gets an unknown domain. */
const madeOf = (name: unknown): readonly (string | undefined)[] =>
  typeof name === "string" && name.includes("@") ? [name, name.split("@")[0]] : [undefined];

const agreed = ([first, ...others]: readonly (boolean | undefined)[]): boolean | undefined =>
  others.every((one) => one === first) ? first : undefined;
