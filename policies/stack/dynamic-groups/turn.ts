import { asList } from "../../../src/law/json/json-object";
import type { RuleProperty } from "./properties";
import type { Comparison, MembershipRule, ReadRule, UserValue } from "./rule";
import { comparable, givenFor, type UserWrite } from "./user-write";

/** What a write may do by a membership rule. */
export interface Turn {
  readonly joins: boolean;
  readonly leaves: boolean;
  /** The names under which the write sets what the rule reads; none where the rule takes in a new user as they are. */
  readonly names: readonly string[];
}

const NO_TURN: Turn = { joins: false, leaves: false, names: [] };

/** What stands for a name where nobody knows what is set. */
export const ANY_NAME = "body";

/** Whether a rule may take a user in or out by what a write sets. @param isMember `undefined` where nobody knows */
export function turnBy(read: ReadRule, write: UserWrite, isMember: boolean | undefined): Turn {
  if (read.kind === "devices") return NO_TURN;
  const isThere = write.presence === "there";
  const { names, answers } =
    read.kind === "read"
      ? evaluated(read.rule, write)
      : { names: read.properties.flatMap((one) => nameIfSet(one, write)), answers: ANY_ANSWER };
  const isAsTheyAre = names.length === 0 && !(read.kind === "notUnderstood" && read.properties.length === 0);
  if (isAsTheyAre && write.presence !== "new") return NO_TURN;
  return {
    joins: isMember !== true && answers.some(([before, after]) => after && !(isThere && before)),
    leaves: isThere && isMember !== false && answers.some(([before, after]) => before && !after),
    names: [...new Set(names)],
  };
}

/** A truth before and after: each way in which it may be. */
type Answers = readonly (readonly [before: boolean, after: boolean])[];

const BOTH = [false, true];
const ANY_ANSWER: Answers = BOTH.flatMap((before) => BOTH.map((after) => [before, after] as const));
const UNCHANGED: Answers = BOTH.map((truth) => [truth, truth] as const);

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

/** The name under which a write sets a property to something; none where it doesn't, or to what it is anyway. */
export function nameIfSet(property: RuleProperty, write: UserWrite): readonly string[] {
  if (write.mayBeAnything) return [ANY_NAME];
  const given = givenFor(write, property);
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

/** One comparison before and after, and the names under which its property is set, or is no more. */
function compared({ property, test }: Comparison, write: UserWrite): Evaluated {
  const isThere = write.presence === "there";
  const tested = (value: UserValue | undefined): boolean | undefined =>
    value === undefined ? undefined : test?.(value);
  const given = givenFor(write, property);
  if (given !== undefined) return becomes(tested(comparable(given, property)), given.name);
  if (write.mayBeAnything) return becomes(undefined, ANY_NAME);
  const derived = property.derivedFrom.flatMap((name) => write.given.get(name) ?? [])[0];
  if (derived !== undefined)
    return isThere ? becomes(undefined, derived.name) : becomes(agreed([null, ...madeOf(derived.value)].map(tested)));
  const value = write.unset(property);
  const truth = tested(value);
  if (property.name === "userType") return { names: [], answers: unchanged(truth) };
  if (isThere && value !== undefined) return becomes(truth, property.name);
  return truth === undefined ? { names: [], answers: UNCHANGED } : becomes(truth);
}

const unchanged = (truth: boolean | undefined): Answers => (truth === undefined ? UNCHANGED : [[truth, truth]]);

/** What is made of a name is nothing, that name, or what is before its domain; where it isn't known, nobody can tell. */
const madeOf = (name: unknown): readonly (string | undefined)[] =>
  typeof name === "string" ? [name, name.split("@")[0]] : [undefined];

const agreed = ([first, ...others]: readonly (boolean | undefined)[]): boolean | undefined =>
  others.every((one) => one === first) ? first : undefined;
