import type { Policy } from "../../law/model/policy";
import { counted, listing } from "../../text/sentence";
import type { Unknown } from "../../verifier/verdict";
import { type Conclusion, failed, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, policySubject } from "../audited";
import type { Facet, WrongFacet } from "../carriers/facet";
import { includesNobody, isForTheControl } from "../carriers/facet";
import { asked, type Step, type StepNumber } from "../check";
import { settledKind } from "../known";
import { doing, fewOf, groupedBy, namesOf, STATES } from "../policies-in-words";
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

export const policies: Step = {
  title: "Conditional Access → Policies",
  must: "at least one policy exists for this control",
  inBenchmark: true,
  ask: asked({
    look: forTheControl,
    evidence: ({ certain, unclear }) => (certain.length > 0 ? certain : unclear).map(stateOf),
    conclude: anyThere,
  }),
};

/** Which policies are for this control, those that carry it included, and of which that isn't clear. */
interface Made {
  readonly certain: readonly Policy[];
  readonly unclear: readonly Policy[];
}

function forTheControl({ tenant, carriers }: Audited): Made {
  const carrying = carriers.kind === "carry" ? carriers.policies : [];
  const about = tenant.policies.filter((policy) => !includesNobody(policy));
  const certain = about.filter((policy) => isForTheControl(policy) === "yes");
  const unclear = about.filter((policy) => isForTheControl(policy) === "unclear");
  return { certain: [...new Set([...carrying, ...certain])], unclear };
}

function anyThere({ certain, unclear }: Made, { tenant }: Audited): Conclusion {
  if (certain.length > 0)
    return passed(`${counted(certain.length, "policy is", "policies are")} for this control: ${namesOf(certain)}.`);
  if (unclear.length > 0)
    return unknown(
      `Whether ${namesOf(unclear, "or")} is for this control isn't known: that hangs on what can't be read from it.`,
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

export const choosePolicy: Step = {
  title: "Choose the policy",
  must: "the policy or policies that together carry the guarantee are named",
  inBenchmark: true,
  ask: asked({
    look: ({ carriers }) => carriers,
    evidence: (carriers, { verdict, tenant }) => [
      ...carriers.policies.map(stateOf),
      ...(verdict.kind === "unknown" ? verdict.unknowns.map((one) => notUnderstood(one, tenant)) : []),
    ],
    conclude: whichCarry,
  }),
};

const notUnderstood = ({ policy, field, why }: Unknown, { policies: all }: Audited["tenant"]): Observation => {
  const subject = all.find(({ id }) => id === policy);
  return observation(subject && policySubject(subject), field, why);
};

/** What an unknown verdict hangs on: `: that hangs on what isn't understood in "A" (state: …)`. */
function hanging({ verdict, tenant }: Audited): string {
  const told = groupedBy(verdict.unknowns, ({ policy = "" }) => policy).map(([id, some]) => {
    const policy = tenant.policies.find((one) => one.id === id);
    const notes = fewOf(some.map(({ field, why }) => `${field}: ${why}`));
    return `${policy === undefined ? "the tenant" : namesOf([policy])} (${listing(notes, "and")})`;
  });
  return told.length === 0 ? "" : `: that hangs on what isn't understood in ${listing(fewOf(told), "and")}`;
}

function whichCarry(carriers: Audited["carriers"], audited: Audited): Conclusion {
  if (carriers.kind === "none") return failed("No policy carries the control: none asks for MFA.", ADD);
  if (carriers.kind === "carry") return passed(carried(carriers.policies));
  const come = `${doing(carriers.policies, "comes", "come")} nearest.`;
  const todo = `mend ${whatIsMissing(carriers.wrong)}: nothing else is missing`;
  return settledKind(audited.verdict, audited.facts) === "unknown"
    ? unknown(`Whether any policy carries the control isn't settled${hanging(audited)}. ${come}`, todo)
    : failed(`No policy carries the control, alone or with others. ${come}`, todo);
}

function carried(by: readonly Policy[]): string {
  if (by.length === 1) return `${namesOf(by)} carries the control alone: it would hold without any other policy.`;
  return `${namesOf(by)} carry the control together: with these alone it holds, and with fewer of them it wouldn't.`;
}
