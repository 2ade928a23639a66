import { CONDITIONS, meetsCondition, notUnderstoodInCondition } from "../../law/conditions";
import type { Dimension } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import type { NamedLocation } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import type { Evidence } from "../../report/report";
import { listing, shortened } from "../../text/sentence";
import { type Explanation, explainCondition } from "../../words/explain";
import { describeEach } from "../../words/policies";
import { observation } from "../answer";
import { configured } from "../carriers/policy-parts";
import { type AuditContext, notesOf, ofPolicy } from "../context";
import { policyStep } from "./policy-step";

/** Step 14: whether the policies' conditions cover every sign-in together. */
export const conditions = policyStep({
  part: "conditions",
  evidence: written,
  good: (policies) =>
    policies.some((policy) => configured(policy).length > 0)
      ? "Conditions are configured. Together, the policies still cover every sign-in."
      : "No condition is configured.",
  bad: (policies, audited) =>
    describeEach(policies, (policy) =>
      listing(
        narrowings(policy, audited).map(({ why }) => why),
        "and",
      ),
    ),
  fix: (policy, audited) => listing([...new Set(narrowings(policy, audited).map(({ fix }) => fix))], "and"),
});

/** A policy's conditions as they are written, the content that isn't understood, and the named locations. */
function written(policy: Policy, audited: AuditContext): readonly Evidence[] {
  const fields = configured(policy).map((dimension) => `conditions.${CONDITIONS[dimension].graph.key}`);
  const found = [
    ...fields.map((field) => ofPolicy(policy, field, asWritten(field, policy))),
    ...notesOf(policy, notesIn(policy)),
    ...locationObservations(policy, audited),
  ];
  return found.length > 0 ? found : [ofPolicy(policy, "conditions", "none configured")];
}

/** The JSON of a field. `written` gives the JSON of the whole policy for a field that it doesn't have. */
const asWritten = (field: string, { written }: Policy): string =>
  written.in(field) === written.in("") ? "isn't there" : written.in(field);

const notesIn = (policy: Policy): readonly NotUnderstood[] => [
  ...configured(policy).flatMap((dimension) => notUnderstoodInCondition(dimension, policy.conditions)),
  ...policy.notUnderstood,
];

const REMOVE = "remove what isn't understood, or cover the other sign-ins with another policy";

/** What narrows a policy: content that isn't understood, else the conditions that some way in doesn't meet. */
function narrowings(policy: Policy, audited: AuditContext): readonly Explanation[] {
  const notes = notesIn(policy).map(({ field, why }) => `${field}: ${why}`);
  if (notes.length > 0) return [{ why: `has content that isn't understood (${listing(notes, "and")})`, fix: REMOVE }];
  const all = configured(policy);
  const unmet = all.filter((dimension) => signInPast(dimension, policy, audited) !== undefined);
  const explanations = (unmet.length > 0 ? unmet : all).map((dimension) => explained(dimension, policy, audited));
  return explanations.length > 0 ? explanations : [{ why: "has conditions that don't cover everybody", fix: REMOVE }];
}

/** The sign-in of the first way in that doesn't meet a condition. */
const signInPast = <D extends Dimension>(dimension: D, { conditions }: Policy, { tenant, verdict }: AuditContext) =>
  verdict.bypasses.find(({ signIn }) => meetsCondition(dimension, conditions, signIn[dimension], tenant) !== "yes")
    ?.signIn;

/** Why a condition lets a sign-in through, and how to change it. */
function explained<D extends Dimension>(dimension: D, policy: Policy, audited: AuditContext): Explanation {
  const signIn = signInPast(dimension, policy, audited) ?? audited.verdict.bypasses[0]?.signIn;
  const { words, graph } = CONDITIONS[dimension];
  if (signIn === undefined) return { why: `has a condition on ${graph.key}`, fix: words.fix };
  return explainCondition(dimension, policy, signIn, audited.tenant);
}

/** The named locations that a policy lists, as they are written, and the parts that the verdict couldn't read. */
function locationObservations({ conditions: { network } }: Policy, audited: AuditContext): readonly Evidence[] {
  if (network.kind !== "listed") return [];
  const unknowns = audited.verdict.unknowns.filter(({ policy }) => policy === undefined);
  return (["include", "exclude"] as const).flatMap((clause) =>
    [...network[clause].ids].flatMap((id) => {
      const about = (what: string, found: string) => observation(audited.names.subject("location", id), what, found);
      const unread = unknowns.filter(({ field }) => field.startsWith(`namedLocations.${id}.`));
      return [
        about(`${clause}d location`, placesIn(audited.tenant.locations?.get(id))),
        ...unread.map(({ field, why }) => about(field.replace(`namedLocations.${id}.`, ""), why)),
      ];
    }),
  );
}

function placesIn(location: NamedLocation | undefined): string {
  if (location === undefined) return "not among the named locations that were read";
  const { trusted, extent, written } = location;
  const places = written.in(extent.kind === "countries" ? "countriesAndRegions" : "ipRanges");
  return `${trusted ? "trusted: " : ""}${shortened(places)}`;
}
