import { CONDITIONS, dimensionOf, isConditionReason } from "../law/conditions";
import { REASONS, type Reason } from "../law/evaluate";
import type { DecidedSignIn, Decision } from "../law/model/decided-sign-in";
import type { PolicyId } from "../law/model/ids";
import type { AssignmentSide, Enforcement, Policy } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";
import type { MembershipTest } from "../law/users";
import { textOf } from "../text/same-text";
import { type Counts, count, Groups } from "./groups";
import { canStop, Judge, type OurAnswer } from "./judge";

/** Why a decision can't be compared: what the policy depends on, content that isn't understood, or a decision that isn't recorded. */
export type CannotCompare = Reason | "notTold";

/** Why no decision about a sign-in can be compared. `who`, `how`, `failed`: What If can't be asked, or doesn't answer. */
export type CannotCompareSignIn = "notInTenant" | "agent" | "noDecisions" | "who" | "how" | "failed";

/**
 * What Microsoft or azmfa says about one policy. `stops`, `letsThrough`: the policy applies, and whether it stops sign-ins without MFA.
 * `absent`: the tenant, or the tenant file, doesn't have the policy.
 */
export type PolicyOutcome = "applies" | "doesNotApply" | "stops" | "letsThrough" | "absent" | Enforcement["kind"];

/** One policy about which Microsoft and azmfa differ. */
export interface Disagreement {
  readonly policy: PolicyId;
  readonly displayName: string;
  /** Where the difference can come from. `law`: how azmfa reads Entra's rules. `knownDefect`: What If ignores groups or roles. */
  readonly kind: "law" | "membership" | "policy" | "knownDefect";
  /** What it is about: the first clause that isn't met, the policy's state or its grant; null if that isn't known. */
  readonly on: Reason | null;
  readonly theirs: PolicyOutcome;
  readonly ours: PolicyOutcome;
  /** Why the policy doesn't apply, as What If writes it; empty if it doesn't say. */
  readonly reasons: string;
}

/**
 * How Microsoft's decision about one policy compares with ours: how they differ, or why they can't be compared. `newer`: the policy was
 * changed after the sign-in.
 */
export type Compared = "agree" | "newer" | CannotCompare | Disagreement;

/** azmfa's decision about a policy and a sign-in, and how it compares with Microsoft's. */
export type ComparedAnswer = Pick<OurAnswer, "policy" | "applies" | "because"> & { readonly compared: Compared };

/** Whether the decisions about a policy were compared. */
export const isComparable = (compared: Compared): boolean =>
  typeof compared === "object" || compared === "agree" || compared === "newer";

/** What Microsoft says about each policy, compared with what azmfa says, sign-in by sign-in. */
export class ComparedDecisions {
  readonly tenant: Tenant;
  /** What If lists every policy of the tenant, and answers about now. */
  readonly source: "log" | "whatIf";
  /** The first and the last sign-in, in milliseconds since 1970. */
  period: { readonly from: number; readonly until: number } | undefined;
  /** How many sign-ins agree, differ, or can't be compared. `older`: every policy was changed after the sign-in. */
  readonly signIns: Counts<"agree" | "differ" | "older" | CannotCompareSignIn> = {};
  /** The same for decisions about one policy each. `gone`: the tenant file doesn't have the policy. */
  readonly decisions: Counts<"agree" | "differ" | "newer" | "gone" | CannotCompare> = {};
  readonly differences = new Groups<Disagreement>();
  readonly #judge: Judge;
  readonly #ids: ReadonlySet<string>;

  constructor(tenant: Tenant, source: "log" | "whatIf") {
    this.tenant = tenant;
    this.source = source;
    this.#judge = new Judge(tenant, source);
    this.#ids = new Set(tenant.policies.map(({ id }) => id.toLowerCase()));
  }

  /**
   * Compares the decisions about a sign-in.
   * @returns the answer about each policy, also about those that only Microsoft has and that stop it; `undefined` if the tenant doesn't
   *   have the user
   */
  add(signIn: DecidedSignIn): readonly ComparedAnswer[] | undefined {
    const { time, who, decisions } = signIn;
    const { from = time, until = time } = this.period ?? {};
    this.period = { from: Math.min(from, time), until: Math.max(until, time) };
    const answers = this.#judge.answers(signIn)?.map((ours) => ({ ...ours, compared: this.#compare(ours, signIn) }));
    const cannot = this.tenant.agents?.has(who.id) ? "agent" : answers === undefined ? "notInTenant" : "noDecisions";
    if (answers !== undefined && decisions !== undefined && cannot !== "agent")
      return this.#counted([...answers, ...this.#absent(decisions)], signIn);
    count(this.signIns, cannot);
    return answers;
  }

  /** The policies that the tenant file doesn't have and that stop the sign-in, as far as Microsoft shows them. */
  #absent(decisions: ReadonlyMap<string, Decision>): readonly ComparedAnswer[] {
    const gone = [...decisions].filter(([id]) => !this.#ids.has(id));
    return gone.flatMap(([, { applies, policy }]): readonly ComparedAnswer[] => {
      count(this.decisions, "gone");
      if (applies !== true || policy === undefined || canStop(policy) !== "yes") return [];
      const compared = differ(policy, "policy", null, "stops", "absent");
      return [{ policy, applies: "no", because: undefined, compared }];
    });
  }

  #counted(answers: readonly ComparedAnswer[], signIn: DecidedSignIn): readonly ComparedAnswer[] {
    const results = answers.map(({ compared }) => (typeof compared === "object" ? "differ" : compared));
    for (const result of results) count(this.decisions, result);
    for (const { compared } of answers) if (typeof compared === "object") this.differences.add(compared, signIn);
    const result = (["differ", "agree", "newer"] as const).find((one) => results.includes(one)) ?? "noDecisions";
    count(this.signIns, result === "newer" ? "older" : result);
    return answers;
  }

  /**
   * Compares Microsoft's decision about one policy with ours. Decisions about a policy, or a location in it, that was changed after the
   * sign-in can't be compared. A policy that had another state differs in its state.
   */
  #compare(ours: OurAnswer, signIn: DecidedSignIn): Compared {
    const { policy, because, dependsOn } = ours;
    const theirs = decisionAbout(policy, signIn);
    const state = policy.enforcement.kind;
    if (isNewer(policy, signIn.time, this.tenant)) return "newer";
    if (theirs?.applies === undefined && this.source === "log") return "notTold";
    if (state === "notUnderstood") return "unsupported";
    const reasons = this.source === "whatIf" ? theirs?.reasons : "";
    if (theirs?.states?.includes(state) === false) {
      const [was = state, ...others] = theirs.states;
      const they = others.length === 0 ? was : said(theirs.applies === true);
      return differ(policy, "policy", "state", they, state, reasons);
    }
    const applies = state === "off" ? "no" : ours.applies;
    if (applies === "depends") return dependsOn ?? "users";
    if (applies === "unclear") return "unsupported";
    const doApply = applies === "yes";
    const didApply = theirs?.applies;
    if (theirs === undefined || didApply === undefined) return differ(policy, "policy", null, "absent", said(doApply));
    if (didApply !== doApply) {
      const on = (didApply ? because : reasonIn(theirs.reasons)) ?? null;
      return differ(policy, this.#causeOf(ours, theirs, on), on, said(didApply), said(doApply), reasons);
    }
    return doApply ? compareEffects(policy, theirs, signIn) : "agree";
  }

  /** Where a difference about whether a policy applies can come from. What a log leaves open speaks against nothing. */
  #causeOf({ policy, appliesIf }: OurAnswer, theirs: Decision, on: Reason | null): Disagreement["kind"] {
    if (on !== null && on !== "users") return "law";
    const contrary = theirs.applies ? "no" : "yes";
    if (this.source === "log")
      return appliesIf(inOthers(theirs.applies)).every((one) => one === contrary) ? "law" : "membership";
    const wouldAgree = this.#judge.withoutGroups.flatMap(appliesIf).some((one) => (one === "yes") === theirs.applies);
    return wouldAgree && namesTheSame(policy.users, theirs.policy?.users) ? "knownDefect" : "law";
  }
}

/** A policy that differs. */
const differ = (
  { id, displayName }: Policy,
  kind: Disagreement["kind"],
  on: Reason | null,
  theirs: PolicyOutcome,
  ours: PolicyOutcome,
  reasons = "",
): Disagreement => ({ policy: id, displayName, kind, on, theirs, ours, reasons });

const said = (applies: boolean): PolicyOutcome => (applies ? "applies" : "doesNotApply");

/** If the policy applies on both sides: whether it stops sign-ins without MFA on both sides. */
function compareEffects(policy: Policy, theirs: Decision, { gotToken, mfa }: DecidedSignIn): Compared {
  const wasLetIn = gotToken === true && mfa === false;
  const they = theirs.policy === undefined ? (wasLetIn ? "no" : "unclear") : canStop(theirs.policy);
  const we = they === "unclear" ? they : canStop(policy);
  if (we === they || we === "unclear") return "agree";
  const kind = theirs.policy === undefined ? "law" : "policy";
  const [their, our] = we === "yes" ? (["letsThrough", "stops"] as const) : (["stops", "letsThrough"] as const);
  return differ(policy, kind, "grant", their, our);
}

/** The decision about a policy; `undefined` if Microsoft doesn't list the policy. */
export const decisionAbout = ({ id }: Policy, { decisions }: DecidedSignIn): Decision | undefined =>
  decisions?.get(id.toLowerCase());

/** The first condition, in azmfa's order, that Microsoft says wasn't met. @see Microsoft Graph beta, `conditionalAccessConditions` */
function reasonIn(words: string): Reason | undefined {
  const missed = words.split(",").map((word) => word.trim());
  return REASONS.find((one) => missed.some((word) => word === wordFor(one)));
}

const WORDS: { readonly [R in Reason]?: string } = { users: "users", applications: "application" };
const wordFor = (reason: Reason): string | undefined =>
  isConditionReason(reason) ? CONDITIONS[dimensionOf(reason)].log.missed : WORDS[reason];

/** The user is in all groups and holds all roles that make the policy apply to them, or not apply. */
function inOthers(applies: boolean | undefined): MembershipTest {
  const isNamed = (_: unknown, side: AssignmentSide): boolean => (side === "include") === applies;
  return { isInGroup: isNamed, hasRole: isNamed };
}

/** Whether a policy names the same groups and roles in the file and in the tenant. If not, that explains the difference. */
const namesTheSame = (one: Policy["users"], their: Policy["users"] | undefined): boolean =>
  their !== undefined && textOf(groupsAndRoles(one)) === textOf(groupsAndRoles(their));

const groupsAndRoles = ({ include, exclude }: Policy["users"]): readonly unknown[] =>
  [include, exclude].map(({ groups, roles }) => [[...groups].sort(), [...roles].sort()]);

/**
 * Whether the policy, its strength or one of its locations was changed after this moment. For a policy about trusted locations, every
 * location counts: each may be trusted, or may have been.
 */
export function isNewer(policy: Policy, time: number, { locations }: Tenant): boolean {
  const { network } = policy.conditions;
  const lists = network.kind === "any" ? [] : [network.include, network.exclude];
  const places = lists.some(({ allTrusted }) => allTrusted)
    ? [...(locations?.values() ?? [])]
    : lists.flatMap(({ ids }) => Array.from(ids, (id) => locations?.get(id)));
  return [policy, ...places].some((one) => one?.changed !== undefined && one.changed > time);
}
