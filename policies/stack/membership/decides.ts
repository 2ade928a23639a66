import { asList } from "../../../src/law/json/json-object";
import type { UserValue } from "./comparison";
import type { Comparison, MembershipRule, ReadRule } from "./rule";
import type { RuleProperty } from "./rule-properties";
import { comparable, givenFor, type UserWrite } from "./user-write";

/** What membership in a group does: whoever joins it gets in, or whoever leaves it does, or nobody knows which. */
export type Side = "joins" | "leaves" | "both";

/** What is known of the user: there already, so that nobody knows what they had; new; or nobody knows which. */
export type Presence = "there" | "new" | "unknown";

/** Stands for a rule that takes in a new user whatever is said of them. */
export const WHOEVER = "membershipRule";

/**
 * The names under which a write sets what may make a user join or leave, as the side says; none where the rule's answer
 * can't turn that way by it. {@link WHOEVER} alone where the rule takes in a new user as it is.
 */
export function decisiveNames(read: ReadRule, write: UserWrite, side: Side, presence: Presence): readonly string[] {
  if (read.kind === "devices") return [];
  if (read.kind === "notUnderstood") return namesWhereNotUnderstood(read.properties, write);
  const trial = trialOf(read.rule, write, presence === "there");
  const canJoin = side !== "leaves" && trial.canTurn(true);
  const canLeave = side !== "joins" && trial.canTurn(false);
  if (canJoin || canLeave) return trial.names;
  return side !== "leaves" && presence === "new" && trial.isAlways(true) ? [WHOEVER] : [];
}

function namesWhereNotUnderstood(properties: readonly RuleProperty[], write: UserWrite): readonly string[] {
  if (properties.length === 0) return [WHOEVER];
  if (write.mayBeAnything) return [ANY_NAME];
  return [...new Set(properties.flatMap((property) => nameIfSet(property, write)))];
}

/** What stands for a name where nobody knows what is set. */
export const ANY_NAME = "body";

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
  /** Whether the write sets its property; otherwise it is the same before and after. */
  readonly isSet: boolean;
}

interface Trial {
  readonly names: readonly string[];
  readonly canTurn: (to: boolean) => boolean;
  readonly isAlways: (truth: boolean) => boolean;
}

function trialOf(rule: MembershipRule, write: UserWrite, isThere: boolean): Trial {
  const comparisons = comparisonsIn(rule);
  const facts = new Map(comparisons.map((one) => [one, factOf(one, write, isThere)]));
  const set = comparisons.filter((one) => facts.get(one)?.isSet === true);
  const names = [...new Set(set.map(({ property }) => givenFor(write, property)?.name ?? ANY_NAME))];
  return {
    names,
    canTurn: (to) => set.length > 0 && someWay(rule, facts, (before, after) => before !== to && after === to),
    isAlways: (truth) => !someWay(rule, facts, (_, after) => after !== truth),
  };
}

function factOf({ property, test }: Comparison, write: UserWrite, isThere: boolean): Fact {
  const given = givenFor(write, property);
  const tested = (value: UserValue | undefined): boolean | undefined =>
    value === undefined ? undefined : test?.(value);
  const unset = write.unset(property);
  const usual = tested(unset);
  if (given === undefined) return { before: usual, after: usual, isSet: write.mayBeAnything };
  const value = comparable(given, property);
  const isSet = value === undefined || value !== unset;
  return { before: isThere ? undefined : usual, after: tested(value), isSet };
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
  for (const [comparison, { before, after, isSet }] of facts) {
    const first = before === undefined ? count++ : -1;
    const second = after !== undefined ? -1 : isSet || first < 0 ? count++ : first;
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
