import type { Reason } from "../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../law/grant";
import type { PolicyId, UserId } from "../law/model/ids";
import type { RecordedPrincipal, RecordedSignIn } from "../law/model/recorded-sign-in";
import type { Bypass, Verdict } from "../verifier/verdict";
import type { Compared } from "./compare";
import type { OurAnswer } from "./judge";

/** What is said of a policy that stops a sign-in by our law and didn't, the gravest first. */
const NOT_STOPPED = [
  /** By our law it stops it, and Entra let it through. */
  "againstTheLaw",
  /** By our law it stops it, and the record doesn't say what Entra made of it. */
  "decisionNotTold",
  /** It stops it now, and it didn't then: who is in a group or holds a role has changed since. */
  "membershipSince",
  /** It stops it now, and it didn't then: it was switched. */
  "switchedSince",
  /** It was made or changed after the sign-in, and stops it now. */
  "closedSince",
] as const;
type NotStopped = (typeof NOT_STOPPED)[number];

/** How somebody came in without MFA, against what the verdict says. */
export type CameInBy =
  | { readonly kind: "declared" }
  /** A way in that the verdict names, by its place from 1 on. */
  | { readonly kind: "wayIn"; readonly number: number }
  /** None that the verdict names: there are more of them, or it depends on what isn't recorded. */
  | { readonly kind: "notNamed" }
  | { readonly kind: NotStopped; readonly policy: PolicyId }
  | { readonly kind: "notInTenant" };

/** What neither the register, nor a way in of the verdict, nor a change since explains: something is amiss. */
const UNEXPLAINED = ["notNamed", "againstTheLaw", "decisionNotTold", "notInTenant"] as const;
export type Unexplained = (typeof UNEXPLAINED)[number];

export const isExplained = ({ kind }: CameInBy): boolean => !UNEXPLAINED.some((one) => one === kind);

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
    const notStopped = answers.flatMap(notStoppedBy);
    const [gravest] = notStopped.toSorted(
      (one, other) => NOT_STOPPED.indexOf(one.kind) - NOT_STOPPED.indexOf(other.kind),
    );
    if (gravest !== undefined) return gravest;
    const number = this.#ways.findIndex(
      (way) => way.isOpenFor(who) && answers.every(({ ours }) => isThrough(way, ours)),
    );
    return number < 0 ? { kind: "notNamed" } : { kind: "wayIn", number: number + 1 };
  }
}

/** What became of a policy that stops the sign-in by our law; nothing where it doesn't. */
function notStoppedBy({
  ours,
  compared,
}: ComparedAnswer): readonly { readonly kind: NotStopped; readonly policy: PolicyId }[] {
  const isStopping = ours.canStop === "yes" && ours.applies === "yes";
  return isStopping ? [{ kind: whyNotStopped(compared), policy: ours.policy.id }] : [];
}

function whyNotStopped(compared: Compared): NotStopped {
  if (compared.kind === "newer") return "closedSince";
  if (compared.kind === "cannot") return "decisionNotTold";
  if (compared.kind !== "differs" || compared.difference.kind === "law") return "againstTheLaw";
  return compared.difference.kind === "membership" ? "membershipSince" : "switchedSince";
}

/** Whether a policy lets it through for the same reason as on that way in, as far as the record tells. */
function isThrough({ because }: Way, answer: OurAnswer): boolean {
  const reason = because.get(answer.policy.id);
  if (reason === undefined) return false;
  const ours = reasonFor(answer);
  return ours === reason || (ours === undefined && answer.because === undefined);
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
