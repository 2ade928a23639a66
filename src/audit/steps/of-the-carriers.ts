import type { Policy } from "../../model/policy";
import { counted, listing, named } from "../../text/sentence";
import { type Answer, failed, notApplicable, type Observation, passed, unknown } from "../answer";
import type { Audited } from "../audited";
import type { Facet } from "../carriers/facet";

/** How a step about one part of the carriers is answered. */
export interface AboutFacet {
  readonly facet: Facet;
  /** Said when it is as it must be. */
  readonly good: (policies: readonly Policy[]) => string;
  /** What is wrong with it in one policy: to go after the policy's name. */
  readonly bad: (policy: Policy, audited: Audited) => string;
  /** What to do about it. */
  readonly fix: (policy: Policy, audited: Audited) => string;
  readonly evidence: (policy: Policy, audited: Audited) => readonly Observation[];
}

/**
 * A step about one part of the policies that carry the control, or come nearest. It passes iff that part needn't change for
 * the control to hold.
 */
export function askOfCarriers(audited: Audited, about: AboutFacet): Answer {
  const { carriers } = audited;
  if (carriers.kind === "none") return NO_POLICY;
  const evidence = carriers.policies.flatMap((policy) => about.evidence(policy, audited));
  const wrong = carriers.kind === "nearest" ? carriers.wrong.find(({ facet }) => facet === about.facet) : undefined;
  if (wrong === undefined) return passed(about.good(carriers.policies), evidence);
  const [first, ...rest] = wrong.policies.map(
    (policy) => `${named(policy.displayName)}: ${about.fix(policy, audited)}`,
  );
  const because = `${listing(
    wrong.policies.map((policy) => `${named(policy.displayName)} ${about.bad(policy, audited)}`),
    "and",
  )}.`;
  return (wrong.certain ? failed : unknown)(because, [first ?? "", ...rest], evidence);
}

/** Said of every step that looks at a policy where there is none to look at. */
export const NO_POLICY: Answer = notApplicable("There is no policy to look at: none asks for MFA.");

/** `"A"`, or `"A" and 2 more, together`. */
export function together(policies: readonly Policy[]): string {
  const [first, ...others] = policies;
  const name = named(first?.displayName ?? "");
  return others.length === 0 ? name : `${name} and ${counted(others.length, "other")}, together,`;
}
