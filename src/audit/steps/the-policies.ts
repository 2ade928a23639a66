import type { Policy } from "../../model/policy";
import { counted, listing, named } from "../../text/sentence";
import { type Conclusion, failed, observation, passed, unknown } from "../answer";
import { type Audited, policySubject } from "../audited";
import { isForTheControl } from "../carriers/for-the-control";
import { asked } from "../check";
import { STATES } from "../states";
import type { Step } from "./step";

const ADD =
  "make a policy that requires MFA of all users for the Windows Azure Service Management API, without conditions; `pulumi up` in this project does";

const stateOf = (policy: Policy, what: string) =>
  observation(policySubject(policy), what, STATES[policy.enforcement.kind]);

export const policies: Step = {
  title: "Conditional Access → Policies",
  must: "at least one policy exists for this control",
  inBenchmark: true,
  ask: asked({
    look: aboutTheControl,
    evidence: ({ certain, unclear }) =>
      (certain.length > 0 ? certain : unclear).map((policy) => stateOf(policy, "policy")),
    conclude: anyThere,
  }),
};

/** Which policies are about this control, those that carry it included, and of which that isn't clear. */
interface Made {
  readonly certain: readonly Policy[];
  readonly unclear: readonly Policy[];
}

function aboutTheControl({ tenant, carriers }: Audited): Made {
  const carrying = carriers.kind === "carry" ? carriers.policies : [];
  const certain = tenant.policies.filter((policy) => isForTheControl(policy) === "yes");
  const unclear = tenant.policies.filter((policy) => isForTheControl(policy) === "unclear");
  return { certain: [...new Set([...carrying, ...certain])], unclear };
}

function anyThere({ certain, unclear }: Made, { tenant }: Audited): Conclusion {
  const { length } = tenant.policies;
  if (certain.length > 0) return passed(`${counted(certain.length, "policy is", "policies are")} about this control.`);
  if (unclear.length > 0)
    return unknown(
      `Whether ${names(unclear, "or")} is about this control isn't known: that hangs on what can't be read from the policy.`,
      "choose the Windows Azure Service Management API by name in it, or all resources, and MFA as its grant",
    );
  if (tenant.partlyKnown?.some(({ field }) => field === "policies"))
    return unknown(
      "No policy that is there is about this control, and not all of them are there.",
      "read all pages of the policies",
    );
  if (length === 0) return failed("The tenant has no Conditional Access policy.", ADD);
  if (length > 1)
    return failed(
      `None of ${length.toLocaleString("en-US")} policies asks for MFA on the way to Azure management.`,
      ADD,
    );
  const only = names(tenant.policies, "and");
  return failed(`${only}, the only policy, doesn't ask for MFA on the way to Azure management.`, ADD);
}

const names = (policies: readonly Policy[], joint: "and" | "or"): string =>
  listing(
    policies.map(({ displayName }) => named(displayName)),
    joint,
  );

export const choosePolicy: Step = {
  title: "Choose the policy",
  must: "the policy or policies that together carry the guarantee are named",
  inBenchmark: true,
  ask: asked({
    look: ({ carriers }) => carriers,
    evidence: (carriers) =>
      carriers.policies.map((policy) =>
        stateOf(policy, carriers.kind === "carry" ? "carries the control" : "comes nearest"),
      ),
    conclude: whichCarry,
  }),
};

function whichCarry(carriers: Audited["carriers"], { verdict }: Audited): Conclusion {
  const { length } = carriers.policies;
  const theirNames = names(carriers.policies, "and");
  if (carriers.kind === "none") return failed("No policy carries it: none asks for MFA.", ADD);
  if (carriers.kind === "carry")
    return passed(
      length === 1
        ? `${theirNames} carries it alone: with no other policy the control still holds.`
        : `${theirNames} carry it together: without any one of them it doesn't hold.`,
    );
  const nearest = `${theirNames} ${length === 1 ? "comes" : "come"} nearest.`;
  const seeBelow = `see the ${carriers.wrong.length === 1 ? "step below that doesn't" : "steps below that don't"} pass: that is all that is missing`;
  return verdict.kind === "unknown"
    ? unknown(`Whether any carry it isn't settled. ${nearest}`, seeBelow)
    : failed(`No policies carry it. ${nearest}`, seeBelow);
}
