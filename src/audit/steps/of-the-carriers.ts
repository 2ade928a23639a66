import type { Policy } from "../../model/policy";
import { counted, listing, named } from "../../text/sentence";
import { type Conclusion, failed, notApplicable, type Observation, passed, unknown } from "../answer";
import type { Audited } from "../audited";
import type { Facet } from "../carriers/facet";
import { asked } from "../check";
import type { Step } from "./step";

/** A step about one part of the policies that carry the control, or come nearest, and what it says. */
interface CarriersStep extends Omit<Step, "ask"> {
  readonly facet: Facet;
  readonly evidence: (policy: Policy, audited: Audited) => readonly Observation[];
  /** Said when it is as it must be. */
  readonly good: (policies: readonly Policy[], audited: Audited) => string;
  /** What is wrong with it in one policy: to go after the policy's name. */
  readonly bad: (policy: Policy, audited: Audited) => string;
  /** What to do about it. */
  readonly fix: (policy: Policy, audited: Audited) => string;
}

/** Such a step passes iff that part needn't change for the control to hold. */
export const ofTheCarriers = (step: CarriersStep): Step => ({
  title: step.title,
  must: step.must,
  inBenchmark: step.inBenchmark,
  ask: asked({
    look: ({ carriers }) => carriers.policies,
    evidence: (policies, audited) => policies.flatMap((policy) => step.evidence(policy, audited)),
    conclude: (policies, audited) => concluded(step, policies, audited),
  }),
});

function concluded(step: CarriersStep, policies: readonly Policy[], audited: Audited): Conclusion {
  const { carriers } = audited;
  if (carriers.kind === "none") return NO_POLICY;
  const wrong = carriers.kind === "nearest" ? carriers.wrong.find(({ facet }) => facet === step.facet) : undefined;
  if (wrong === undefined) return passed(step.good(policies, audited));
  const faults = wrong.policies.map((policy) => `${named(policy.displayName)} ${step.bad(policy, audited)}`);
  const [first = "", ...rest] = wrong.policies.map(
    (policy) => `${named(policy.displayName)}: ${step.fix(policy, audited)}`,
  );
  return (wrong.certain ? failed : unknown)(`${listing(faults, "and")}.`, first, ...rest);
}

/** Said of every step that looks at a policy where there is none to look at. */
export const NO_POLICY = notApplicable("There is no policy to look at: none asks for MFA.");

/** `"A" is`, or `"A" and 2 others, together, are`: the policies with the verb that goes with their number. */
export function together(policies: readonly Policy[], one: string, many: string): string {
  const [first, ...others] = policies;
  const name = named(first?.displayName ?? "");
  return others.length === 0 ? `${name} ${one}` : `${name} and ${counted(others.length, "other")}, together, ${many}`;
}
