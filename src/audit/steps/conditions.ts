import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import type { Explanation } from "../../law/conditions/condition";
import type { Dimension } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import type { NotUnderstood } from "../../law/model/truth";
import { listing } from "../../text/sentence";
import { tellerOf } from "../../words/sign-in";
import { type Observation, observation } from "../answer";
import { type Audited, policySubject } from "../audited";
import { locationObservations, unreadPlaces } from "./locations";
import { ofTheCarriers } from "./of-the-carriers";

export const conditions = ofTheCarriers({
  title: "Conditions",
  must: "nothing narrows the policies together: client apps, platforms, locations, risk, device filter, flows, or anything newer",
  inBenchmark: false,
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
function written(policy: Policy, audited: Audited): readonly Observation[] {
  const subject = policySubject(policy);
  const fields = configured(policy).map((dimension) => `conditions.${CONDITIONS[dimension].graph.key}`);
  const found = [
    ...fields.map((field) => observation(subject, field, asWritten(field, policy))),
    ...notesIn(policy).map(({ field, why }) => observation(subject, field, why)),
    ...locationObservations(policy, audited),
  ];
  return found.length > 0 ? found : [observation(subject, "conditions", "none configured")];
}

/** What isn't there is told as the whole policy. */
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
function narrowings(policy: Policy, audited: Audited): readonly Explanation[] {
  const notes = notesIn(policy).map(({ field, why }) => `${field}: ${why}`);
  if (notes.length > 0) return [{ why: `has content that isn't understood (${listing(notes, "and")})`, fix: TAKE_OUT }];
  const all = configured(policy);
  const unmet = all.filter((dimension) => signInPast(dimension, policy, audited) !== undefined);
  const explanations = (unmet.length > 0 ? unmet : all).map((dimension) => explained(dimension, policy, audited));
  return explanations.length > 0 ? explanations : [{ why: "has conditions that leave somebody out", fix: TAKE_OUT }];
}

/** The sign-in of the first way in that doesn't meet the condition. */
const signInPast = <D extends Dimension>(dimension: D, { conditions }: Policy, { tenant, verdict }: Audited) =>
  verdict.bypasses.find(
    ({ signIn }) => CONDITIONS[dimension].meets(conditions[dimension], signIn[dimension], tenant) !== "yes",
  )?.signIn;

/** Why the condition lets it through, and what to do about it. */
function explained<D extends Dimension>(dimension: D, policy: Policy, audited: Audited): Explanation {
  const signIn = signInPast(dimension, policy, audited) ?? audited.verdict.bypasses[0]?.signIn;
  const { words, graph } = CONDITIONS[dimension];
  if (signIn === undefined)
    return { why: `has a condition on ${graph.key}`, fix: `remove its condition on ${graph.key}` };
  const told = words.explain(policy.conditions[dimension], signIn[dimension], tellerOf(audited.tenant));
  const unread = dimension === "network" ? unreadPlaces(policy, audited).map(({ value }) => value) : [];
  if (unread.length === 0) return told;
  return {
    why: `${told.why}, of which not everything is understood (${listing(unread, "and")})`,
    fix: `mend that named location, or ${told.fix}`,
  };
}
