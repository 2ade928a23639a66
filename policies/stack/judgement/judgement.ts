import type { Policy } from "../../../src/law/model/policy";
import type { Exemption } from "../../../src/law/model/register";
import type { Tenant } from "../../../src/law/model/tenant";
import { idsKnownIn } from "../../../src/tenant/graph/people";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { prove } from "../../../src/verifier/prove";
import type { Verdict } from "../../../src/verifier/verdict";
import { approvedExemptions, type Settings } from "../../settings/settings";
import { policyInGraphForm } from "../effects/graph-form";
import type { Properties, Resource } from "../objects/resource";
import { withAddedUsers } from "./concerned";
import type { PlannedContext } from "./planned-tenant";

/** A policy's resource with one reading of what it says. */
export interface CandidateReading {
  readonly resource: Resource;
  readonly properties: Properties;
}

/** A user or group that some policy excludes by id. */
export type ExcludedPrincipal =
  | Exclude<Exemption, { readonly members: unknown }>
  | Extract<Exemption, { readonly kind: "group" }>;

/** What policies that carry the guarantee together are worth. */
export interface CarriersJudgement {
  /** Whether somebody gets in, those left out whom a policy excludes by id. */
  readonly verdict: Verdict;
  /** Excluded by id, in nobody's register, and really uncovered. */
  readonly unapproved: readonly ExcludedPrincipal[];
  readonly tenant: Tenant;
}

/** Judges policies by one reading of each; whoever is excluded by id without approval, and gets in, is told apart. */
export function judge(
  readings: readonly CandidateReading[],
  context: PlannedContext,
  settings: Settings,
): CarriersJudgement {
  const policies = readings.map((one) => inModel(one, context, settings));
  // Whoever is excluded by id may be newer than the snapshot.
  const excluded = policies.flatMap(({ users }) => [...users.exclude.users]);
  const tenant = { ...withAddedUsers(context.tenant, [...new Set(excluded)]), policies };
  const approved = approvedExemptions(settings);
  const verdict = prove(tenant, approved);
  const suspects =
    verdict.kind === "proved" ? [] : excludedBy(tenant.policies).filter((one) => !isAmong(one, approved));
  if (suspects.length === 0) return { verdict, unapproved: [], tenant };
  const others = prove(tenant, [...approved, ...suspects]);
  const unapproved = suspects.filter((one) => isUncovered(one, { tenant, approved, suspects, others }));
  return { verdict: others, unapproved, tenant };
}

const isAmong = ({ kind, id }: ExcludedPrincipal, exemptions: readonly Exemption[]): boolean =>
  exemptions.some((one) => one.kind === kind && one.id === id && !("members" in one && one.members !== undefined));

interface Trial {
  readonly tenant: Tenant;
  readonly approved: readonly Exemption[];
  readonly suspects: readonly ExcludedPrincipal[];
  readonly others: Verdict;
}

/** Whether somebody gets in because of this exclusion and no other. */
function isUncovered(suspect: ExcludedPrincipal, { tenant, approved, suspects, others }: Trial): boolean {
  const verdict = prove(tenant, [...approved, ...suspects.filter((one) => one !== suspect)]);
  if (others.kind === "proved") return verdict.kind !== "proved";
  return verdict.bypasses.some(
    ({ people, because }) =>
      because.some(({ reason }) => reason === "users") &&
      (suspect.kind === "group" || people.some((id) => id === suspect.id)),
  );
}

/** A policy as it is. */
export function policyInModel(
  { resource, properties }: CandidateReading,
  { tenant, strengths }: PlannedContext,
): Policy {
  return readPolicy(policyInGraphForm(resource, properties), {
    name: resource.urn,
    ...idsKnownIn(tenant),
    strengths,
  });
}

/** Where report-only has a deadline, another rule watches it, and what counts is what the policy will be. */
function inModel(reading: CandidateReading, context: PlannedContext, settings: Settings): Policy {
  const policy = policyInModel(reading, context);
  const asIf = settings.reportOnlyUntil !== undefined && policy.enforcement.kind === "reportOnly";
  return asIf ? { ...policy, enforcement: { kind: "enforced" } } : policy;
}

/** The users and groups that the policies exclude by id, each once. A group stands for whoever is in it. */
export function excludedBy(policies: readonly Policy[]): readonly ExcludedPrincipal[] {
  const users = new Set(policies.flatMap(({ users: { exclude } }) => [...exclude.users]));
  const groups = new Set(policies.flatMap(({ users: { exclude } }) => [...exclude.groups]));
  return [
    ...[...users].map((id) => ({ kind: "user", id }) as const),
    ...[...groups].map((id) => ({ kind: "group", id, members: undefined }) as const),
  ];
}
