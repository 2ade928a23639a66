import type { EvaluationContext } from "../law/evaluate";
import type { Membership } from "../law/membership/membership";
import type { LocationCondition, LocationList } from "../law/model/dimensions";
import { type GroupId, type LocationId, type RoleId, userId } from "../law/model/ids";
import type { Grant, Policy, UserAssignment } from "../law/model/policy";
import { OUTSIDER_TYPES } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";

type IncludeOrExclude = "include" | "exclude";

/** Groups and roles of which some, or all, isn't known. */
export interface NotKnownHolders {
  readonly groups: readonly GroupId[];
  readonly roles: readonly RoleId[];
}

/** The groups and roles of an assignment that may hold others than those who are known. */
export const notKnownIn = (
  { groups, roles }: UserAssignment,
  clause: IncludeOrExclude,
  membership: Membership,
): NotKnownHolders => ({
  groups: [...groups].filter((group) => membership.mayHoldOthers(group)),
  roles: [...roles].filter((role) => membership.ofRole(role, clause).mayHoldOthers),
});

/** The assignment without some groups and roles, whose known people stand in it one by one instead. */
export function withKnownOnly(
  assignment: UserAssignment,
  clause: IncludeOrExclude,
  { groups, roles }: NotKnownHolders,
  membership: Membership,
): UserAssignment {
  if (groups.length + roles.length === 0) return assignment;
  const holders = [
    ...groups.map((group) => membership.ofGroup(group)),
    ...roles.map((role) => membership.ofRole(role, clause)),
  ];
  const known = holders.flatMap(({ people }) => Array.from(people, userId));
  return {
    ...assignment,
    users: new Set([...assignment.users, ...known]),
    groups: new Set([...assignment.groups].filter((group) => !groups.includes(group))),
    roles: new Set([...assignment.roles].filter((role) => !roles.includes(role))),
  };
}

/** Whether the places of a location can't be read off the file. */
export function isPlaceNotKnown(id: LocationId, { locations }: Pick<Tenant, "locations">): boolean {
  const location = locations?.get(id);
  return location === undefined || location.extent.kind === "notKnown";
}

/**
 * The tenant as it would be if everything that isn't known turned out for the best: an excluded group, role or location
 * holds nobody and no place beyond what is known, an included one everybody and every place, a strength forces MFA, and a
 * filter for applications leaves the API in. Each policy stops whatever it stops in the tenant, and maybe more; so what gets
 * through here does whatever isn't known.
 * Policies keep their order. `context` itself where everything is known.
 */
export function favourable(context: EvaluationContext): EvaluationContext {
  const known = FAVOURABLE.get(context);
  if (known !== undefined) return known;
  const { tenant, membership } = context;
  const policies = tenant.policies.map((policy) => favourablePolicy(policy, tenant, membership));
  const changed = policies.some((policy, index) => policy !== tenant.policies[index]);
  const best = changed ? { tenant: { ...tenant, policies }, membership } : context;
  FAVOURABLE.set(context, best);
  return best;
}

const FAVOURABLE = new WeakMap<EvaluationContext, EvaluationContext>();

function favourablePolicy(policy: Policy, tenant: Tenant, membership: Membership): Policy {
  const exclude = withKnownOnly(
    policy.users.exclude,
    "exclude",
    notKnownIn(policy.users.exclude, "exclude", membership),
    membership,
  );
  const users = includingAnybody({ include: policy.users.include, exclude }, membership);
  const network = everywhere(policy.conditions.network, tenant);
  const grant = forcing(policy.grant);
  const applications = unfiltered(policy.applications);
  const isSame =
    users.include === policy.users.include &&
    users.exclude === policy.users.exclude &&
    network === policy.conditions.network &&
    grant === policy.grant &&
    applications === policy.applications;
  return isSame ? policy : { ...policy, users, applications, grant, conditions: { ...policy.conditions, network } };
}

/** Nobody knows which attributes the API has, so a filter may include it, and an excluding one may leave it in. */
function unfiltered(applications: Policy["applications"]): Policy["applications"] {
  const { filter, include } = applications;
  if (filter === "include") return { ...applications, filter: "none", include: { ...include, all: true } };
  return filter === "exclude" ? { ...applications, filter: "none" } : applications;
}

/** Who may be in an included group is anybody with an object in the directory, so outsiders stay out where that can be said. */
function includingAnybody({ include, exclude }: Policy["users"], membership: Membership): Policy["users"] {
  const { groups, roles } = notKnownIn(include, "include", membership);
  if (include.everyone || groups.length + roles.length === 0) return { include, exclude };
  const namesOutsiders = include.everyGuest || include.guests !== undefined || include.notUnderstood.length > 0;
  return {
    include: { ...include, everyone: true },
    exclude: namesOutsiders || exclude.guests !== undefined || exclude.everyGuest ? exclude : withoutOutsiders(exclude),
  };
}

const withoutOutsiders = (exclude: UserAssignment): UserAssignment => ({
  ...exclude,
  guests: { types: new Set(OUTSIDER_TYPES), homes: { kind: "all" }, notUnderstood: [] },
});

function everywhere(condition: LocationCondition, tenant: Tenant): LocationCondition {
  if (condition.kind === "any") return condition;
  const notKnown = ({ ids }: LocationList) => [...ids].filter((id) => isPlaceNotKnown(id, tenant));
  const [included, excluded] = [notKnown(condition.include), notKnown(condition.exclude)];
  if (included.length + excluded.length === 0) return condition;
  const ids = new Set([...condition.exclude.ids].filter((id) => !excluded.includes(id)));
  return {
    kind: "listed",
    include: included.length > 0 ? { ...condition.include, all: true } : condition.include,
    exclude: { ...condition.exclude, ids },
  };
}

function forcing(grant: Grant): Grant {
  if (grant.kind === "sessionOnly") return grant;
  const controls = grant.controls.map((control) =>
    control.kind === "strength" && control.strength.kind === "notKnown"
      ? { ...control, strength: { kind: "builtIn" } as const }
      : control,
  );
  return controls.every((control, index) => control === grant.controls[index]) ? grant : { ...grant, controls };
}
