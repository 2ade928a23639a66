import { targetsAsFiltered } from "../../law/applications";
import { dimensionOf, isConditionReason } from "../../law/conditions";
import { applicability, evaluationContext } from "../../law/evaluate";
import { isEnforced, stopsWithoutMfa } from "../../law/grant";
import { Membership } from "../../law/membership/membership";
import type { Dimension, PartialSignIn } from "../../law/model/dimensions";
import type { Tenant } from "../../law/model/tenant";
import { every, type Met } from "../../law/model/truth";
import { Encoding } from "../encoding/encoding";
import type { Part } from "../encoding/policy-parts";
import type { JudgedPerson } from "./judged-person";
import { type JudgedCondition, type Outcome, outcomeOf, type PolicyAnswer, SignInSearch } from "./outcome";
import { type NamingPolicy, WaysNamed } from "./ways-named";

/** What happens at one sign-in, and each policy's part in it, in the order of the file. */
export interface ExplainedSignIn {
  readonly person: JudgedPerson;
  readonly policies: readonly PolicyAnswer[];
  readonly outcome: Outcome;
}

/**
 * What happens when this person signs in as given. What isn't given may be anything. So may what isn't known, the same in all
 * policies. *stopped* iff no such sign-in gets through; *gets in* iff no policy stops any of them.
 */
export function explainSignIn(tenant: Tenant, person: JudgedPerson, known: PartialSignIn): ExplainedSignIn {
  const search = searchFor(tenant, person, known);
  const ways = new WaysNamed(person, tenant, new Membership(tenant));
  const policies = tenant.policies.map((policy, number) => answerOf(ways.naming(policy), conditionsOf(number, search)));
  return { person, policies, outcome: outcomeOf(policies, search) };
}

/**
 * Whether some such sign-in gets through, whatever the data that isn't known and the content that isn't understood are. False if a
 * bound was reached.
 */
export function getsInWhatever(tenant: Tenant, person: JudgedPerson, known: PartialSignIn): boolean {
  return searchFor(tenant, person, known).isOpenWhatever();
}

const searchFor = (tenant: Tenant, person: JudgedPerson, known: PartialSignIn): SignInSearch =>
  new SignInSearch(new Encoding([evaluationContext(tenant)], { isForAll: true }), person, known);

/** Each condition of the policy at that index of the tenant, judged for all values that its dimension can have with what is given. */
function conditionsOf(number: number, search: SignInSearch): readonly JudgedCondition[] {
  const { policy, parts = [] } = search.encoding.policies.find(({ place }) => place === number) ?? {};
  return parts.flatMap((part) => {
    if (part === undefined || !isConditionReason(part.reason)) return [];
    const dimension = dimensionOf(part.reason);
    return policy?.conditions[dimension].kind === "any" ? [] : [judged(dimension, part, search)];
  });
}

function judged(dimension: Dimension, { met: { is, isNot } }: Part, search: SignInSearch): JudgedCondition {
  const missed = search.findAny([isNot]);
  if (missed === undefined) return { dimension, met: "yes", missedBy: undefined };
  const { principal, shows, ...missedBy } = search.signInOf(missed);
  if (search.find([is], false) === undefined) return { dimension, met: "no", missedBy };
  return { dimension, met: search.find([is], true) === undefined ? "unclear" : "depends", missedBy };
}

function answerOf(naming: NamingPolicy, conditions: readonly JudgedCondition[]): PolicyAnswer {
  const { policy } = naming;
  const { applies, because } = applicability(policy, (clause) =>
    clause === "users" ? usersApply(naming) : (conditions.find(({ dimension }) => dimension === clause)?.met ?? "yes"),
  );
  return {
    ...naming,
    applies,
    because,
    conditions,
    isAboutApi: targetsAsFiltered(policy.applications),
    canStop: every([isEnforced(policy), stopsWithoutMfa(policy.grant)]),
  };
}

/** *depends* also if it isn't the same for each identity type that the person may have. */
const usersApply = ({ about: [first = "no", ...others] }: NamingPolicy): Met =>
  others.every((one) => one === first) ? first : "depends";
