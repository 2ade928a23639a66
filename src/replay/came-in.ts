import type { Reason } from "../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../law/grant";
import type { PolicyId, UserId } from "../law/model/ids";
import type { RecordedPrincipal, RecordedSignIn } from "../law/model/recorded-sign-in";
import type { Bypass, Verdict } from "../verifier/verdict";
import type { Compared } from "./compare";
import type { OurAnswer } from "./judge";

/** How somebody came in without MFA, against what the verdict says. */
export type CameInBy =
  | { readonly kind: "declared" }
  /** A way in that the verdict names, by its place from 1 on. */
  | { readonly kind: "wayIn"; readonly number: number }
  /** The policy stops it now: it was made, changed or switched since, or who is in a group or holds a role was. */
  | { readonly kind: "closedSince"; readonly policy: PolicyId }
  /** By our law the policy stops it, and nothing says why Entra didn't. */
  | { readonly kind: "againstTheLaw"; readonly policy: PolicyId }
  /** None that the verdict names: there are more of them, or it depends on what isn't recorded. */
  | { readonly kind: "notNamed" | "notInTenant" };

/** Whether the register, a way in of the verdict, or a change since explains it. Where none does, something is amiss. */
export const isExplained = ({ kind }: CameInBy): boolean =>
  kind === "declared" || kind === "wayIn" || kind === "closedSince";

/** What our law makes of a policy and a sign-in, and how that compares with what Entra decided. */
export interface ComparedAnswer {
  readonly ours: OurAnswer;
  readonly compared: Compared;
}

/** Tells by which way sign-ins without MFA came. */
export class WaysIn {
  readonly #isDeclared: (id: UserId) => boolean;
  readonly #ways: readonly Way[];

  constructor(verdict: Verdict, isDeclared: (id: UserId) => boolean) {
    this.#isDeclared = isDeclared;
    this.#ways = verdict.bypasses.map(wayOf);
  }

  /** @param answers one for each policy; `undefined` where the tenant doesn't have the person */
  by({ who }: RecordedSignIn, answers: readonly ComparedAnswer[] | undefined): CameInBy {
    if (who.kind === "person" && this.#isDeclared(who.id)) return { kind: "declared" };
    if (answers === undefined) return { kind: "notInTenant" };
    const stopping = answers.filter(({ ours }) => ours.canStop === "yes" && ours.applies === "yes");
    const [gravest] = [...stopping.filter((one) => !isOfLater(one)), ...stopping];
    if (gravest !== undefined)
      return { kind: isOfLater(gravest) ? "closedSince" : "againstTheLaw", policy: gravest.ours.policy.id };
    const number = this.#ways.findIndex(
      (way) => way.isOpenFor(who) && answers.every(({ ours }) => isThrough(way, ours)),
    );
    return number < 0 ? { kind: "notNamed" } : { kind: "wayIn", number: number + 1 };
  }
}

/** Whether a policy that stops a sign-in now may not have done so then. */
const isOfLater = ({ compared }: ComparedAnswer): boolean =>
  compared.kind === "newer" || (compared.kind === "differs" && compared.difference.kind !== "law");

/** Whether a policy lets it through for the same reason as on that way in, as far as the record tells. */
function isThrough({ because }: Way, answer: OurAnswer): boolean {
  const reason = because.get(answer.policy.id);
  const ours = reasonFor(answer);
  return reason !== undefined && (ours === undefined || ours === reason);
}

/** Why a policy lets the sign-in through; `undefined` where the record doesn't say it. */
function reasonFor({ policy, because }: OurAnswer): Reason | undefined {
  if (isEnforced(policy) === "no") return "state";
  return stopsWithoutMfa(policy.grant) === "no" ? "grant" : because;
}

interface Way {
  readonly because: ReadonlyMap<PolicyId, Reason>;
  readonly isOpenFor: (who: RecordedPrincipal) => boolean;
}

function wayOf({ people, others, because }: Bypass): Way {
  const named = new Set<string>(people);
  const outsiders = new Set<string>(others.flatMap((one) => (one.kind === "outsider" ? [one.identity.type] : [])));
  const isOpenToAnybody = others.some(({ kind }) => kind === "unnamed");
  return {
    because: new Map(because.map(({ policy, reason }) => [policy, reason])),
    isOpenFor: (who) => (who.kind === "outsider" ? outsiders.has(who.type) : isOpenToAnybody || named.has(who.id)),
  };
}
