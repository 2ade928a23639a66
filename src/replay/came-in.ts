import type { PolicyId, UserId } from "../model/ids";
import type { RecordedPrincipal, RecordedSignIn } from "../model/recorded-sign-in";
import type { Tenant } from "../model/tenant";
import type { Reason } from "../verifier/evaluate";
import { isEnforced, stopsWithoutMfa } from "../verifier/law/grant";
import type { Bypass, Verdict } from "../verifier/verdict";
import { isNewer } from "./compare";
import type { JudgedPolicy, OurAnswer } from "./judge";

/** How somebody came in without MFA, against what the verdict says. */
export type CameInBy =
  /** The register declares the person. */
  | { readonly kind: "declared" }
  /** A way in that the verdict names, by its place from 1 on. */
  | { readonly kind: "wayIn"; readonly number: number }
  /** None that the verdict names: there are more of them, or it hangs on what isn't told. */
  | { readonly kind: "notNamed" }
  /** A policy that was made or changed after the sign-in stops it now. */
  | { readonly kind: "closedSince"; readonly policy: PolicyId }
  /** By our law a policy stops it, and Entra let it through. */
  | { readonly kind: "againstTheLaw"; readonly policy: PolicyId }
  /** The tenant doesn't have the person. */
  | { readonly kind: "notInTenant" };

/** Tells by which way in sign-ins without MFA came. */
export class WaysIn {
  readonly #tenant: Tenant;
  readonly #policies: readonly JudgedPolicy[];
  readonly #isDeclared: (id: UserId) => boolean;
  readonly #ways: readonly Way[];

  constructor(
    tenant: Tenant,
    policies: readonly JudgedPolicy[],
    verdict: Verdict,
    isDeclared: (id: UserId) => boolean,
  ) {
    this.#tenant = tenant;
    this.#policies = policies;
    this.#isDeclared = isDeclared;
    this.#ways = verdict.bypasses.map(wayOf);
  }

  /** @param answers what our law makes of it; `undefined` where the tenant doesn't have the person */
  by(signIn: RecordedSignIn, answers: readonly OurAnswer[] | undefined): CameInBy {
    const { who } = signIn;
    if (who.kind === "person" && this.#isDeclared(who.id)) return { kind: "declared" };
    if (answers === undefined) return { kind: "notInTenant" };
    const stopping = this.#policies.filter(
      ({ canStop }, number) => canStop === "yes" && answers[number]?.applies === "yes",
    );
    const older = stopping.find(({ policy }) => !isNewer(policy, signIn.time, this.#tenant));
    if (older !== undefined) return { kind: "againstTheLaw", policy: older.policy.id };
    const [newer] = stopping;
    if (newer !== undefined) return { kind: "closedSince", policy: newer.policy.id };
    const number = this.#ways.findIndex((way) => way.isOpenFor(who) && this.#isThrough(way, answers));
    return number < 0 ? { kind: "notNamed" } : { kind: "wayIn", number: number + 1 };
  }

  /** The same policies let it through for the same reasons, as far as the record tells. */
  #isThrough({ because }: Way, answers: readonly OurAnswer[]): boolean {
    return this.#policies.every(({ policy }, number) => {
      const answer = answers[number];
      const reason = because.get(policy.id);
      if (answer === undefined || reason === undefined) return false;
      const ours = reasonFor({ policy, answer });
      return ours === reason || (ours === undefined && answer.because === undefined);
    });
  }
}

/** Why a policy lets the sign-in through; `undefined` where that isn't told. */
function reasonFor({ policy, answer }: { readonly policy: JudgedPolicy["policy"]; readonly answer: OurAnswer }) {
  if (isEnforced(policy) === "no") return "state";
  if (stopsWithoutMfa(policy.grant) === "no") return "grant";
  return answer.because;
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
