import type { Policy } from "../../../src/law/model/policy";
import type { Exemption } from "../../../src/law/model/register";
import type { Tenant } from "../../../src/law/model/tenant";
import { idsKnownIn } from "../../../src/tenant/graph/people";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { approvedExemptions, type Settings } from "../../settings/settings";
import { policyInGraphForm } from "../effects/graph-form";
import type { Resource } from "../objects/resource";
import { withAddedUsers } from "./plans";
import { type Answer, newlyLetIn } from "./question";
import type { PlannedTenant } from "./tenant-after";

/** A user or group that a policy excludes by id. */
export type ExcludedPrincipal =
  | Exclude<Exemption, { readonly members: unknown }>
  | Extract<Exemption, { readonly kind: "group" }>;

/** The answers about policies that together carry the guarantee. The guarantee holds iff both are closed. */
export interface CarriersJudgement {
  /** Who gets in although nobody is excluded by id without approval. */
  readonly answer: Answer;
  /** Users and groups that are excluded by id without approval, and that let in somebody more. */
  readonly unapproved: readonly ExcludedPrincipal[];
  readonly tenant: Tenant;
}

/** Judges carriers in one reading of each: first as if nobody were excluded by id without approval, and then what such exclusions add. */
export function judge(carriers: readonly Resource[], planned: PlannedTenant, settings: Settings): CarriersJudgement {
  const policies = carriers.map((carrier) => inModel(carrier, planned, settings));
  // An excluded user may be newer than the snapshot.
  const excluded = policies.flatMap(({ users }) => [...users.exclude.users]);
  const tenant = { ...withAddedUsers(planned.tenant, [...new Set(excluded)]), policies };
  const approved = approvedExemptions(settings);
  const answer = newlyLetIn({ before: "closed", after: tenant }, approved);
  const suspects = answer.kind === "closed" ? [] : excludedBy(policies).filter((one) => !isAmong(one, approved));
  if (suspects.length === 0) return { answer, unapproved: [], tenant };
  const without = newlyLetIn({ before: "closed", after: excludingNone(suspects, tenant) }, approved);
  return { answer: without, unapproved: lettingIn(suspects, tenant, approved, without), tenant };
}

/**
 * The exclusions that let in somebody more: each by itself, or only all of them together, such as those of one person by id in one policy
 * and by a group in another.
 */
function lettingIn(
  suspects: readonly ExcludedPrincipal[],
  tenant: Tenant,
  approved: readonly Exemption[],
  without: Answer,
): readonly ExcludedPrincipal[] {
  const opens = (kept: readonly ExcludedPrincipal[], added: readonly ExcludedPrincipal[]): boolean => {
    const leftOut = (some: readonly ExcludedPrincipal[]) => suspects.filter((one) => !some.includes(one));
    const before = excludingNone(leftOut(kept), tenant);
    const { kind, ways } = newlyLetIn({ before, after: excludingNone(leftOut([...kept, ...added]), tenant) }, approved);
    return ways.length > 0 || (kind !== "closed" && without.kind === "closed");
  };
  const alone = suspects.filter((one) => opens([], [one]));
  const others = suspects.filter((one) => !alone.includes(one));
  return others.length > 0 && opens(alone, others) ? suspects : alone;
}

/** The tenant with policies that don't exclude these users and groups by id. */
function excludingNone(suspects: readonly ExcludedPrincipal[], tenant: Tenant): Tenant {
  const ids = new Set<string>(suspects.map(({ kind, id }) => `${kind} ${id}`));
  const policies = tenant.policies.map(({ users: { include, exclude }, ...policy }): Policy => {
    const users = new Set([...exclude.users].filter((id) => !ids.has(`user ${id}`)));
    const groups = new Set([...exclude.groups].filter((id) => !ids.has(`group ${id}`)));
    return { ...policy, users: { include, exclude: { ...exclude, users, groups } } };
  });
  return { ...tenant, policies };
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
