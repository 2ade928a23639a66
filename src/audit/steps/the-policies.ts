import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { counted, listing } from "../../text/sentence";
import { type Answer, type Conclusion, failed, type Observation, observation, passed, unknown } from "../answer";
import type { Facet, WrongFacet } from "../carriers/facet";
import { includesNobody, isForTheControl } from "../carriers/facet";
import { type AuditContext, policySubject } from "../context";
import { settledKind } from "../known";
import { doing, fewOf, groupedBy, namesOf, STATES } from "../policies-in-words";
import type { StepNumber } from "./step";
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

/** The steps that find what is wrong: `what steps 12 and 14 find`; where either of two would do, `what step 8 or step 12 finds`. */
export function whatIsMissing(wrong: readonly WrongFacet[]): string {
  const choices = wrong.filter(({ insteadOf }) => insteadOf !== undefined);
  const isChoice = (facet: Facet): boolean => choices.some((one) => one.facet === facet || one.insteadOf === facet);
  const needed = wrong
    .filter(({ facet }) => !isChoice(facet))
    .flatMap(({ facet, policies }) => STEPS_OF[facet](policies))
    .toSorted((one, other) => one - other);
  const all =
    needed.length === 1 ? `what step ${needed[0]} finds` : `what steps ${listing(needed.map(String), "and")} find`;
  const either = choices.map(
    ({ facet, insteadOf = facet }) => `what step ${STEPS_OF[facet]([])} or step ${STEPS_OF[insteadOf]([])} finds`,
  );
  return listing([...(needed.length === 0 ? [] : [all]), ...either], "and");
}

const ADD =
  "make a policy that requires MFA of all users for the Windows Azure Service Management API, without conditions; `pulumi up` in this project does";

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
    ...carriers.policies.map(stateOf),
    ...unclear.map(({ policy, field, why }) => {
      const subject = tenant.policies.find(({ id }) => id === policy);
      return observation(subject && policySubject(subject), field, why);
    }),
  ];
  return { ...whichCarry(context), evidence };
}

/** What an unknown verdict depends on: `: that depends on what isn't understood in "A" (state: …)`. */
function hanging({ verdict, tenant }: AuditContext): string {
  const told = groupedBy(verdict.unknowns, ({ policy = "" }) => policy).map(([id, some]) => {
    const policy = tenant.policies.find((one) => one.id === id);
    const notes = fewOf(some.map(({ field, why }) => `${field}: ${why}`));
    return `${policy === undefined ? "the tenant" : namesOf([policy])} (${listing(notes, "and")})`;
  });
  return told.length === 0 ? "" : `: that depends on what isn't understood in ${listing(fewOf(told), "and")}`;
}

function whichCarry(context: AuditContext): Conclusion {
  const { carriers, verdict, facts } = context;
  const names = namesOf(carriers.policies);
  if (carriers.kind === "none") return failed("No policy carries the control: none asks for MFA.", ADD);
  if (carriers.kind === "carry")
    return passed(
      carriers.policies.length === 1
        ? `${names} carries the control alone: it would hold without any other policy.`
        : `${names} carry the control together: with these alone it holds, and with fewer of them it wouldn't.`,
    );
  const come = `${doing(carriers.policies, "comes", "come")} nearest.`;
  const todo = `mend ${whatIsMissing(carriers.wrong)}: nothing else is missing`;
  return settledKind(verdict, facts) === "unknown"
    ? unknown(`Whether any policy carries the control isn't settled${hanging(context)}. ${come}`, todo)
    : failed(`No policy carries the control, alone or with others. ${come}`, todo);
}
