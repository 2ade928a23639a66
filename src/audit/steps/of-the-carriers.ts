import type { Policy } from "../../law/model/policy";
import { type Answer, type Conclusion, failed, notApplicable, type Observation, passed, unknown } from "../answer";
import type { Facet } from "../carriers/facet";
import type { AuditContext } from "../context";
import { todoFor } from "../policies-in-words";

/** A step about one part of the policies that carry the control, or come nearest, and what it says. */
interface CarriersStep {
  readonly facet: Facet;
  /** Where two steps share a part: whether this one is about what is wrong with a policy's. */
  readonly isAbout?: (policy: Policy) => boolean;
  /** Other policies in which this part lets somebody in. */
  readonly others?: (context: AuditContext) => Wrong;
  readonly evidence: (policy: Policy, context: AuditContext) => readonly Observation[];
  /** Said when it is as it must be. */
  readonly good: (policies: readonly Policy[], context: AuditContext) => string;
  /** What is wrong with it, as a sentence with a full stop. */
  readonly bad: (policies: readonly Policy[], context: AuditContext) => string;
  /** What to do about it. */
  readonly fix: (policy: Policy, context: AuditContext) => string;
}

/** The policies in which the step's part must change, and whether that is certain. */
export interface Wrong {
  readonly policies: readonly Policy[];
  readonly certain: boolean;
}

const NOTHING: Wrong = { policies: [], certain: true };

/** Such a step passes iff that part needn't change for the control to hold. Policies in which it must come first. */
export const ofTheCarriers =
  (step: CarriersStep) =>
  (context: AuditContext): Answer => {
    const { kind, policies } = context.carriers;
    const wrong = wrongIn(step, context);
    const others = policies.filter((policy) => !wrong.policies.includes(policy));
    const evidence = distinct([...wrong.policies, ...others].flatMap((policy) => step.evidence(policy, context)));
    return { ...(kind === "none" ? NO_POLICY : concluded(step, wrong, context)), evidence };
  };

/** Said of every step that looks at a policy where there is none to look at. */
export const NO_POLICY = notApplicable("There is no policy to look at: none asks for MFA.");

function wrongIn({ facet, isAbout = () => true, others = () => NOTHING }: CarriersStep, audited: AuditContext): Wrong {
  const { carriers } = audited;
  const wrong = (carriers.kind === "nearest" && carriers.wrong.find((one) => one.facet === facet)) || NOTHING;
  const mine = wrong.policies.filter((policy) => isAbout(policy));
  const more = others(audited);
  return {
    policies: [...new Set([...mine, ...more.policies])],
    certain: (mine.length > 0 && wrong.certain) || (more.policies.length > 0 && more.certain),
  };
}

function concluded(step: CarriersStep, { policies, certain }: Wrong, audited: AuditContext): Conclusion {
  if (policies.length === 0) return passed(step.good(audited.carriers.policies, audited));
  const todo = todoFor(policies, (policy) => step.fix(policy, audited));
  return (certain ? failed : unknown)(step.bad(policies, audited), ...todo);
}

/** What two policies have in common, such as an excluded group, is one observation. */
export const distinct = (observations: readonly Observation[]): readonly Observation[] => [
  ...new Map(
    observations.map((one) => [JSON.stringify([one.subject?.kind, one.subject?.id, one.what, one.value]), one]),
  ).values(),
];
