import { asList } from "../../../src/law/json/json-object";
import type { UserValue } from "./comparison";
import type { Comparison, MembershipRule, ReadRule } from "./rule";
import type { RuleProperty } from "./rule-properties";
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

/**
 * Whether a rule may take in a user by what a write sets, or may take them out.
 * @param isMember whether they are in before; `undefined` where nobody knows
 */
export function turnBy(read: ReadRule, write: UserWrite, isMember: boolean | undefined): Turn {
  if (read.kind === "devices") return NO_TURN;
  if (read.kind === "notUnderstood") return turnWhereNotUnderstood(read.properties, write, isMember);
  const comparisons = comparisonsIn(read.rule);
  const facts = new Map(comparisons.map((one) => [one, factOf(one, write)]));
  const names = comparisons.flatMap((one) => facts.get(one)?.names ?? []);
  if (names.length === 0 && write.presence !== "new") return NO_TURN;
  const isPossible = (before: boolean, after: boolean): boolean =>
    isMember !== !before &&
    someWay(read.rule, facts, (was, is) => (write.presence !== "there" || was === before) && is === after);
  return {
    joins: isPossible(false, true),
    leaves: write.presence === "there" && isPossible(true, false),
    names: [...new Set(names)],
  };
}

function turnWhereNotUnderstood(
  properties: readonly RuleProperty[],
  write: UserWrite,
  isMember: boolean | undefined,
): Turn {
  const names = [...new Set(properties.flatMap((property) => nameIfSet(property, write)))];
  if (names.length === 0 && properties.length > 0 && write.presence !== "new") return NO_TURN;
  return { joins: isMember !== true, leaves: isMember !== false, names };
}

/** The name under which a write sets a property to something; none where it doesn't, or to what it is anyway. */
export function nameIfSet(property: RuleProperty, write: UserWrite): readonly string[] {
  if (write.mayBeAnything) return [ANY_NAME];
  const given = givenFor(write, property);
  if (given === undefined) return [];
  const value = comparable(given, property);
  return isNothing(given.value) || (value !== undefined && value === write.unset(property)) ? [] : [given.name];
}

const isNothing = (value: unknown): boolean => value === null || value === "" || asList(value)?.length === 0;

/** One comparison before and after; `undefined` where it may be either. */
interface Fact {
  readonly before: boolean | undefined;
  readonly after: boolean | undefined;
  /** The names under which its property is set, or is no more; none where it is the same before and after. */
  readonly names: readonly string[];
}

function factOf({ property, test }: Comparison, write: UserWrite): Fact {
  const tested = (value: UserValue | undefined): boolean | undefined =>
    value === undefined ? undefined : test?.(value);
  const given = givenFor(write, property);
  if (given !== undefined)
    return { before: undefined, after: tested(comparable(given, property)), names: [given.name] };
  if (write.mayBeAnything) return { before: undefined, after: undefined, names: [ANY_NAME] };
  const derived = property.derivedFrom.flatMap((name) => write.given.get(name) ?? [])[0];
  if (derived !== undefined) {
    const after = write.presence !== "there" ? allOf([null, ...madeOf(derived.value)], tested) : undefined;
    return { before: undefined, after, names: write.presence !== "there" ? [] : [derived.name] };
  }
  const unset = write.unset(property);
  if (property.name === "userType") return { before: tested(unset), after: tested(unset), names: [] };
  return {
    before: undefined,
    after: tested(unset),
    names: write.presence !== "there" || unset === undefined ? [] : [property.name],
  };
}

/** What is made of a name is nothing, that name, or what is before its domain; where it isn't known, nobody can tell. */
const madeOf = (name: unknown): readonly (string | undefined)[] =>
  typeof name === "string" ? [name, name.split("@")[0]] : [undefined];

function allOf(
  values: readonly (UserValue | undefined)[],
  test: (value: UserValue | undefined) => boolean | undefined,
) {
  const [first, ...others] = values.map(test);
  return others.every((one) => one === first) ? first : undefined;
}

/** More than this many unclear comparisons aren't tried out: then everything may be. */
const MOST_UNCLEAR = 12;

/** Whether in some way in which what isn't known may be, the rule's answers before and after are as wanted. */
function someWay(
  rule: MembershipRule,
  facts: ReadonlyMap<Comparison, Fact>,
  isWanted: (before: boolean, after: boolean) => boolean,
): boolean {
  const bits = new Map<Comparison, { readonly before: number; readonly after: number }>();
  let count = 0;
  for (const [comparison, { before, after, names }] of facts) {
    const first = before === undefined ? count++ : -1;
    const second = after !== undefined ? -1 : names.length > 0 || first < 0 ? count++ : first;
    bits.set(comparison, { before: first, after: second });
  }
  if (count > MOST_UNCLEAR) return true;
  for (let way = 0; way < 2 ** count; way++) {
    const answer = (when: "before" | "after"): boolean =>
      holds(rule, (one) => facts.get(one)?.[when] ?? ((way >> (bits.get(one)?.[when] ?? 0)) & 1) === 1);
    if (isWanted(answer("before"), answer("after"))) return true;
  }
  return false;
}

function holds(rule: MembershipRule, truth: (comparison: Comparison) => boolean): boolean {
  switch (rule.kind) {
    case "or":
      return rule.parts.some((part) => holds(part, truth));
    case "and":
      return rule.parts.every((part) => holds(part, truth));
    case "not":
      return !holds(rule.part, truth);
    case "comparison":
      return truth(rule);
  }
}

function comparisonsIn(rule: MembershipRule): readonly Comparison[] {
  if (rule.kind === "comparison") return [rule];
  return rule.kind === "not" ? comparisonsIn(rule.part) : rule.parts.flatMap(comparisonsIn);
}
