import { evaluationContext, type Reason } from "../../law/evaluate";
import { isBlock } from "../../law/grant";
import type { Membership } from "../../law/membership/membership";
import type { Circumstances, PartialSignIn } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import type { Principal, SignIn } from "../../law/model/sign-in";
import type { Tenant } from "../../law/model/tenant";
import { every, type Met } from "../../law/model/truth";
import { groupedBy } from "../../text/grouped-by";
import { Encoding } from "../encoding/encoding";
import type { Stop } from "../encoding/stops";
import { SignInSearch } from "./sign-in-search";

/** What happens at one sign-in, and each policy's part in it, in the order of the file. */
export interface ExplainedSignIn {
  /** The person, once for each identity type that they may have. */
  readonly people: readonly Principal[];
  readonly membership: Membership;
  readonly policies: readonly PolicyAnswer[];
  readonly outcome: Outcome;
}

/** A clause of a policy: met, not met, *depends* on what isn't given or known, or *unclear* because of content that isn't understood. */
export interface JudgedClause {
  readonly reason: Reason;
  readonly met: Met;
  /** A sign-in that doesn't meet it, if there is one. */
  readonly missedBy: Circumstances | undefined;
}

/** What one policy does with the sign-in. */
export interface PolicyAnswer {
  readonly policy: Policy;
  /** In the order of the law. */
  readonly clauses: readonly JudgedClause[];
  /** Its state and grant aside. */
  readonly applies: Met;
  /** The first clause by which it doesn't apply. */
  readonly because: JudgedClause | undefined;
  readonly stops: Met;
  /** A sign-in that it stops, if there is one. */
  readonly stopped: SignIn | undefined;
}

/** A clause that isn't the same for all such sign-ins. *unsupported*: content that isn't understood, in whatever clause. */
export type Open = Exclude<Reason, "state" | "clientApplications">;

/** What happens to all sign-ins of one person that agree with what is given. */
export type Outcome =
  /** No such sign-in gets through without MFA. `blocked`: a policy blocks it with MFA, too. */
  | { readonly kind: "stopped"; readonly blocked: boolean }
  | { readonly kind: "getsIn"; readonly example: SignIn }
  /** `on`: clauses of policies that stop some such sign-ins only. `through`, `stopped`: one of each, if they were found. */
  | {
      readonly kind: "depends";
      readonly on: readonly Open[];
      readonly isBounded: boolean;
      readonly through: SignIn | undefined;
      readonly stopped: SignIn | undefined;
    };

/**
 * What happens when this person signs in as given. What isn't given may be anything. So may what isn't known, the same in all
 * policies. *stopped* iff no such sign-in gets through; *gets in* iff no policy stops any of them.
 * @param people the person, once for each identity type that they may have
 */
export function explainSignIn(tenant: Tenant, people: readonly Principal[], known: PartialSignIn): ExplainedSignIn {
  const context = evaluationContext(tenant);
  const encoding = new Encoding([context], { isForAll: true });
  const search = new SignInSearch(encoding, people, known);
  const stops = people.map((one) => encoding.stops.ofPrincipal(one, 0));
  const byPolicy = new Map(groupedBy(stops.flat(), ({ policy }) => policy.place));
  const policies = tenant.policies.map((policy, place) => answerOf(policy, byPolicy.get(place) ?? [], search));
  const through = search.through(stops.map((some) => some.map(({ passing }) => passing)));
  const outcome = outcomeOf(policies, through, search.isBounded);
  return { people, membership: context.membership, policies, outcome };
}

/** @param stops the policy for each identity type that the person may have */
function answerOf(policy: Policy, stops: readonly Stop[], search: SignInSearch): PolicyAnswer {
  const clauses = (stops[0]?.parts ?? []).map(({ reason }, at): JudgedClause => {
    const { met, missedBy } = search.judge(stops.flatMap(({ parts }) => parts[at]?.met ?? []));
    return { reason, met, missedBy };
  });
  const stopped = search.judge(stops.map(({ stopping: is, passing: isNot }) => ({ is, isNot })));
  const applying = clauses.filter(({ reason }) => reason !== "state" && reason !== "grant");
  return {
    policy,
    clauses,
    applies: every(applying.map(({ met }) => met)),
    because: applying.find(({ met }) => met === "no"),
    stops: stopped.met,
    stopped: stopped.metBy,
  };
}

function outcomeOf(answers: readonly PolicyAnswer[], through: SignIn | undefined, isBounded: boolean): Outcome {
  if (through === undefined && !isBounded)
    return { kind: "stopped", blocked: answers.some(({ stops, policy }) => stops === "yes" && isBlock(policy.grant)) };
  const stopping = answers.filter(({ stops }) => stops !== "no");
  if (stopping.length === 0 && !isBounded && through !== undefined) return { kind: "getsIn", example: through };
  const on = new Set(stopping.flatMap(({ clauses }) => clauses.flatMap(openBy)));
  return { kind: "depends", on: [...on], isBounded, through, stopped: stopping[0]?.stopped };
}

/** Whether a sign-in is in a location that isn't understood decides like any other place. Other content can't be given. */
function openBy({ reason, met }: JudgedClause): readonly Open[] {
  if (met === "unclear") return [reason === "locations" ? reason : "unsupported"];
  return met === "depends" ? [reason as Open] : [];
}
