import type { Reason } from "../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../law/grant";
import type { PolicyId, UserId } from "../law/model/ids";
import type { RecordedPrincipal, RecordedSignIn } from "../law/model/recorded-sign-in";
import type { Tenant } from "../law/model/tenant";
import type { Bypass, Verdict } from "../verifier/verdict";
import { compareDecision, type ToCompare } from "./compare";
import type { Judge, JudgedPolicy, OurAnswer } from "./judge";

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
  /** The register declares the person. */
  | { readonly kind: "declared" }
  /** A way in that the verdict names, by its place from 1 on. */
  | { readonly kind: "wayIn"; readonly number: number }
  /** None that the verdict names: there are more of them, or it depends on what isn't told. */
  | { readonly kind: "notNamed" }
  | { readonly kind: NotStopped; readonly policy: PolicyId }
  /** The tenant doesn't have the person. */
  | { readonly kind: "notInTenant" };

/** For each, whether the register, a way in of the verdict or a change since says how it was possible; where not, something is amiss. */
export const EXPLAINED: { readonly [Kind in CameInBy["kind"]]: boolean } = {
  declared: true,
  wayIn: true,
  closedSince: true,
  membershipSince: true,
  switchedSince: true,
  notNamed: false,
  againstTheLaw: false,
  decisionNotTold: false,
  notInTenant: false,
};

/** Tells by which way in sign-ins without MFA came. */
export class WaysIn {
  readonly #tenant: Tenant;
  readonly #judge: Judge;
  readonly #isDeclared: (id: UserId) => boolean;
  readonly #ways: readonly Way[];

  constructor(tenant: Tenant, judge: Judge, verdict: Verdict, isDeclared: (id: UserId) => boolean) {
    this.#tenant = tenant;
    this.#judge = judge;
    this.#isDeclared = isDeclared;
    this.#ways = verdict.bypasses.map(wayOf);
  }

  /** @param answers what our law makes of it; `undefined` where the tenant doesn't have the person */
  by(signIn: RecordedSignIn, answers: readonly OurAnswer[] | undefined): CameInBy {
    const { who } = signIn;
    if (who.kind === "person" && this.#isDeclared(who.id)) return { kind: "declared" };
    if (answers === undefined) return { kind: "notInTenant" };
    const stopped = this.#notStoppedBy(signIn, answers);
    if (stopped !== undefined) return stopped;
    const number = this.#ways.findIndex((way) => way.isOpenFor(who) && this.#isThrough(way, answers));
    return number < 0 ? { kind: "notNamed" } : { kind: "wayIn", number: number + 1 };
  }

  /** What became of the policies that stop it by our law: the gravest thing that there is to say of any; nothing where none does. */
  #notStoppedBy(signIn: RecordedSignIn, answers: readonly OurAnswer[]): CameInBy | undefined {
    const found = this.#judge.policies.flatMap((judged, number) => {
      const ours = answers[number];
      if (judged.canStop !== "yes" || ours?.applies !== "yes") return [];
      const byMembership = (isAbout: boolean): boolean => this.#judge.couldBe(isAbout, number, signIn.who);
      const decision = signIn.decisions?.get(judged.policy.id.toLowerCase());
      const kind = this.#whyNotStopped({ judged, ours, decision, signIn, byMembership });
      return [{ kind, policy: judged.policy.id }];
    });
    return found.toSorted((one, other) => NOT_STOPPED.indexOf(one.kind) - NOT_STOPPED.indexOf(other.kind))[0];
  }

  #whyNotStopped(one: ToCompare): NotStopped {
    const compared = compareDecision(one, this.#tenant);
    if (compared.kind === "newer") return "closedSince";
    if (compared.kind === "cannot") return "decisionNotTold";
    if (compared.kind !== "differs" || compared.difference.kind === "law") return "againstTheLaw";
    return compared.difference.kind === "membership" ? "membershipSince" : "switchedSince";
  }

  /** The same policies let it through for the same reasons, as far as the record tells. */
  #isThrough({ because }: Way, answers: readonly OurAnswer[]): boolean {
    return this.#judge.policies.every(({ policy }, number) => {
      const answer = answers[number];
      const reason = because.get(policy.id);
      if (answer === undefined || reason === undefined) return false;
      const ours = reasonFor(policy, answer);
      return ours === reason || (ours === undefined && answer.because === undefined);
    });
  }
}

/** Why a policy lets the sign-in through; `undefined` where that isn't told. */
function reasonFor(policy: JudgedPolicy["policy"], { because }: OurAnswer): Reason | undefined {
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
