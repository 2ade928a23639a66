import { CONDITIONS, DIMENSIONS } from "../law/conditions";
import { REASONS, type Reason } from "../law/evaluate";
import type { PolicyId } from "../law/model/ids";
import type { Policy } from "../law/model/policy";
import type { RecordedDecision, RecordedSignIn } from "../law/model/recorded-sign-in";
import type { Tenant } from "../law/model/tenant";
import type { OurAnswer } from "./judge";

/** Why a decision can't be compared: what the policy depends on, content that isn't understood, or a decision that isn't recorded. */
export type CannotCompare = Reason | "notTold";

/** The result of comparing Entra's decision about one policy with ours. `newer`: the policy was changed after the sign-in. */
export type Compared =
  | { readonly kind: "agree" | "newer" }
  | { readonly kind: "notComparable"; readonly why: CannotCompare }
  | { readonly kind: "differ"; readonly difference: DecisionDifference };

/** Our decision about a policy and a sign-in, and how it compares with Entra's. */
export type ComparedAnswer = OurAnswer & { readonly compared: Compared };

/** One policy about which Entra decided differently. */
export interface DecisionDifference {
  readonly policy: PolicyId;
  readonly displayName: string;
  /** Where the difference can come from: our reading of Entra's rules, groups and roles, or the policy itself. */
  readonly kind: "law" | "membership" | "policy";
  /** What it is about: the first clause that isn't met, the policy's state or its grant; null if that isn't known. */
  readonly on: Reason | null;
  readonly entra: EntraSays;
  readonly ours: WeSay;
}

type EntraSays = "applied" | "notApplied" | "off" | "enforced" | "reportOnly" | "letIn";
type WeSay = "applies" | "doesNotApply" | "off" | "enforced" | "reportOnly" | "stops";

/**
 * Compares Entra's decision about one policy with ours. Decisions about a policy, or a location in it, that was changed after the sign-in
 * can't be compared. A policy whose state was another one differs in its state.
 * @param couldBe whether the policy could apply, or not apply, to the person if they were in other groups or held other roles
 */
export function compareDecision(
  { policy, applies, because, dependsOn, canStop }: OurAnswer,
  signIn: RecordedSignIn,
  tenant: Tenant,
  couldBe: (isAbout: boolean) => boolean,
): Compared {
  const decision = decisionAbout(policy, signIn);
  if (isNewer(policy, signIn.time, tenant)) return { kind: "newer" };
  if (decision?.applied === undefined) return { kind: "notComparable", why: "notTold" };
  const { applied, state, missed } = decision;
  const differs = (kind: DecisionDifference["kind"], on: Reason | null, entra: EntraSays, says: WeSay): Compared => {
    const { id, displayName } = policy;
    return { kind: "differ", difference: { policy: id, displayName, kind, on, entra, ours: says } };
  };
  const now = policy.enforcement.kind;
  if (now === "notUnderstood") return { kind: "notComparable", why: "unsupported" };
  if (state === undefined ? now === "off" : state !== now)
    return differs("policy", "state", state ?? "notApplied", now);
  if (state === "off") return { kind: "agree" };
  if (applies === "depends") return { kind: "notComparable", why: dependsOn ?? "users" };
  if (applies === "unclear") return { kind: "notComparable", why: "unsupported" };
  if (applied !== (applies === "yes")) {
    const on = (applied ? because : reasonIn(missed)) ?? null;
    const kind = (on === null || on === "users") && couldBe(applied) ? "membership" : "law";
    return applied ? differs(kind, on, "applied", "doesNotApply") : differs(kind, on, "notApplied", "applies");
  }
  const isLetIn = applied && canStop === "yes" && signIn.gotToken === true && signIn.mfa === false;
  return isLetIn ? differs("law", "grant", "letIn", "stops") : { kind: "agree" };
}

/** The recorded decision about a policy; `undefined` if the record doesn't list the policy. */
export const decisionAbout = ({ id }: Policy, { decisions }: RecordedSignIn): RecordedDecision | undefined =>
  decisions?.get(id.toLowerCase());

/** The clauses by Graph's words for conditions that aren't met. @see Microsoft Graph beta, `conditionalAccessConditions` */
const REASON_BY_WORD: ReadonlyMap<string, Reason> = new Map<string, Reason>([
  ["users", "users"],
  ["application", "applications"],
  ...DIMENSIONS.map((one) => CONDITIONS[one]).flatMap(({ log, reason }) =>
    log.missed === undefined ? [] : [[log.missed, reason] as const],
  ),
]);

/** The first condition, in our order, that Entra says wasn't met. */
function reasonIn(missed: readonly string[]): Reason | undefined {
  const reasons = missed.map((word) => REASON_BY_WORD.get(word));
  return REASONS.find((one) => reasons.includes(one));
}

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
