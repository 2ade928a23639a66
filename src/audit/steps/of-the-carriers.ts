import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import type { Explanation } from "../../law/conditions/condition";
import type { Dimension } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import type { NotUnderstood } from "../../law/model/truth";
import { listing } from "../../text/sentence";
import { describeAsked, explainGrant } from "../../words/grant";
import { tellerOf } from "../../words/sign-in";
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
import type { Facet } from "../carriers/facet";
import { type AuditContext, policySubject } from "../context";
import { doing, STATES, saidOf, todoFor } from "../policies-in-words";
import { locationObservations, unreadPlaces } from "./locations";

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
  /** What is wrong with it: of one policy, to go after its name; or of all at once, a sentence with a full stop. */
  readonly bad:
    | ((policy: Policy, context: AuditContext) => string)
    | { readonly ofAll: (policies: readonly Policy[], context: AuditContext) => string };
  /** What to do about it. */
  readonly fix: (policy: Policy, context: AuditContext) => string;
}

/** Such a step passes iff that part needn't change for the control to hold. Policies in which it must come first. */
export const ofTheCarriers =
  (step: CarriersStep) =>
  (context: AuditContext): Answer => {
    const wrong = wrongIn(step, context);
    const others = context.carriers.policies.filter((policy) => !wrong.policies.includes(policy));
    const evidence = [...wrong.policies, ...others].flatMap((policy) => step.evidence(policy, context));
    return { ...concluded(step, wrong, context), evidence: distinct(evidence) };
  };

/** The policies in which the step's part must change, and whether that is certain. */
export interface Wrong {
  readonly policies: readonly Policy[];
  readonly certain: boolean;
}

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

const NOTHING: Wrong = { policies: [], certain: true };

function concluded(step: CarriersStep, { policies, certain }: Wrong, audited: AuditContext): Conclusion {
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
  facet: "state",
  evidence: (policy) => [observation(policySubject(policy), "state", STATES[policy.enforcement.kind])],
  good: (policies) => `${doing(policies, "is", "are")} on.`,
  bad: ({ enforcement: { kind } }) => `is ${STATES[kind]}${kind === "reportOnly" ? ": it logs and stops nobody" : ""}`,
  fix: () => "test it with What If and the insights workbook, then switch it on",
});

export const grant = ofTheCarriers({
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

export const conditions = ofTheCarriers({
  facet: "conditions",
  evidence: written,
  good: (policies) =>
    policies.some((policy) => configured(policy).length > 0)
      ? "Conditions are configured, and together they leave no sign-in out."
      : "No condition is configured.",
  bad: (policy, audited) =>
    listing(
      narrowings(policy, audited).map(({ why }) => why),
      "and",
    ),
  fix: (policy, audited) => listing([...new Set(narrowings(policy, audited).map(({ fix }) => fix))], "and"),
});

/** The policy's conditions as they are written, what in them isn't understood, and the places that they name. */
function written(policy: Policy, audited: AuditContext): readonly Observation[] {
  const subject = policySubject(policy);
  const fields = configured(policy).map((dimension) => `conditions.${CONDITIONS[dimension].graph.key}`);
  const found = [
    ...fields.map((field) => observation(subject, field, asWritten(field, policy))),
    ...notesIn(policy).map(({ field, why }) => observation(subject, field, why)),
    ...locationObservations(policy, audited),
  ];
  return found.length > 0 ? found : [observation(subject, "conditions", "none configured")];
}

/** A part that isn't there is shown as the whole policy. */
const asWritten = (field: string, { written }: Policy): string =>
  written.in(field) === written.in("") ? "isn't there" : written.in(field);

const configured = ({ conditions }: Policy): readonly Dimension[] =>
  DIMENSIONS.filter((dimension) => conditions[dimension].kind !== CONDITIONS[dimension].notConfigured.kind);

const notesIn = (policy: Policy): readonly NotUnderstood[] => [
  ...configured(policy).flatMap((dimension) => notesOn(dimension, policy)),
  ...policy.notUnderstood,
];

const notesOn = <D extends Dimension>(dimension: D, { conditions }: Policy): readonly NotUnderstood[] =>
  CONDITIONS[dimension].notUnderstood(conditions[dimension]);

const TAKE_OUT = "take out what isn't understood, or cover the rest with another policy";

/** What isn't understood narrows a policy in a way that nobody knows; else the conditions do that some way in doesn't meet. */
function narrowings(policy: Policy, audited: AuditContext): readonly Explanation[] {
  const notes = notesIn(policy).map(({ field, why }) => `${field}: ${why}`);
  if (notes.length > 0) return [{ why: `has content that isn't understood (${listing(notes, "and")})`, fix: TAKE_OUT }];
  const all = configured(policy);
  const unmet = all.filter((dimension) => signInPast(dimension, policy, audited) !== undefined);
  const explanations = (unmet.length > 0 ? unmet : all).map((dimension) => explained(dimension, policy, audited));
  return explanations.length > 0 ? explanations : [{ why: "has conditions that leave somebody out", fix: TAKE_OUT }];
}

/** The sign-in of the first way in that doesn't meet the condition. */
const signInPast = <D extends Dimension>(dimension: D, { conditions }: Policy, { tenant, verdict }: AuditContext) =>
  verdict.bypasses.find(
    ({ signIn }) => CONDITIONS[dimension].meets(conditions[dimension], signIn[dimension], tenant) !== "yes",
  )?.signIn;

/** Why the condition lets it through, and what to do about it. */
function explained<D extends Dimension>(dimension: D, policy: Policy, audited: AuditContext): Explanation {
  const signIn = signInPast(dimension, policy, audited) ?? audited.verdict.bypasses[0]?.signIn;
  const { words, graph } = CONDITIONS[dimension];
  if (signIn === undefined)
    return { why: `has a condition on ${graph.key}`, fix: `remove its condition on ${graph.key}` };
  const explained = words.explain(policy.conditions[dimension], signIn[dimension], tellerOf(audited.tenant));
  const unread = dimension === "network" ? unreadPlaces(policy, audited).map(({ value }) => value) : [];
  if (unread.length === 0) return explained;
  return {
    why: `${explained.why}, of which not everything is understood (${listing(unread, "and")})`,
    fix: `mend that named location, or ${explained.fix}`,
  };
}
