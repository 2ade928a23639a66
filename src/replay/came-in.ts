import type { Reason } from "../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../law/grant";
import type { PolicyId, UserId } from "../law/model/ids";
import type { RecordedPrincipal } from "../law/model/recorded-sign-in";
import type { Bypass } from "../verifier/verdict";
import type { ComparedAnswer } from "./compare";
import type { OurAnswer } from "./judge";

/** How someone signed in without MFA, compared with the verdict. */
export type CameInBy =
  | { readonly kind: "declared" }
  /** A way in that the verdict lists, by its number from 1. */
  | { readonly kind: "wayIn"; readonly number: number }
  /**
   * A policy stops the sign-in now. `closedSince`: the policy, its state, a group or a role has changed since. `againstTheLaw`: nothing
   * explains why Entra didn't stop it.
   */
  | { readonly kind: "closedSince" | "againstTheLaw"; readonly policy: PolicyId; readonly displayName: string }
  /** `notNamed`: the verdict lists no such way in. It lists only some, or the way in depends on something that isn't recorded. */
  | { readonly kind: "notNamed" | "notInTenant" };

/** Whether the register, a way in of the verdict, or a later change explains it. If nothing does, something is wrong. */
export const isExplained = ({ kind }: Pick<CameInBy, "kind">): boolean =>
  kind === "declared" || kind === "wayIn" || kind === "closedSince";

/** A way in of the verdict, prepared for many sign-ins. */
interface WayIn extends Pick<Bypass, "others"> {
  readonly people: ReadonlySet<string>;
  readonly reasons: ReadonlyMap<PolicyId, Reason>;
}

/** Prepares a way in for many sign-ins. */
export const wayIn = ({ people, others, because }: Bypass): WayIn => ({
  people: new Set(people),
  others,
  reasons: new Map(because.map(({ policy, reason }) => [policy, reason])),
});

/**
 * How someone signed in without MFA.
 * @param answers one for each policy; `undefined` if the tenant doesn't have the person
 * @param ways the ways in of the verdict on the same tenant
 */
export function cameInBy(
  who: RecordedPrincipal,
  answers: readonly ComparedAnswer[] | undefined,
  ways: readonly WayIn[],
  isDeclared: (id: UserId) => boolean,
): CameInBy {
  if (who.kind === "person" && isDeclared(who.id)) return { kind: "declared" };
  if (answers === undefined) return { kind: "notInTenant" };
  const stopping = answers.filter(({ canStop, applies }) => canStop === "yes" && applies === "yes");
  const against = stopping.find(({ compared }) => !isOfLater(compared));
  const { policy } = against ?? stopping[0] ?? {};
  if (policy !== undefined) {
    const kind = against === undefined ? "closedSince" : "againstTheLaw";
    return { kind, policy: policy.id, displayName: policy.displayName };
  }
  const number = ways.findIndex((one) => isOpenFor(who, one) && isThrough(answers, one));
  return number < 0 ? { kind: "notNamed" } : { kind: "wayIn", number: number + 1 };
}

/** Whether a policy that stops a sign-in now may not have stopped it at that time. */
const isOfLater = (compared: ComparedAnswer["compared"]): boolean =>
  compared.kind === "newer" || (compared.kind === "differ" && compared.difference.kind !== "law");

const isOpenFor = (who: RecordedPrincipal, { people, others }: WayIn): boolean =>
  who.kind === "outsider"
    ? others.some((one) => one.kind === "outsider" && one.identity.type === who.type)
    : people.has(who.id) || others.some(({ kind }) => kind === "unnamed");

/** Whether each policy lets the sign-in through for the same reason as in the way in. A reason that isn't recorded counts as the same. */
const isThrough = (answers: readonly OurAnswer[], { reasons }: WayIn): boolean =>
  answers.every(({ policy, because: condition }) => {
    const reason = reasons.get(policy.id);
    const byGrant = stopsWithoutMfa(policy.grant) === "no" ? "grant" : condition;
    const ours = isEnforced(policy) === "no" ? "state" : byGrant;
    return reason !== undefined && (ours === undefined || ours === reason);
  });
