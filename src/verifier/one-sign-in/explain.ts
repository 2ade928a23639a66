import { targetsAsFiltered } from "../../law/applications";
import { dimensionOf, isConditionReason } from "../../law/conditions";
import { applicability, evaluationContext, type Reason } from "../../law/evaluate";
import { isBlock, isEnforced, stopsWithoutMfa } from "../../law/grant";
import { Membership } from "../../law/membership/membership";
import type { Circumstances, Dimension, PartialSignIn } from "../../law/model/dimensions";
import type { GroupId, RoleId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { SignIn } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { every, type Met, type Truth } from "../../law/model/truth";
import { Encoding, mayStopSomebody } from "../encoding/encoding";
import type { Part } from "../encoding/policy-parts";
import { notUnderstoodIn } from "../not-understood";
import type { JudgedPerson } from "./judged-person";
import { SignInSearch } from "./sign-in-search";
import { type NamingPolicy, WaysNamed } from "./ways-named";

/** What happens at one sign-in, and each policy's part in it, in the order of the file. */
export interface ExplainedSignIn {
  readonly person: JudgedPerson;
  readonly policies: readonly PolicyAnswer[];
  readonly outcome: Outcome;
}

/** One condition of a policy: met, not met, *depends* on what isn't given, or *unclear* because of content that isn't understood. */
export interface JudgedCondition {
  readonly dimension: Dimension;
  readonly met: Met;
  /** A sign-in that doesn't meet it, if there is one. */
  readonly missedBy: Circumstances | undefined;
}

/** What one policy does with the sign-in. */
export interface PolicyAnswer extends NamingPolicy {
  readonly applies: Met;
  /** The first reason why it doesn't apply, its state and its grant aside. */
  readonly because: Reason | undefined;
  readonly conditions: readonly JudgedCondition[];
  readonly isAboutApi: Met;
  /** Whether it stops a sign-in that it applies to: it is enforced, and its grant can't be met without MFA. */
  readonly canStop: Truth;
}

/** What happens to all sign-ins of one person that agree with what is given. */
export type Outcome =
  /** No such sign-in gets through without MFA. `blocked`: a policy that applies blocks it with MFA, too. */
  | { readonly kind: "stopped"; readonly blocked: boolean }
  | { readonly kind: "getsIn"; readonly example: SignIn }
  /** `through` and `stopped`: a sign-in that gets through and one that is stopped, if they were found. */
  | {
      readonly kind: "depends";
      readonly on: readonly HangsOn[];
      readonly through: SignIn | undefined;
      readonly stopped: SignIn | undefined;
    };

/** Something that isn't given or isn't known, and that decides the outcome. */
export type HangsOn =
  | { readonly kind: "dimension"; readonly dimension: Dimension }
  | { readonly kind: "group"; readonly id: GroupId }
  | { readonly kind: "role"; readonly id: RoleId }
  /** The type of guest that they are, or their home tenant. */
  | { readonly kind: "identity" }
  /** Whether they can show what the policy accepts instead of MFA. */
  | { readonly kind: "grant"; readonly policy: Policy["id"] }
  /** Whether the policy's filter for applications covers the API. */
  | { readonly kind: "applications"; readonly policy: Policy["id"] }
  | { readonly kind: "content"; readonly policy: Policy["id"]; readonly field: string }
  | { readonly kind: "bound" };

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

/** What becomes of the sign-in, by the answers of the policies and by what a search for its unknown parts finds. */
function outcomeOf(answers: readonly PolicyAnswer[], search: SignInSearch): Outcome {
  const through = search.through();
  if (through === undefined && !search.isBounded) return { kind: "stopped", blocked: answers.some(blocks) };
  const stopped = search.stopped();
  if (stopped === undefined && !search.isBounded && through !== undefined) return { kind: "getsIn", example: through };
  const on = [...hangsOn(answers), ...(search.isBounded ? [{ kind: "bound" } as const] : [])];
  return { kind: "depends", on, through, stopped };
}

/** Whether it certainly applies and blocks. */
const blocks = ({ policy, applies, canStop }: PolicyAnswer): boolean =>
  applies === "yes" && canStop === "yes" && isBlock(policy.grant);

/** What the policies depend on that stop some such sign-ins and not others. */
function hangsOn(answers: readonly PolicyAnswer[]): readonly HangsOn[] {
  const all = answers.flatMap(
    ({ policy, included, excluded, about, conditions, applies, canStop, isAboutApi }): HangsOn[] => {
      if (applies === "no" || (applies === "yes" && canStop === "yes") || !mayStopSomebody(policy)) return [];
      const holders = [...included, ...excluded].flatMap((way): HangsOn[] =>
        (way.kind === "group" || way.kind === "role") && !way.certain
          ? [{ kind: way.kind, id: way.id } as HangsOn]
          : [],
      );
      const hangsOnHolders = about.includes("depends") || about.includes("unclear");
      return [
        // A location that isn't understood is content of the tenant, and not of the policy.
        ...conditions.flatMap(({ dimension, met }): HangsOn[] =>
          met === "depends" || (met === "unclear" && dimension === "network") ? [{ kind: "dimension", dimension }] : [],
        ),
        ...(hangsOnHolders ? holders : []),
        ...(new Set(about).size > 1 ? [{ kind: "identity" } as const] : []),
        ...(isAboutApi === "depends" ? [{ kind: "applications", policy: policy.id } as const] : []),
        ...(canStop === "no" ? [{ kind: "grant", policy: policy.id } as const] : []),
        ...notUnderstoodIn(policy).map(({ field }) => ({ kind: "content", policy: policy.id, field }) as const),
      ];
    },
  );
  return [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
}
