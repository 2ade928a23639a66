import type { Policy } from "../../law/model/policy";
import { listing } from "../../text/sentence";
import { describeAsked } from "../../words/asks";
import { explainGrant } from "../../words/grant";
import { type Conclusion, failed, notApplicable, type Observation, observation, passed, unknown } from "../answer";
import { type Audited, policySubject } from "../audited";
import type { Facet } from "../carriers/facet";
import { asked, type Step } from "../check";
import { doing, STATES, saidOf, todoFor } from "../policies-in-words";

/** A step about one part of the policies that carry the control, or come nearest, and what it says. */
interface CarriersStep extends Omit<Step, "ask"> {
  readonly facet: Facet;
  /** Where two steps share a part: whether this one is about what is wrong with a policy's. */
  readonly isAbout?: (policy: Policy) => boolean;
  /** Other policies in which this part lets somebody in. */
  readonly others?: (audited: Audited) => Wrong;
  readonly evidence: (policy: Policy, audited: Audited) => readonly Observation[];
  /** Said when it is as it must be. */
  readonly good: (policies: readonly Policy[], audited: Audited) => string;
  /** What is wrong with it: of one policy, to go after its name; or of all at once, a sentence with a full stop. */
  readonly bad:
    | ((policy: Policy, audited: Audited) => string)
    | { readonly ofAll: (policies: readonly Policy[], audited: Audited) => string };
  /** What to do about it. */
  readonly fix: (policy: Policy, audited: Audited) => string;
}

/** Such a step passes iff that part needn't change for the control to hold. Policies in which it must come first. */
export const ofTheCarriers = (step: CarriersStep): Step => ({
  title: step.title,
  must: step.must,
  inBenchmark: step.inBenchmark,
  ask: asked({
    look: (audited) => wrongIn(step, audited),
    evidence: (wrong, audited) => {
      const others = audited.carriers.policies.filter((policy) => !wrong.policies.includes(policy));
      return distinct([...wrong.policies, ...others].flatMap((policy) => step.evidence(policy, audited)));
    },
    conclude: (wrong, audited) => concluded(step, wrong, audited),
  }),
});

/** The policies in which the step's part must change, and whether that is certain. */
export interface Wrong {
  readonly policies: readonly Policy[];
  readonly certain: boolean;
}

function wrongIn({ facet, isAbout = () => true, others = () => NOTHING }: CarriersStep, audited: Audited): Wrong {
  const { carriers } = audited;
  const wrong = (carriers.kind === "nearest" && carriers.wrong.find((one) => one.facet === facet)) || NOTHING;
  const mine = wrong.policies.filter((policy) => isAbout(policy));
  const more = others(audited);
  return {
    policies: [...new Set([...mine, ...more.policies])],
    certain: (mine.length > 0 && wrong.certain) || (more.policies.length > 0 && more.certain),
  };
}

const NOTHING: Wrong = { policies: [], certain: true };

function concluded(step: CarriersStep, { policies, certain }: Wrong, audited: Audited): Conclusion {
  const { carriers } = audited;
  if (carriers.kind === "none") return NO_POLICY;
  if (policies.length === 0) return passed(step.good(carriers.policies, audited));
  const { bad } = step;
  const because =
    typeof bad === "function" ? saidOf(policies, (policy) => bad(policy, audited)) : bad.ofAll(policies, audited);
  return (certain ? failed : unknown)(because, ...todoFor(policies, (policy) => step.fix(policy, audited)));
}

/** What two policies have in common, such as an excluded group, is one observation. */
export const distinct = (observations: readonly Observation[]): readonly Observation[] => [
  ...new Map(
    observations.map((one) => [JSON.stringify([one.subject?.kind, one.subject?.id, one.what, one.value]), one]),
  ).values(),
];

/** Said of every step that looks at a policy where there is none to look at. */
export const NO_POLICY = notApplicable("There is no policy to look at: none asks for MFA.");

export const state = ofTheCarriers({
  title: "State",
  must: "On: report-only and off enforce nothing",
  inBenchmark: false,
  facet: "state",
  evidence: (policy) => [observation(policySubject(policy), "state", STATES[policy.enforcement.kind])],
  good: (policies) => `${doing(policies, "is", "are")} on.`,
  bad: ({ enforcement: { kind } }) => `is ${STATES[kind]}${kind === "reportOnly" ? ": it logs and stops nobody" : ""}`,
  fix: () => "test it with What If and the insights workbook, then switch it on",
});

export const grant = ofTheCarriers({
  title: "Grant",
  must: "Require multifactor authentication, or a strength that is always MFA, with no alternative that avoids it",
  inBenchmark: false,
  facet: "grant",
  evidence: (policy) => [observation(policySubject(policy), "grant", describeAsked(policy.grant))],
  good: (policies) => {
    const demands = [...new Set(policies.map(demand))];
    return `${policies.length === 1 ? "It" : "Each"} ${listing(demands, "or")}, with no way around.`;
  },
  bad: (policy) => explainGrant({ policy }).why,
  fix: (policy) => explainGrant({ policy }).fix,
});

/** What a policy does to a sign-in: to go after its name. */
function demand({ grant: asked }: Policy): string {
  const blocks = asked.kind === "controls" && asked.controls.some(({ kind }) => kind === "block");
  return blocks ? "blocks the sign-in" : `asks for ${describeAsked(asked)}`;
}
