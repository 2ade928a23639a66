import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
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
import { type AuditContext, policySubject } from "../context";
import { missingPolicies, settledKind } from "../known";
import { doing, fewOf, namesOf, STATES } from "../policies-in-words";
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
export function stepsAbout(wrong: readonly WrongFacet[]): string {
  const choices = wrong.filter(({ insteadOf }) => insteadOf !== undefined);
  const isChoice = (facet: Facet): boolean => choices.some((one) => one.facet === facet || one.insteadOf === facet);
  const needed = wrong
    .filter(({ facet }) => !isChoice(facet))
    .flatMap(({ facet, policies }) => STEPS_OF[facet](policies))
    .toSorted((one, other) => one - other);
  const all = `${needed.length === 1 ? "step" : "steps"} ${listing(needed.map(String), "and")}`;
  const either = choices.map(
    ({ facet, insteadOf = facet }) => `step ${STEPS_OF[facet]([])} or step ${STEPS_OF[insteadOf]([])}`,
  );
  return listing([...(needed.length === 0 ? [] : [all]), ...either], "and");
}

const ADD =
  "make a policy that requires MFA of all users, except your break-glass accounts, for the Windows Azure Service Management API, without conditions; `pulumi up` in this project does";

const stateOf = (policy: Policy): Observation =>
  observation(policySubject(policy), "state", STATES[policy.enforcement.kind]);

export function policies({ tenant, carriers }: AuditContext): Answer {
  const carrying = carriers.kind === "carry" ? carriers.policies : [];
  const about = tenant.policies.filter((policy) => !includesNobody(policy));
  const certain = [...new Set([...carrying, ...about.filter((policy) => isForTheControl(policy) === "yes")])];
  const unclear = about.filter((policy) => isForTheControl(policy) === "unclear");
  return {
    ...anyThere(certain, unclear, tenant),
    evidence: (certain.length > 0 ? certain : unclear).map(stateOf),
  };
}

function anyThere(certain: readonly Policy[], unclear: readonly Policy[], tenant: Tenant): Conclusion {
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
  return failed(noneIsFor(tenant.policies), ADD);
}

function noneIsFor(all: readonly Policy[]): string {
  if (all.length === 0) return "The tenant has no Conditional Access policy.";
  return all.length === 1
    ? `${namesOf(all)}, the only policy, doesn't ask for MFA on the way to Azure management.`
    : `None of the tenant's ${counted(all.length, "policy", "policies")} asks for MFA on the way to Azure management.`;
}

export function choosePolicy(context: AuditContext): Answer {
  const { carriers, verdict, tenant } = context;
  const unclear = verdict.kind === "unknown" ? verdict.unknowns : [];
  const evidence = [
    ...carriers.policies.flatMap((policy) => {
      const last = lastKnownChange(policy.id, context.facts);
      const subject = policySubject(policy);
      return [stateOf(policy), ...(last ? [observation(subject, "last changed", changeInWords(last))] : [])];
    }),
    ...unclear.map(({ policy, field, why }) => {
      const subject = tenant.policies.find(({ id }) => id === policy);
      return observation(subject && policySubject(subject), field, why);
    }),
  ];
  return { ...whichCarry(context), evidence };
}

/** What in other policies than those that are chosen the verdict depends on: `"A" (state: …)`. */
function othersNotUnderstood({ verdict, tenant, carriers }: AuditContext): readonly string[] {
  const chosen = new Set<string>(carriers.policies.map(({ id }) => id));
  const unknowns = verdict.kind === "unknown" ? verdict.unknowns : [];
  return tenant.policies
    .filter(({ id }) => !chosen.has(id))
    .flatMap((policy) => {
      const notes = unknowns.filter((one) => one.policy === policy.id).map(({ field, why }) => `${field}: ${why}`);
      return notes.length === 0 ? [] : [`${namesOf([policy])} (${listing(fewOf(notes), "and")})`];
    });
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
  const isThere = policies(context).kind;
  if (carriers.kind === "none") return notApplicable("There is no policy to choose: see step 4.");
  const nearest = `${doing(carriers.policies, "comes", "come")} nearest`;
  if (isThere === "failed") return notApplicable(`No policy is for this control: see step 4. ${nearest}.`);
  const see = stepsAbout(carriers.wrong);
  const others = othersNotUnderstood(context);
  const missing = missingPolicies(context);
  if (isThere === "unknown")
    return unknown(`Whether a policy is for this control isn't known. ${nearest}.`, `see step 4, then ${see}`);
  if (missing !== undefined) return unknown(`It isn't known ${missing.what}. ${nearest}.`, missing.todo);
  if (others.length > 0)
    return unknown(
      `Which policies carry the control depends on what isn't understood in ${listing(fewOf(others), "and")}. ${nearest}.`,
      `say it there in words that this version knows, or see ${see}`,
    );
  if (!verdict.isWhole)
    return unknown(
      `Which policies carry the control isn't settled: the search reached its bound. ${nearest}.`,
      `see ${see}`,
    );
  return passed(
    settledKind(verdict, facts) === "unknown"
      ? `${nearest}; whether ${isOne ? "it carries" : "they carry"} the control isn't settled: see ${see}.`
      : `${names} ${isOne ? "is for this control, and doesn't" : "are for this control, and don't"} carry it: see ${see}.`,
  );
}
