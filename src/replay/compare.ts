import { dimensionOf, isConditionReason } from "../law/conditions";
import type { Reason } from "../law/evaluate";
import type { Dimension } from "../law/model/dimensions";
import type { Policy } from "../law/model/policy";
import type { RecordedDecision, RecordedSignIn } from "../law/model/recorded-sign-in";
import type { Tenant } from "../law/model/tenant";
import type { OurAnswer } from "./judge";

/** Why a decision can't be compared: a dimension that isn't recorded, or another reason. */
export type CannotCompare =
  | Dimension
  /** Whether the policy is about the person depends on who is in a group or holds a role, or on their sort of guest. */
  | "who"
  /** Whether the policy is about the API depends on a filter by attributes of applications. */
  | "application"
  | "content"
  | "notListed"
  /** The record lists it, and says nothing of what became of it. */
  | "notTold";

/** What differs in kind: our reading of Entra, who is in a group or holds a role, or the policy itself. */
export type DifferenceKind = "law" | "membership" | "policy";

/** What came of comparing Entra's decision about one policy with ours. */
export type Compared =
  | { readonly kind: "agrees" }
  | { readonly kind: "newer" }
  | { readonly kind: "cannot"; readonly why: CannotCompare }
  | { readonly kind: "differs"; readonly difference: Difference };

export interface Difference {
  readonly policy: Policy;
  readonly kind: DifferenceKind;
  /** What it is about, where that is known: the first thing by which the policy doesn't apply, its state or its grant. */
  readonly on: Reason | undefined;
  readonly entra: EntraSays;
  readonly ours: WeSay;
}

export type EntraSays = "applied" | "notApplied" | "off" | "enforced" | "reportOnly" | "letIn";
export type WeSay = "applies" | "doesNotApply" | "off" | "enforced" | "reportOnly" | "stops";

/**
 * Compares what Entra decided about one policy with what we say. A policy that was changed after the sign-in, or refers to a
 * location that was, isn't the one that decided; nor is one that was off or report-only then and isn't now, or the other way round.
 * @param byMembership whether the policy could be about the person, or couldn't, if they were in other groups or held other roles
 */
export function compareDecision(
  ours: OurAnswer,
  signIn: RecordedSignIn,
  tenant: Tenant,
  byMembership: (isAbout: boolean) => boolean,
): Compared {
  const { policy, canStop } = ours;
  const decision = decisionAbout(policy, signIn);
  if (isNewer(policy, signIn.time, tenant)) return { kind: "newer" };
  if (decision === undefined) return { kind: "cannot", why: "notListed" };
  if (decision.result === "notTold") return { kind: "cannot", why: "notTold" };
  const then = stateThen(decision);
  const now = policy.enforcement.kind;
  if (now === "off" && then !== "off") return differs(policy, "policy", "state", then ?? decision.result, "off");
  if (then !== undefined && now !== "notUnderstood" && then !== now)
    return differs(policy, "policy", "state", then, now);
  if (decision.result === "off") return { kind: "agrees" };
  if (ours.applies === "depends") return { kind: "cannot", why: ours.open[0] ?? "who" };
  if (ours.applies === "unclear") return { kind: "cannot", why: "content" };
  const applied = decision.result === "applied";
  if (applied !== (ours.applies === "yes")) return aboutWhetherItApplies(ours, decision, byMembership);
  return applied && canStop === "yes" && signIn.gotToken === true && signIn.mfa === false
    ? differs(policy, "law", "grant", "letIn", "stops")
    : { kind: "agrees" };
}

/** What the record says became of a policy; nothing where it doesn't list it. */
export const decisionAbout = ({ id }: Policy, { decisions }: RecordedSignIn): RecordedDecision | undefined =>
  decisions?.get(id.toLowerCase());

/** What the policy's state was; nothing where the result doesn't say more than that it wasn't off. */
const stateThen = ({ result, state }: RecordedDecision): "off" | "enforced" | "reportOnly" | undefined =>
  result === "off" ? "off" : state;

const differs = (
  policy: Policy,
  kind: DifferenceKind,
  on: Reason | undefined,
  entra: EntraSays,
  ours: WeSay,
): Compared => ({ kind: "differs", difference: { policy, kind, on, entra, ours } });

function aboutWhetherItApplies(
  { policy, because }: OurAnswer,
  { result, missed }: RecordedDecision,
  byMembership: (isAbout: boolean) => boolean,
): Compared {
  const applied = result === "applied";
  const on = applied ? because : reasonOf(missed);
  const isAboutPeople = on === undefined || on === "users";
  const kind = isAboutPeople && byMembership(applied) ? "membership" : "law";
  return differs(policy, kind, on, applied ? "applied" : "notApplied", applied ? "doesNotApply" : "applies");
}

/** Graph's words for conditions that aren't met, in the order of the law. @see Microsoft Graph beta, `conditionalAccessConditions` */
const REASONS: readonly (readonly [word: string, reason: Reason])[] = [
  ["users", "users"],
  ["application", "applications"],
  ["clientType", "clientAppTypes"],
  ["devicePlatform", "platforms"],
  ["location", "locations"],
  ["deviceState", "devices"],
  ["devices", "devices"],
  ["signInRisk", "signInRisk"],
  ["userRisk", "userRisk"],
  ["insiderRisk", "insiderRisk"],
  ["authenticationFlows", "authenticationFlows"],
];

const reasonOf = (missed: readonly string[]): Reason | undefined =>
  REASONS.find(([word]) => missed.includes(word))?.[1];

/**
 * Whether the policy, its strength or a location that it is about was changed after that moment. Where it is about trusted places,
 * each location may be one of them, or have been.
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

/** The dimension that a difference is about, if it is about one. */
export const dimensionOn = (on: Reason | undefined): Dimension | undefined =>
  on !== undefined && isConditionReason(on) ? dimensionOf(on) : undefined;
