import { isEnforced, stopsWithoutMfa } from "../law/grant";
import type { PolicyId, UserId } from "../law/model/ids";
import type { RecordedPrincipal } from "../law/model/recorded-sign-in";
import type { Bypass } from "../verifier/verdict";
import type { Compared } from "./compare";
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
export const isExplained = ({ kind }: CameInBy): boolean =>
  kind === "declared" || kind === "wayIn" || kind === "closedSince";

/** What our law makes of a policy and a sign-in, and how that compares with what Entra decided. */
export type ComparedAnswer = OurAnswer & { readonly compared: Compared };

/** Whether somebody whom each policy lets through like this came by that way. */
type Way = (who: RecordedPrincipal, answers: readonly OurAnswer[]) => boolean;

/** Tells by which way sign-ins without MFA came. */
export class WaysIn {
  readonly #isDeclared: (id: UserId) => boolean;
  readonly #ways: readonly Way[];

  constructor(bypasses: readonly Bypass[], isDeclared: (id: UserId) => boolean) {
    this.#isDeclared = isDeclared;
    this.#ways = bypasses.map(matching);
  }

  /** @param answers one for each policy; `undefined` where the tenant doesn't have the person */
  by(who: RecordedPrincipal, answers: readonly ComparedAnswer[] | undefined): CameInBy {
    if (who.kind === "person" && this.#isDeclared(who.id)) return { kind: "declared" };
    if (answers === undefined) return { kind: "notInTenant" };
    const stopping = answers.filter(({ canStop, applies }) => canStop === "yes" && applies === "yes");
    const against = stopping.find(({ compared }) => !isOfLater(compared));
    const { policy } = against ?? stopping[0] ?? {};
    if (policy !== undefined) {
      const kind = against === undefined ? "closedSince" : "againstTheLaw";
      return { kind, policy: policy.id, displayName: policy.displayName };
    }
    const number = this.#ways.findIndex((isThis) => isThis(who, answers));
    return number < 0 ? { kind: "notNamed" } : { kind: "wayIn", number: number + 1 };
  }
}

/** Whether a policy that stops a sign-in now may not have done so then. */
const isOfLater = (compared: Compared): boolean =>
  compared.kind === "newer" || (compared.kind === "differ" && compared.difference.kind !== "law");

/** Whether the way is open for somebody, and each policy lets them through for the same reason, as far as the record tells. */
function matching({ people, others, because }: Bypass): Way {
  const named = new Set<string>(people);
  const outsiders = new Set<string>(others.flatMap((one) => (one.kind === "outsider" ? [one.identity.type] : [])));
  const isOpenToAnybody = others.some(({ kind }) => kind === "unnamed");
  const reasons = new Map(because.map(({ policy, reason }) => [policy, reason]));
  const isThrough = ({ policy, because: condition }: OurAnswer): boolean => {
    const byGrant = stopsWithoutMfa(policy.grant) === "no" ? "grant" : condition;
    const ours = isEnforced(policy) === "no" ? "state" : byGrant;
    const reason = reasons.get(policy.id);
    return reason !== undefined && (ours === undefined || ours === reason);
  };
  return (who, answers) => {
    const isOpen = who.kind === "outsider" ? outsiders.has(who.type) : isOpenToAnybody || named.has(who.id);
    return isOpen && answers.every(isThrough);
  };
}
