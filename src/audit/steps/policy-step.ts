import type { Policy } from "../../law/model/policy";
import type { Answer, Evidence } from "../../report/report";
import { todoFor } from "../../words/policies";
import { type Conclusion, failed, notApplicable, passed, unknown } from "../answer";
import type { PolicyPart } from "../carriers/policy-parts";
import type { AuditContext } from "../context";

/** A step about one part of the carriers: the policies that carry the control, or come closest to it. */
interface PolicyStep {
  readonly part: PolicyPart;
  /** If two steps share a part, whether this step is about what is wrong with the policy. */
  readonly isAbout?: (policy: Policy) => boolean;
  /** Policies other than the carriers in which this part lets somebody in. */
  readonly others?: (context: AuditContext) => Wrong;
  readonly evidence: (policy: Policy, context: AuditContext) => readonly Evidence[];
  /** The reason if the part is as it must be. */
  readonly good: (policies: readonly Policy[], context: AuditContext) => string;
  /** The reason if it isn't: what is wrong, as a sentence with a full stop. */
  readonly bad: (policies: readonly Policy[], context: AuditContext) => string;
  /** What to do about a policy. */
  readonly fix: (policy: Policy, context: AuditContext) => string;
}

/** The policies whose part must change, and whether that is certain. */
export interface Wrong {
  readonly policies: readonly Policy[];
  readonly certain: boolean;
}

const NOTHING: Wrong = { policies: [], certain: true };

/**
 * Makes the judge of a step about one part of the carriers. The step passes iff the part needn't change for the control to hold. The
 * evidence starts with the policies whose part must change.
 */
export const policyStep =
  (step: PolicyStep) =>
  (context: AuditContext): Answer => {
    const { kind, policies } = context.carriers;
    const wrong = wrongIn(step, context);
    const others = policies.filter((policy) => !wrong.policies.includes(policy));
    const evidenceOf = (some: readonly Policy[]) => some.flatMap((policy) => step.evidence(policy, context));
    const [ofWrong, ofOthers] = [evidenceOf(wrong.policies), evidenceOf(others)];
    const about = [...ofWrong.flatMap(({ subject }) => subject?.id ?? []), ...wrong.policies.map(({ id }) => id)];
    const conclusion = kind === "none" ? NO_POLICY : concluded(step, wrong, context);
    return { ...conclusion, about, evidence: distinct([...ofWrong, ...ofOthers]) };
  };

/** The answer of every step that looks at policies if no policy asks for MFA. */
export const NO_POLICY = notApplicable("No policy asks for MFA, so there is none to look at.");

function wrongIn({ part, isAbout = () => true, others = () => NOTHING }: PolicyStep, audited: AuditContext): Wrong {
  const { carriers } = audited;
  const wrong = (carriers.kind === "nearest" && carriers.wrong.find((one) => one.part === part)) || NOTHING;
  const mine = wrong.policies.filter((policy) => isAbout(policy));
  const more = others(audited);
  return {
    policies: [...new Set([...mine, ...more.policies])],
    certain: (mine.length > 0 && wrong.certain) || (more.policies.length > 0 && more.certain),
  };
}

function concluded(step: PolicyStep, { policies, certain }: Wrong, audited: AuditContext): Conclusion {
  if (policies.length === 0) return passed(step.good(audited.carriers.policies, audited));
  const todo = todoFor(policies, (policy) => step.fix(policy, audited));
  return (certain ? failed : unknown)(step.bad(policies, audited), ...todo);
}

/** What two policies share, such as an excluded group, is listed once. */
export const distinct = (observations: readonly Evidence[]): readonly Evidence[] => [
  ...new Map(
    observations.map((one) => [JSON.stringify([one.subject?.kind, one.subject?.id, one.what, one.value]), one]),
  ).values(),
];
