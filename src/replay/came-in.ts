import type { Reason } from "../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../law/grant";
import type { PolicyId, UserId } from "../law/model/ids";
import type { RecordedPrincipal } from "../law/model/recorded-sign-in";
import type { Bypass } from "../verifier/verdict";
import type { ComparedAnswer } from "./compare";
import type { OurAnswer } from "./judge";

/** How somebody came in without MFA, against what the verdict says. */
export type CameInBy =
  | { readonly kind: "declared" }
  /** A way in that the verdict names, by its place from 1 on. */
  | { readonly kind: "wayIn"; readonly number: number }
  /**
   * The policy stops it now. `closedSince`: it was made, changed or switched since, or who is in a group or holds a role was;
   * `againstTheLaw`: nothing says why Entra didn't stop it then.
   */
  | { readonly kind: "closedSince" | "againstTheLaw"; readonly policy: PolicyId; readonly displayName: string }
  /** No way in that the verdict names: there are more of them, or it depends on what isn't recorded. */
  | { readonly kind: "notNamed" | "notInTenant" };

/** Whether the register, a way in of the verdict, or a change since explains it. Where none does, something is amiss. */
export const isExplained = ({ kind }: Pick<CameInBy, "kind">): boolean =>
  kind === "declared" || kind === "wayIn" || kind === "closedSince";

/** A way in that the verdict names, for many questions. */
interface WayIn extends Pick<Bypass, "others"> {
  readonly people: ReadonlySet<string>;
  readonly reasons: ReadonlyMap<PolicyId, Reason>;
}

export const wayIn = ({ people, others, because }: Bypass): WayIn => ({
  people: new Set(people),
  others,
  reasons: new Map(because.map(({ policy, reason }) => [policy, reason])),
});

/**
 * By which way somebody came in.
 * @param answers one for each policy; `undefined` where the tenant doesn't have the person
 * @param ways that the verdict about the same tenant names
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

/** Whether a policy that stops a sign-in now may not have done so then. */
const isOfLater = (compared: ComparedAnswer["compared"]): boolean =>
  compared.kind === "newer" || (compared.kind === "differ" && compared.difference.kind !== "law");

const isOpenFor = (who: RecordedPrincipal, { people, others }: WayIn): boolean =>
  who.kind === "outsider"
    ? others.some((one) => one.kind === "outsider" && one.identity.type === who.type)
    : people.has(who.id) || others.some(({ kind }) => kind === "unnamed");

/** Whether each policy lets the sign-in through for the reason that it has in the way in, as far as the record tells. */
const isThrough = (answers: readonly OurAnswer[], { reasons }: WayIn): boolean =>
  answers.every(({ policy, because: condition }) => {
    const reason = reasons.get(policy.id);
    const byGrant = stopsWithoutMfa(policy.grant) === "no" ? "grant" : condition;
    const ours = isEnforced(policy) === "no" ? "state" : byGrant;
    return reason !== undefined && (ours === undefined || ours === reason);
  });
