import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import { REASONS, type Reason } from "../law/evaluate";
import type { DecidedSignIn, Decision } from "../law/model/decided-sign-in";
import type { PolicyId } from "../law/model/ids";
import type { AssignmentSide, Enforcement, Policy } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";
import type { Holds } from "../law/users";
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

/** The result of comparing Microsoft's decision about one policy with ours. `newer`: the policy was changed after the sign-in. */
type Compared =
  | { readonly kind: "agree" | "newer" }
  | { readonly kind: "notComparable"; readonly why: CannotCompare }
  | { readonly kind: "differ"; readonly difference: Disagreement };

/** azmfa's decision about a policy and a sign-in, and how it compares with Microsoft's. */
export type ComparedAnswer = OurAnswer & { readonly compared: Compared };

/** A sign-in after it was compared. */
export interface ComparedSignIn {
  /** The answer about each policy of the tenant file; `undefined` if it doesn't have the user. */
  readonly answers: readonly ComparedAnswer[] | undefined;
  readonly differences: readonly Disagreement[];
}

/** What Microsoft says about each policy, compared with what azmfa says, sign-in by sign-in. */
export class ComparedDecisions {
  readonly tenant: Tenant;
  /** What If lists every policy of the tenant, and answers about now. */
  readonly source: "log" | "whatIf";
  /** The first and the last sign-in, in milliseconds since 1970. */
  period: { readonly from: number; readonly until: number } | undefined;
  /** `older`: every policy was changed after the sign-in. */
  readonly signIns = { judged: 0, agree: 0, differ: 0, older: 0, notComparable: 0 };
  /** Decisions about one policy each. `gone`: the tenant file doesn't have the policy. */
  readonly decisions = { compared: 0, agree: 0, differ: 0, newer: 0, notComparable: 0, gone: 0 };
  readonly notComparable = { records: {} as Counts<CannotCompareSignIn>, decisions: {} as Counts<CannotCompare> };
  readonly differences = new Groups<Disagreement>();
  readonly #judge: Judge;
  readonly #ids: ReadonlySet<string>;

  constructor(tenant: Tenant, source: "log" | "whatIf") {
    this.tenant = tenant;
    this.source = source;
    // The verdict finds the ways in, which What If is asked about, by the cautious reading.
    this.#judge = new Judge(tenant, source === "log" ? "every" : "cautious");
    this.#ids = new Set(tenant.policies.map(({ id }) => id.toLowerCase()));
  }

  /** Compares the decisions about a sign-in. */
  add(signIn: DecidedSignIn): ComparedSignIn {
    const { time, who, decisions } = signIn;
    const { from = time, until = time } = this.period ?? {};
    this.period = { from: Math.min(from, time), until: Math.max(until, time) };
    this.signIns.judged++;
    const answers = this.#judge.answers(signIn)?.map((ours) => ({ ...ours, compared: this.#compare(ours, signIn) }));
    const cannot = this.tenant.agents?.has(who.id) ? "agent" : answers === undefined ? "notInTenant" : "noDecisions";
    if (answers === undefined || decisions === undefined || cannot === "agent") {
      this.cannotCompare(cannot);
      return { answers, differences: [] };
    }
    const all: Compared[] = answers.map(({ compared }) => compared);
    for (const [id, { applies, policy }] of decisions) {
      if (this.#ids.has(id)) continue;
      this.decisions.gone++;
      if (applies === true && policy !== undefined && canStop(policy) === "yes")
        all.push(differ(policy, "policy", null, "stops", "absent"));
    }
    return { answers, differences: this.#counted(all, signIn) };
  }

  /** Counts a sign-in that can't be compared. */
  cannotCompare(why: CannotCompareSignIn): void {
    this.signIns.notComparable++;
    count(this.notComparable.records, why);
  }

  #counted(all: readonly Compared[], signIn: DecidedSignIn): readonly Disagreement[] {
    const kinds = new Set<Compared["kind"]>();
    const differences: Disagreement[] = [];
    for (const compared of all) {
      kinds.add(compared.kind);
      this.decisions[compared.kind]++;
      if (compared.kind === "agree" || compared.kind === "differ") this.decisions.compared++;
      if (compared.kind === "notComparable") count(this.notComparable.decisions, compared.why);
      if (compared.kind === "differ") differences.push(compared.difference);
    }
    for (const difference of differences) this.differences.add(difference, signIn);
    if (kinds.has("differ")) this.signIns.differ++;
    else if (kinds.has("agree")) this.signIns.agree++;
    else if (kinds.has("newer")) this.signIns.older++;
    else this.cannotCompare("noDecisions");
    return differences;
  }

  /**
   * Compares Microsoft's decision about one policy with ours. Decisions about a policy, or a location in it, that was changed after the
   * sign-in can't be compared. A policy that had another state differs in its state.
   */
  #compare(ours: OurAnswer, signIn: DecidedSignIn): Compared {
    const { policy, because, dependsOn } = ours;
    const theirs = decisionAbout(policy, signIn);
    const state = policy.enforcement.kind;
    if (isNewer(policy, signIn.time, this.tenant)) return { kind: "newer" };
    if (theirs?.applies === undefined && this.source === "log") return cannot("notTold");
    if (state === "notUnderstood") return cannot("unsupported");
    const reasons = this.source === "whatIf" ? theirs?.reasons : "";
    if (theirs?.states?.includes(state) === false) {
      const [was = state, ...others] = theirs.states;
      const they = others.length === 0 ? was : said(theirs.applies === true);
      return differ(policy, "policy", "state", they, state, reasons);
    }
    const applies = state === "off" ? "no" : ours.applies;
    if (applies === "depends") return cannot(dependsOn ?? "users");
    if (applies === "unclear") return cannot("unsupported");
    const [doApply, didApply] = [applies === "yes", theirs?.applies];
    if (theirs === undefined || didApply === undefined) return differ(policy, "policy", null, "absent", said(doApply));
    if (didApply !== doApply) {
      const on = (didApply ? because : reasonIn(theirs.reasons)) ?? null;
      return differ(policy, this.#causeOf(ours, theirs, on, signIn), on, said(didApply), said(doApply), reasons);
    }
    return doApply ? compareEffects(policy, theirs, signIn) : { kind: "agree" };
  }

  /** Where a difference about whether a policy applies can come from. What a log leaves open speaks against nothing. */
  #causeOf(ours: OurAnswer, theirs: Decision, on: Reason | null, { who }: DecidedSignIn): Disagreement["kind"] {
    const { policy, appliesIf } = ours;
    const contrary = theirs.applies ? "no" : "yes";
    const answersFor = (holds: Holds) => this.#judge.meetsUsers(policy, who, holds).map(appliesIf);
    if (on !== null && on !== "users") return "law";
    if (this.source === "log")
      return answersFor(inOthers(theirs.applies)).every((one) => one === contrary) ? "law" : "membership";
    const wouldAgree = this.#judge.withoutGroups.flatMap(answersFor).some((one) => (one === "yes") === theirs.applies);
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
): Compared => ({ kind: "differ", difference: { policy: id, displayName, kind, on, theirs, ours, reasons } });

const cannot = (why: CannotCompare): Compared => ({ kind: "notComparable", why });

const said = (applies: boolean): PolicyOutcome => (applies ? "applies" : "doesNotApply");

/** If the policy applies on both sides: whether it stops sign-ins without MFA on both sides. */
function compareEffects(policy: Policy, theirs: Decision, { gotToken, mfa }: DecidedSignIn): Compared {
  const wasLetIn = gotToken === true && mfa === false;
  const they = theirs.policy === undefined ? (wasLetIn ? "no" : "unclear") : canStop(theirs.policy);
  const we = they === "unclear" ? they : canStop(policy);
  if (we === they || we === "unclear") return { kind: "agree" };
  const kind = theirs.policy === undefined ? "law" : "policy";
  const [their, our] = we === "yes" ? (["letsThrough", "stops"] as const) : (["stops", "letsThrough"] as const);
  return differ(policy, kind, "grant", their, our);
}

/** The decision about a policy; `undefined` if Microsoft doesn't list the policy. */
export const decisionAbout = ({ id }: Policy, { decisions }: DecidedSignIn): Decision | undefined =>
  decisions?.get(id.toLowerCase());

/** The clauses by Graph's words for conditions that aren't met. @see Microsoft Graph beta, `conditionalAccessConditions` */
const REASON_BY_WORD: ReadonlyMap<string, Reason> = new Map<string, Reason>([
  ["users", "users"],
  ["application", "applications"],
  ...DIMENSIONS.map((one) => CONDITIONS[one]).flatMap(({ log, reason }) =>
    log.missed === undefined ? [] : [[log.missed, reason] as const],
  ),
]);

/** The first condition, in azmfa's order, that Microsoft says wasn't met. */
function reasonIn(words: string): Reason | undefined {
  const reasons = words.split(",").map((word) => REASON_BY_WORD.get(word.trim()));
  return REASONS.find((one) => reasons.includes(one));
}

/** The user is in all groups and holds all roles that make the policy apply to them, or not apply. */
function inOthers(applies: boolean | undefined): Holds {
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
  if (policy.changed !== undefined && policy.changed > time) return true;
  const { network } = policy.conditions;
  if (network.kind === "any") return false;
  const lists = [network.include, network.exclude];
  const places = lists.some(({ allTrusted }) => allTrusted)
    ? [...(locations?.values() ?? [])]
    : lists.flatMap(({ ids }) => Array.from(ids, (id) => locations?.get(id)));
  return places.some((place) => place?.changed !== undefined && place.changed > time);
}
