import { targetsAzureManagement } from "../../law/applications";
import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import type { Reason } from "../../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import { Membership } from "../../law/membership/membership";
import type { Circumstances, Dimension } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { every, not, truthOf } from "../../law/model/truth";
import { asStopping, Encoding } from "../encoding/encoding";
import type { Part } from "../encoding/policy-parts";
import type { Formula } from "../solver/formula";
import { Look, type Outcome, outcomeOf } from "./outcome";
import type { Applies, JudgedCondition, PolicyAnswer } from "./policy-answer";
import { assumptionsOf, type ToldSignIn } from "./told-sign-in";
import { type JudgedPerson, namesBy, WaysNamed } from "./ways-named";

/** Judges each condition of each policy on its own, over all values that its dimension can have beside what is told. */
export class JudgedConditions {
  readonly #look: Look;
  readonly #told: ToldSignIn;

  constructor(look: Look, told: ToldSignIn) {
    this.#look = look;
    this.#told = told;
  }

  /** Those of the policy of that place in the tenant. */
  of(number: number): readonly JudgedCondition[] {
    const policy = this.#look.asStopping(number);
    if (policy === undefined) return [];
    return DIMENSIONS.flatMap((dimension): readonly JudgedCondition[] => {
      if (policy.policy.conditions[dimension].kind === "any") return [];
      const part = policy.parts.find((one) => one?.reason === CONDITIONS[dimension].reason);
      return part === undefined ? [] : [this.#judged(dimension, part)];
    });
  }

  #judged(dimension: Dimension, { met: { is, isNot } }: Part): JudgedCondition {
    const missedBy = this.#example(isNot);
    if (missedBy === undefined) return { dimension, met: "yes", missedBy };
    if (this.#look.find([is], false) === undefined) return { dimension, met: "no", missedBy };
    const isMetForCertain = this.#look.find([is], true) !== undefined;
    return { dimension, met: isMetForCertain ? "depends" : "unclear", missedBy };
  }

  /** A sign-in of which it is true, rather one that hangs on no content. */
  #example(formula: Formula): Circumstances | undefined {
    const found = this.#look.find([formula], true) ?? this.#look.find([formula], false);
    if (found === undefined) return undefined;
    const { principal, shows, ...circumstances } = this.#look.signInOf(found, 0, this.#told);
    return circumstances;
  }
}

/** One sign-in, explained. */
export interface ExplainedSignIn {
  readonly person: JudgedPerson;
  readonly policies: readonly PolicyAnswer[];
  readonly outcome: Outcome;
}

/**
 * What happens when this person signs in as told. What isn't told may be anything, and so may what isn't known, the same in all
 * policies: *stopped* iff no such sign-in gets through, *gets in* iff no policy can stop any.
 */
export function explainSignIn(tenant: Tenant, person: JudgedPerson, told: ToldSignIn): ExplainedSignIn {
  const look = lookAt(tenant, person, told);
  const policies = answersOf(tenant, person, told, look);
  return { person, policies, outcome: outcomeOf(policies, look) };
}

/**
 * Whether some such sign-in gets through whatever isn't known or understood turns out to be. False where a bound was reached.
 */
export function getsInWhatever(tenant: Tenant, person: JudgedPerson, told: ToldSignIn): boolean {
  return lookAt(tenant, person, told).isOpenWhatever();
}

/** The tenant, and beside it all its policies as if each applied to the API and stopped somebody: for their conditions. */
function lookAt(tenant: Tenant, person: JudgedPerson, told: ToldSignIn): Look {
  const membership = new Membership(tenant);
  const beside = { ...tenant, policies: tenant.policies.map(asStopping) };
  const encoding = new Encoding([
    { tenant, membership },
    { tenant: beside, membership },
  ]);
  return new Look(encoding, person, told, assumptionsOf(told, encoding));
}

function answersOf(tenant: Tenant, person: JudgedPerson, told: ToldSignIn, look: Look): readonly PolicyAnswer[] {
  const ways = new WaysNamed(person, tenant, new Membership(tenant));
  const conditions = new JudgedConditions(look, told);
  return tenant.policies.map((policy, number) => {
    const included = ways.in(policy.users.include, "include");
    const excluded = ways.in(policy.users.exclude, "exclude");
    const about = person.identities.map((_, identity) =>
      every([namesBy(included, identity), not(namesBy(excluded, identity))]),
    );
    return answerOf(policy, { included, excluded, about, conditions: conditions.of(number) });
  });
}

/** *unclear* only where nothing but content that isn't understood stands between yes and no. */
function usersApply({ about, included, excluded }: Judged): Applies {
  const [first = "no", ...others] = new Set(about);
  if (others.length > 0) return "depends";
  const hangsOnHolders = [...included, ...excluded].some((way) => "certain" in way && !way.certain);
  return first === "unclear" && hangsOnHolders ? "depends" : first;
}

function allOf(parts: readonly Applies[]): Applies {
  if (parts.includes("no")) return "no";
  if (parts.includes("depends")) return "depends";
  return parts.includes("unclear") ? "unclear" : "yes";
}

type Judged = Pick<PolicyAnswer, "included" | "excluded" | "about" | "conditions">;

function answerOf(policy: Policy, judged: Judged): PolicyAnswer {
  const parts: readonly (readonly [Reason, Applies])[] = [
    ["users", usersApply(judged)],
    ["applications", targetsAzureManagement(policy.applications)],
    ...judged.conditions.map(({ dimension, met }) => [CONDITIONS[dimension].reason, met] as const),
    ["clientApplications", truthOf(!policy.workloadIdentitiesOnly)],
    ["unsupported", policy.notUnderstood.length > 0 ? "unclear" : "yes"],
  ];
  const missed = parts.find(([, applies]) => applies === "no");
  return {
    policy,
    applies: allOf(parts.map(([, applies]) => applies)),
    because: missed?.[0],
    ...judged,
    canStop: every([isEnforced(policy), stopsWithoutMfa(policy.grant)]),
  };
}
