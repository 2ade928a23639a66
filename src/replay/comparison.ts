import { CONDITIONS, dimensionOf, isConditionReason } from "../law/conditions";
import type { Reason } from "../law/evaluate";
import type { DecidedSignIn, Decision } from "../law/model/decided-sign-in";
import type { PolicyId } from "../law/model/ids";
import type { Policy, UserAssignment } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";
import { textOf } from "../text/same-text";
import { STATES } from "../words/policies";
import { canStop, Judge, type OurAnswer } from "./judge";
import { type Counts, count, SignInGroups } from "./sign-in-groups";

/** One policy about which Microsoft and azmfa differ. */
export interface Disagreement {
  readonly policy: PolicyId;
  readonly displayName: string;
  /** Where the difference can come from. `law`: how azmfa reads Entra's rules. */
  readonly kind: "law" | "membership" | "policy";
  /** `applies`, and the conditions that it says aren't met: what Microsoft says of the policy, as the end of a sentence. */
  readonly theirs: string;
  readonly ours: string;
}

/**
 * How Microsoft's decision about one policy compares with ours: how they differ, or why they can't be compared: what the policy depends
 * on, content that isn't understood, a decision that isn't recorded, or a policy that was changed after the sign-in.
 */
export type Compared = "agree" | "newer" | "notTold" | Reason | Disagreement;

/** azmfa's decision about a policy and a sign-in, and how it compares with Microsoft's. */
export type ComparedAnswer = Pick<OurAnswer, "policy" | "applies"> & { readonly compared: Compared };

/** What Microsoft says about each policy, compared with what azmfa says, sign-in by sign-in. */
export class ComparedDecisions {
  readonly tenant: Tenant;
  /** What If lists every policy of the tenant, and answers about now. */
  readonly source: "log" | "whatIf";
  /** The first and the last sign-in, in milliseconds since 1970. */
  period: { readonly from: number; readonly until: number } | undefined;
  /** How many sign-ins agree, differ, or can't be compared. `notAsked`, `failed`: What If can't be asked, or doesn't answer. */
  readonly signIns: Counts<"agree" | "differ" | "notInTenant" | "agent" | "noDecisions" | "notAsked" | "failed"> = {
    agree: 0,
    differ: 0,
  };
  /** The same for decisions about one policy each. `gone`: the tenant file doesn't have the policy. */
  readonly decisions: Counts<"differ" | "gone" | Exclude<Compared, Disagreement>> = { agree: 0, differ: 0 };
  readonly differences = new SignInGroups<Disagreement>("law", "policy", "membership");
  readonly #judge: Judge;
  readonly #ids: ReadonlySet<string>;

  constructor(tenant: Tenant, source: "log" | "whatIf") {
    this.tenant = tenant;
    this.source = source;
    this.#judge = new Judge(tenant);
    this.#ids = new Set(tenant.policies.map(({ id }) => id.toLowerCase()));
  }

  /** Compares the decisions about a sign-in. @returns the answer about each policy; `undefined` if the tenant doesn't have the user */
  compareSignIn(signIn: DecidedSignIn): readonly ComparedAnswer[] | undefined {
    const { time, who, decisions } = signIn;
    const { from = time, until = time } = this.period ?? {};
    this.period = { from: Math.min(from, time), until: Math.max(until, time) };
    const answers = this.#judge.answers(signIn)?.map((ours) => ({ ...ours, compared: this.#compare(ours, signIn) }));
    const cannot = this.tenant.agents?.has(who.id) ? "agent" : answers === undefined ? "notInTenant" : "noDecisions";
    if (answers === undefined || decisions === undefined || cannot === "agent") count(this.signIns, cannot);
    else this.#count([...answers.map(({ compared }) => compared), ...this.#absent(decisions)], signIn);
    return answers;
  }

  /** The policies that the tenant file doesn't have. One that stops the sign-in is a difference, as far as Microsoft shows it. */
  #absent(decisions: ReadonlyMap<string, Decision>): readonly Compared[] {
    const gone = [...decisions].filter(([id]) => !this.#ids.has(id));
    return gone.flatMap(([, { applies, policy }]): readonly Disagreement[] => {
      count(this.decisions, "gone");
      const isStopping = applies === true && policy !== undefined && canStop(policy) === "yes";
      return isStopping ? [differ(policy, "policy", STOPS.yes, "doesn't exist")] : [];
    });
  }

  #count(all: readonly Compared[], signIn: DecidedSignIn): void {
    const results = all.map((compared) => (typeof compared === "object" ? "differ" : compared));
    for (const result of results) count(this.decisions, result);
    for (const compared of all) if (typeof compared === "object") this.differences.add(compared, signIn);
    count(this.signIns, (["differ", "agree"] as const).find((one) => results.includes(one)) ?? "noDecisions");
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
    if (theirs?.states?.includes(state) === false) {
      const [was = state, ...others] = theirs.states;
      const then = others.length === 0 ? `is ${STATES[was]}` : said(theirs.applies);
      return differ(policy, "policy", then, `is ${STATES[state]}`);
    }
    const applies = state === "off" ? "no" : ours.applies;
    if (applies === "depends") return dependsOn ?? "users";
    if (applies === "unclear") return "unsupported";
    const doApply = applies === "yes";
    if (theirs?.applies === undefined) return differ(policy, "policy", "doesn't exist", said(doApply));
    if (theirs.applies === doApply) return doApply ? compareEffects(policy, theirs, signIn) : "agree";
    const reasons = doApply && !NO_REASON.test(theirs.reasons) ? ` (${theirs.reasons})` : "";
    const on = doApply || because === undefined ? "" : `, because of ${clauseInWords(because)}`;
    return differ(policy, causeOf(ours, theirs), `${said(!doApply)}${reasons}`, `${said(doApply)}${on}`);
  }
}

/** A policy that differs. */
function differ({ id: policy, displayName }: Policy, kind: Disagreement["kind"], theirs: string, ours: string) {
  return { policy, displayName, kind, theirs, ours };
}

const said = (applies: boolean | undefined): string => (applies ? "applies" : "doesn't apply");
const STOPS = {
  yes: "applies and stops sign-ins without MFA",
  no: "applies and lets sign-ins through without MFA",
} as const;

/** A clause of a policy, by the reason of that name: `the network`. */
export const clauseInWords = (reason: string): string => {
  if (isConditionReason(reason)) return CONDITIONS[dimensionOf(reason)].words.name;
  return reason === "users" ? "the user" : "the application";
};

/** Microsoft names no condition that isn't met. */
const NO_REASON = /^(none|notSet|)$/;

/** Where a difference about whether a policy applies can come from. */
function causeOf({ policy: { users }, because }: OurAnswer, theirs: Decision): Disagreement["kind"] {
  if (theirs.policy !== undefined && textOf(theirs.policy.users) !== textOf(users)) return "policy";
  const { reasons } = theirs;
  const isAboutUsers = theirs.applies ? because === "users" : NO_REASON.test(reasons) || reasons.includes("users");
  const hasMembers = ({ groups, roles }: UserAssignment): boolean => groups.size + roles.size > 0;
  const isIncludedByThem = hasMembers(users.include) && (theirs.applies === true || !users.include.everyone);
  return isAboutUsers && (isIncludedByThem || hasMembers(users.exclude)) ? "membership" : "law";
}

/** If the policy applies on both sides: whether it stops sign-ins without MFA on both sides. */
function compareEffects(policy: Policy, theirs: Decision, { gotToken, mfa }: DecidedSignIn): Compared {
  const wasLetIn = gotToken === true && mfa === false;
  const they = theirs.policy === undefined ? (wasLetIn ? "no" : "unclear") : canStop(theirs.policy);
  const we = canStop(policy);
  if (they === we || they === "unclear" || we === "unclear") return "agree";
  return differ(policy, theirs.policy === undefined ? "law" : "policy", STOPS[they], STOPS[we]);
}

/** The decision about a policy; `undefined` if Microsoft doesn't list the policy. */
export const decisionAbout = ({ id }: Policy, { decisions }: DecidedSignIn): Decision | undefined =>
  decisions?.get(id.toLowerCase());

/** Whether the policy, its strength or, if it is about places, a location was changed after this moment. */
export function isNewer(policy: Policy, time: number, { locations }: Tenant): boolean {
  const places = policy.conditions.network.kind === "any" ? [] : [...(locations?.values() ?? [])];
  return [policy, ...places].some(({ changed }) => changed !== undefined && changed > time);
}
