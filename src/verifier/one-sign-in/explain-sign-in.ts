import { targetsAzureManagement } from "../../law/applications";
import { CONDITIONS } from "../../law/conditions";
import { type EvaluationContext, evaluate, evaluationContext, type Reason } from "../../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import type { Policy } from "../../law/model/policy";
import type { SignIn } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { every, not, truthOf } from "../../law/model/truth";
import { judgeConditions } from "./open-conditions";
import { isOpenWhatever, type Outcome, outcomeOf } from "./outcome";
import type { Applies, PolicyAnswer } from "./policy-answer";
import { settledLocations, type ToldSignIn } from "./told-sign-in";
import { type JudgedPerson, namesBy, WaysNamed } from "./ways-named";

/** One sign-in, explained. */
export interface ExplainedSignIn {
  readonly person: JudgedPerson;
  readonly policies: readonly PolicyAnswer[];
  readonly outcome: Outcome;
}

/**
 * What happens when this person signs in as told. What isn't told may be anything: *stopped* iff no such sign-in gets
 * through, *gets in* iff no policy can stop any. A group or role whose holders aren't known hangs on whether it holds the
 * person, so *stopped* never rests on that.
 */
export function explainSignIn(tenant: Tenant, person: JudgedPerson, told: ToldSignIn): ExplainedSignIn {
  const context = evaluationContext(tenant);
  const settled = settledContext(tenant, told);
  const policies = answersOf(tenant, person, told, settled);
  return { person, policies, outcome: outcomeOf(policies, { person, told, settled, replay }) };

  /** @throws where the evaluator says otherwise, which would be a mistake of this program */
  function replay(signIn: SignIn, expected: "stopped" | "through"): SignIn {
    const truth = evaluate(context, signIn);
    if ((expected === "stopped") === (truth === "yes")) return signIn;
    throw new Error("the explanation and the evaluator disagree");
  }
}

/**
 * Whether some such sign-in gets through even if content that isn't understood covers everything, and whichever group or role
 * of which some isn't known holds the person or doesn't, as is worse. False where a bound was reached.
 */
export function getsInWhatever(tenant: Tenant, person: JudgedPerson, told: ToldSignIn): boolean {
  const settled = settledContext(tenant, told);
  return isOpenWhatever(answersOf(tenant, person, told, settled), { person, told, settled });
}

const settledContext = (tenant: Tenant, told: ToldSignIn): EvaluationContext =>
  evaluationContext({ ...tenant, locations: settledLocations(tenant, told) });

function answersOf(
  tenant: Tenant,
  person: JudgedPerson,
  told: ToldSignIn,
  settled: EvaluationContext,
): readonly PolicyAnswer[] {
  const ways = new WaysNamed(person, tenant, settled.membership);
  const conditions = judgeConditions(tenant.policies, told, settled);
  return tenant.policies.map((policy, number) => {
    const included = ways.in(policy.users.include, "include");
    const excluded = ways.in(policy.users.exclude, "exclude");
    const about = person.identities.map((_, identity) =>
      every([namesBy(included, identity), not(namesBy(excluded, identity))]),
    );
    return answerOf(policy, { included, excluded, about, conditions: conditions[number] ?? [] });
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
