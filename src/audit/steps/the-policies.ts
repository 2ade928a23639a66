import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { present } from "../../text/present";
import { counted, listing } from "../../text/sentence";
import {
  type Answer,
  type Conclusion,
  failed,
  notApplicable,
  type Observation,
  observation,
  passed,
  unknown,
} from "../answer";
import type { WrongFacet } from "../carriers/carriers";
import type { Facet } from "../carriers/facet";
import { includesNobody, isForTheControl } from "../carriers/facet";
import { changeInWords, lastKnownChange } from "../changes";
import type { StepNumber } from "../check";
import { type AuditContext, ofPolicy, policySubject } from "../context";
import { type Doubt, missingPolicies, settledKind } from "../not-known";
import { doing, few, namesOf, STATES } from "../policies-in-words";
import { isSelection } from "./target-resources";

/** Which steps look at each part of these policies. */
const STEPS_OF: { readonly [F in Facet]: (policies: readonly Policy[]) => readonly StepNumber[] } = {
  include: () => [7],
  exclude: () => [8],
  resources: (policies) => (policies.every(isSelection) ? [11] : [10, 11]),
  state: () => [12],
  resourceExclusions: () => [13],
  conditions: () => [14],
  grant: () => [15],
};

/** The steps that are about what is wrong: `steps 12 and 14`; where either of two would do, `step 8 or step 12`. */
function stepsAbout(wrong: readonly WrongFacet[]): string {
  const either = wrong.find(({ insteadOf }) => insteadOf !== undefined);
  const needed = wrong
    .filter(({ facet }) => either === undefined || (facet !== either.facet && facet !== either.insteadOf))
    .flatMap(({ facet, policies }) => STEPS_OF[facet](policies))
    .toSorted((one, other) => one - other);
  const steps = needed.length > 0 && `${needed.length === 1 ? "step" : "steps"} ${listing(needed.map(String), "and")}`;
  const choice = either?.insteadOf && `step ${STEPS_OF[either.facet]([])} or step ${STEPS_OF[either.insteadOf]([])}`;
  return listing(present([steps, choice]), "and");
}

const ADD =
  "make a policy that requires MFA of all users, except your break-glass accounts, for the Windows Azure Service Management API, without conditions; `pulumi up` in this project does";

const stateOf = (policy: Policy): Observation => ofPolicy(policy, "state", STATES[policy.enforcement.kind]);

export function policies({ tenant, carriers }: AuditContext): Answer {
  const carrying = carriers.kind === "carry" ? carriers.policies : [];
  const about = tenant.policies.filter((policy) => !includesNobody(policy));
  const certain = [...new Set([...carrying, ...about.filter((policy) => isForTheControl(policy) === "yes")])];
  const unclear = about.filter((policy) => isForTheControl(policy) === "unclear");
  return { ...areThere(certain, unclear, tenant), evidence: (certain.length > 0 ? certain : unclear).map(stateOf) };
}

function areThere(certain: readonly Policy[], unclear: readonly Policy[], tenant: Tenant): Conclusion {
  if (certain.length > 0)
    return passed(`${counted(certain.length, "policy is", "policies are")} for this control: ${namesOf(certain)}.`);
  if (unclear.length > 0)
    return unknown(
      `Whether ${namesOf(unclear, "or")} is for this control isn't known: that depends on what can't be read from it.`,
      "choose the Windows Azure Service Management API by name in it, or all resources, and MFA as its grant",
    );
  if (tenant.partlyKnown?.some(({ field }) => field === "policies"))
    return unknown(
      "None of the policies that were read is for this control, and not all of them were.",
      "read the tenant again, until all pages of the policies are there",
    );
  const doNot = doing(tenant.policies, "doesn't", "don't");
  return tenant.policies.length === 0
    ? failed("The tenant has no Conditional Access policy.", ADD)
    : failed(`${doNot} ask for MFA on the way to Azure management.`, ADD);
}

export function choosePolicy(context: AuditContext): Answer {
  const { carriers, verdict, tenant, facts } = context;
  const chosen = carriers.policies.flatMap((policy) => {
    const last = lastKnownChange(policy.id, facts);
    return present([stateOf(policy), last && ofPolicy(policy, "last changed", changeInWords(last))]);
  });
  const unclear = (verdict.kind === "unknown" ? verdict.unknowns : []).map(({ policy, field, why }) => {
    const found = tenant.policies.find(({ id }) => id === policy);
    return observation(found && policySubject(found), field, why);
  });
  return { ...whichCarry(context), evidence: [...chosen, ...unclear] };
}

/** Which policies the other steps look at. What is wrong with these is found there, and isn't said a second time. */
function whichCarry(context: AuditContext): Conclusion {
  const { carriers, verdict, facts } = context;
  const names = namesOf(carriers.policies);
  const isOne = carriers.policies.length === 1;
  if (carriers.kind === "carry")
    return passed(
      isOne
        ? `${names} carries the control alone: it would hold without any other policy.`
        : `${names} carry the control together: with these alone it holds, and with fewer of them it wouldn't.`,
    );
  if (carriers.kind === "none") return notApplicable("There is no policy to choose: see step 4.");
  const isThere = policies(context).kind;
  const nearest = `${doing(carriers.policies, "comes", "come")} nearest`;
  if (isThere === "failed") return notApplicable(`No policy is for this control: see step 4. ${nearest}.`);
  const see = `see ${stepsAbout(carriers.wrong)}`;
  const others = othersNotUnderstood(context);
  const missing = missingPolicies(context);
  const [doubt] = present<Doubt>([
    isThere === "unknown" && { what: "whether a policy is for this control", todo: `see step 4, then ${see}` },
    missing,
    others.length > 0 && {
      what: `which policies carry the control: that depends on what isn't understood in ${few(others)}`,
      todo: `say it there in words that this version knows, or ${see}`,
    },
    !verdict.isWhole && { what: "which policies carry the control: the search reached its bound", todo: see },
  ]);
  if (doubt !== undefined) return unknown(`It isn't known ${doubt.what}. ${nearest}.`, doubt.todo);
  return passed(
    settledKind(verdict, facts) === "unknown"
      ? `${nearest}; whether ${isOne ? "it carries" : "they carry"} the control isn't settled: ${see}.`
      : `${names} ${isOne ? "is for this control, and doesn't" : "are for this control, and don't"} carry it: ${see}.`,
  );
}

/** What in other policies than those that are chosen the verdict depends on: `"A" (state: …)`. */
function othersNotUnderstood({ verdict, tenant, carriers }: AuditContext): readonly string[] {
  const unknowns = verdict.kind === "unknown" ? verdict.unknowns : [];
  const chosen = new Set<string>(carriers.policies.map(({ id }) => id));
  return tenant.policies.flatMap((policy) => {
    const notes = unknowns.filter((one) => one.policy === policy.id).map(({ field, why }) => `${field}: ${why}`);
    return notes.length === 0 || chosen.has(policy.id) ? [] : [`${namesOf([policy])} (${few(notes)})`];
  });
}
