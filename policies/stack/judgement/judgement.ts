import { targetsAzureManagement } from "../../../src/law/applications";
import type { Policy } from "../../../src/law/model/policy";
import type { Exemption } from "../../../src/law/model/register";
import type { Tenant } from "../../../src/law/model/tenant";
import { idsKnownIn } from "../../../src/tenant/graph/people";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { approvedExemptions, type Settings } from "../../settings/settings";
import { policyInGraphForm } from "../effects/graph-form";
import type { Resource } from "../objects/resource";
import { withAddedUsers } from "./plans";
import { type NewAccess, newlyLetIn } from "./question";
import type { PlannedTenant } from "./tenant-after";

/** A user or group that a policy excludes by id. */
export type ExcludedPrincipal = Pick<Exemption, "kind" | "id">;

/** Carriers of one tenant, in one reading of their unresolved values. The guarantee holds iff the answer is closed and no exclusion counts. */
export interface JudgedReading {
  readonly carriers: readonly Resource[];
  /** Who gets in although nobody is excluded by id without approval. */
  readonly answer: NewAccess;
  /** Users and groups that are excluded by id without approval, and who get in. */
  readonly unapproved: readonly ExcludedPrincipal[];
  readonly tenant: Tenant;
  /** The program's policies are proved, and the state's aren't: the tenant was changed outside the program. */
  readonly isDrift?: boolean;
  /** The resource to blame, if it isn't one of the carriers. */
  readonly culprit?: string;
}

/** Judges carriers as if nobody were excluded by id without approval. Then it judges each such exclusion: do these people get in? */
export function judge(carriers: readonly Resource[], planned: PlannedTenant, settings: Settings): JudgedReading {
  const policies = carriers.map((carrier) => inModel(carrier, planned, settings));
  // An excluded user may be newer than the snapshot.
  const excluded = policies.flatMap(({ users }) => [...users.exclude.users]);
  const tenant = { ...withAddedUsers(planned.tenant, [...new Set(excluded)]), policies };
  const approved = approvedExemptions(settings);
  const answer = newlyLetIn({ before: "closed", after: tenant }, approved);
  const suspects = answer.kind === "closed" ? [] : excludedBy(policies).filter((one) => !isAmong(one, approved));
  if (suspects.length === 0) return { carriers, answer, unapproved: [], tenant };
  const without = newlyLetIn({ before: "closed", after: excludingNone(suspects, tenant) }, approved);
  const forAzure = policies.filter(({ applications }) => targetsAzureManagement(applications) !== "no");
  const counting = new Set(excludedBy(forAzure).map(({ id }) => id));
  const unapproved = suspects.filter((one) => {
    if (!counting.has(one.id)) return false;
    const after = { ...tenant, policies: [...policies, blockOfAllBut(one)] };
    const { kind, ways } = newlyLetIn({ before: "closed", after }, approved);
    return ways.length > 0 || (kind !== "closed" && without.kind === "closed");
  });
  return { carriers, answer: without, unapproved, tenant };
}

/** With this policy, only an excluded user, or the members of an excluded group, can get in. */
function blockOfAllBut({ kind, id }: ExcludedPrincipal): Policy {
  const users = { includeUsers: ["All"], [kind === "user" ? "excludeUsers" : "excludeGroups"]: [id] };
  const conditions = { clientAppTypes: ["all"], users, applications: { includeApplications: ["All"] } };
  const grantControls = { operator: "OR", builtInControls: ["block"] };
  return readPolicy({ state: "enabled", conditions, grantControls }, { name: `everybody but ${id}` });
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
  const excluded = (kind: "users" | "groups") => new Set(policies.flatMap(({ users }) => [...users.exclude[kind]]));
  return [
    ...Array.from(excluded("users"), (id) => ({ kind: "user", id }) as const),
    ...Array.from(excluded("groups"), (id) => ({ kind: "group", id }) as const),
  ];
}
