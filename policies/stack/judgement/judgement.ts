import type { Policy } from "../../../src/law/model/policy";
import type { Exemption } from "../../../src/law/model/register";
import type { Tenant } from "../../../src/law/model/tenant";
import { idsKnownIn } from "../../../src/tenant/graph/people";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { prove } from "../../../src/verifier/prove";
import type { Verdict } from "../../../src/verifier/verdict";
import { approvedExemptions, type Settings } from "../../settings/settings";
import { policyInGraphForm } from "../effects/graph-form";
import type { Resource } from "../objects/resource";
import type { PlannedTenant } from "./planned-tenant";
import { withAddedUsers } from "./tenant-before";

/** A user or group that a policy excludes by id. */
export type ExcludedPrincipal =
  | Exclude<Exemption, { readonly members: unknown }>
  | Extract<Exemption, { readonly kind: "group" }>;

/** The verdict about policies that together carry the guarantee. */
export interface CarriersJudgement {
  /** Whether somebody gets in, apart from those whom a policy excludes by id. */
  readonly verdict: Verdict;
  /** Users and groups that are excluded by id without approval, and that no other policy stops. */
  readonly unapproved: readonly ExcludedPrincipal[];
  readonly tenant: Tenant;
}

/** Judges carriers in one reading of each. Exclusions by id without approval are listed apart from the verdict. */
export function judge(carriers: readonly Resource[], planned: PlannedTenant, settings: Settings): CarriersJudgement {
  const policies = carriers.map((carrier) => inModel(carrier, planned, settings));
  // An excluded user may be newer than the snapshot.
  const excluded = policies.flatMap(({ users }) => [...users.exclude.users]);
  const tenant = { ...withAddedUsers(planned.tenant, [...new Set(excluded)]), policies };
  const approved = approvedExemptions(settings);
  const verdict = prove(tenant, approved);
  const suspects =
    verdict.kind === "proved" ? [] : excludedBy(tenant.policies).filter((one) => !isAmong(one, approved));
  if (suspects.length === 0) return { verdict, unapproved: [], tenant };
  const others = prove(tenant, [...approved, ...suspects]);
  /** Whether somebody gets in because of this exclusion and no other. */
  const isUncovered = (suspect: ExcludedPrincipal): boolean => {
    const alone = prove(tenant, [...approved, ...suspects.filter((one) => one !== suspect)]);
    if (others.kind === "proved") return alone.kind !== "proved";
    return alone.bypasses.some(
      ({ people, because }) =>
        because.some(({ reason }) => reason === "users") &&
        (suspect.kind === "group" || people.some((id) => id === suspect.id)),
    );
  };
  return { verdict: others, unapproved: suspects.filter(isUncovered), tenant };
}

const isAmong = ({ kind, id }: ExcludedPrincipal, exemptions: readonly Exemption[]): boolean =>
  exemptions.some((one) => one.kind === kind && one.id === id && !("members" in one && one.members !== undefined));

/** A policy in the law's model. */
export const policyInModel = (policy: Resource, { tenant, strengths }: PlannedTenant): Policy =>
  readPolicy(policyInGraphForm(policy), { name: policy.urn, ...idsKnownIn(tenant), strengths });

/** If report-only has a deadline, report-only-deadline watches it, and the policy is judged as if it were enforced. */
function inModel(carrier: Resource, planned: PlannedTenant, settings: Settings): Policy {
  const policy = policyInModel(carrier, planned);
  const asIf = settings.reportOnlyUntil !== undefined && policy.enforcement.kind === "reportOnly";
  return asIf ? { ...policy, enforcement: { kind: "enforced" } } : policy;
}

/** The users and groups that the policies exclude by id, each once. A group stands for all its members. */
export function excludedBy(policies: readonly Policy[]): readonly ExcludedPrincipal[] {
  const users = new Set(policies.flatMap(({ users: { exclude } }) => [...exclude.users]));
  const groups = new Set(policies.flatMap(({ users: { exclude } }) => [...exclude.groups]));
  return [
    ...[...users].map((id) => ({ kind: "user", id }) as const),
    ...[...groups].map((id) => ({ kind: "group", id, members: undefined }) as const),
  ];
}
