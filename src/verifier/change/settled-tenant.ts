import { names } from "../../law/applications";
import type { LocationCondition, LocationList } from "../../law/model/dimensions";
import type { GroupId, LocationId, RoleId, UserId } from "../../law/model/ids";
import type { Control, Policy, UserAssignment } from "../../law/model/policy";
import type { Group, NamedLocation, RoleAssignment, Tenant } from "../../law/model/tenant";
import { partialHolderKey, partialRoleKey } from "./partial-roles";
import type { Side } from "./side";
import { groupKey, restKey, roleKey } from "./unknown-members";

/** Whether something is supposed, by its key. */
export type IsSupposed = (key: string) => boolean;

export const strengthKey = (id: string): string => `strength ${id}`;

/**
 * The tenant when what isn't known of it is settled: who is in groups and holds roles, as far as one person is concerned;
 * which strengths ask for MFA; and each location's places, of which those that aren't known are one set. Content that
 * isn't understood stays what it is, but for that of locations.
 * @param person who is in the groups and holds the roles that are supposed
 */
export function settledTenant(side: Side, person: UserId, isSupposed: IsSupposed): Tenant {
  const { tenant } = side;
  const locations = new Map([...(tenant.locations ?? new Map<LocationId, NamedLocation>())].flatMap(settledLocation));
  const settled = tenant.policies.map((policy) => settledPolicy(policy, tenant, person, isSupposed));
  for (const { conditions } of settled) for (const id of namedIn(conditions.network)) addUnread(locations, id);
  return {
    ...tenant,
    policies: settled,
    locations,
    groups: settledGroups(tenant, person, isSupposed),
    roleAssignments: settledRoles(side, person, isSupposed),
  };
}

/** Groups that aren't known hold nobody, unless the person is supposed to be in them. */
function settledGroups({ groups }: Tenant, person: UserId, isSupposed: IsSupposed): ReadonlyMap<GroupId, Group> {
  const settled = new Map<GroupId, Group>();
  for (const [id, group] of groups ?? []) {
    const keys = group.members === undefined ? [groupKey(id)] : (group.unlisted?.map(groupKey) ?? [restKey(id)]);
    const isIn = (group.members === undefined || group.mayHoldOthers) && keys.some(isSupposed);
    const { unlisted: _none, ...known } = group;
    settled.set(id, { ...known, members: [...(group.members ?? []), ...(isIn ? [person] : [])], mayHoldOthers: false });
  }
  return settled;
}

/** Groups that the tenant file doesn't have are left out; the person is named instead where they are in one. */
function settledAssignment(
  assignment: UserAssignment,
  { groups }: Tenant,
  person: UserId,
  isSupposed: IsSupposed,
): UserAssignment {
  const missing = [...assignment.groups].filter((id) => groups?.has(id) !== true);
  if (missing.length === 0) return assignment;
  const known = [...assignment.groups].filter((id) => groups?.has(id) === true);
  const isNamed = missing.some((id) => isSupposed(groupKey(id)));
  return {
    ...assignment,
    groups: new Set(known),
    users: isNamed ? new Set([...assignment.users, person]) : assignment.users,
  };
}

function settledRoles(side: Side, person: UserId, isSupposed: IsSupposed): readonly RoleAssignment[] {
  const { roleAssignments, policies, groups } = side.tenant;
  const roles = [...new Set(policies.flatMap(({ users }) => [...users.include.roles, ...users.exclude.roles]))];
  const held = (isHeld: (role: RoleId) => boolean): readonly RoleAssignment[] =>
    roles.filter(isHeld).map((role) => ({ principal: person, role, tenantWide: true }));
  if (roleAssignments === undefined) return held((role) => isSupposed(roleKey(role)));
  const { context, partialRoles } = side;
  const inWhole = roleAssignments
    .filter(({ tenantWide }) => tenantWide)
    .flatMap((one) => {
      // Who is in a group that the file has is settled there: the other tenant may suppose something of the same group.
      const isMissing = groups?.has(one.principal as GroupId) !== true;
      const isHeld = isMissing && context.membership.mayBeHeldByOthers(one) && isSupposed(groupKey(one.principal));
      const isUnlisted = one.isToGroup === true && isMissing;
      return [
        ...(isUnlisted ? [] : [one]),
        ...(isHeld ? [{ principal: person, role: one.role, tenantWide: true }] : []),
      ];
    });
  const inPart = held(
    (role) =>
      (isSupposed(partialRoleKey(role)) && partialRoles.holders(role).has(person)) ||
      partialRoles.unknownGroups(role).some((group) => isSupposed(partialHolderKey(role, group))),
  );
  return [...inWhole, ...inPart];
}

function settledPolicy(policy: Policy, tenant: Tenant, person: UserId, isSupposed: IsSupposed): Policy {
  const { conditions, grant, users } = policy;
  const network = settledNetwork(conditions.network, tenant.locations);
  const controls = grant.kind === "controls" ? grant.controls : [];
  return {
    ...policy,
    users: {
      include: settledAssignment(users.include, tenant, person, isSupposed),
      exclude: settledAssignment(users.exclude, tenant, person, isSupposed),
    },
    conditions: network === conditions.network ? conditions : { ...conditions, network },
    grant: grant.kind === "controls" ? { ...grant, controls: controls.map(settledControl) } : grant,
  };

  function settledControl(control: Control): Control {
    const isMfa = isUnknownStrength(control) && isSupposed(strengthKey(strengthIdOf(policy)));
    return isMfa ? { kind: "strength", strength: { kind: "builtIn" } } : control;
  }
}

export const isUnknownStrength = (control: Control): boolean =>
  control.kind === "strength" && control.strength.kind === "notKnown";

/** The id of the strength that a policy asks for, as it tells strengths of the tenant apart. */
export const strengthIdOf = ({ written }: Policy): string =>
  written.in("grantControls.authenticationStrength.id").replaceAll('"', "").toLowerCase();

/** Between the id of a location and what isn't understood in it: that part is a location of its own. */
const PART = "~";

/** The location that a part belongs to. */
export const wholeLocation = (id: LocationId): LocationId => id.split(PART)[0] as LocationId;

const partOf = ({ id, written }: NamedLocation): LocationId => `${id}${PART}${written.in("")}` as LocationId;

/** What isn't understood in a location, and addresses that it may hold, become a location with places that aren't known. */
function settledLocation([id, location]: readonly [LocationId, NamedLocation]): readonly [LocationId, NamedLocation][] {
  const { extent } = location;
  const ranges = extent.kind === "ranges" ? extent.ranges : [];
  if (!isPartlyUnderstood(location)) return [[id, location]];
  const part = partOf(location);
  return [
    [id, { ...location, extent: { kind: "ranges", ranges, notUnderstood: [] } }],
    [part, { ...location, id: part, extent: { kind: "notKnown" } }],
  ];
}

const isPartlyUnderstood = ({ extent }: NamedLocation): boolean =>
  extent.kind === "notUnderstood" ||
  (extent.kind === "ranges" && (extent.notUnderstood.length > 0 || (extent.mayHold ?? []).length > 0));

function settledNetwork(condition: LocationCondition, locations: Tenant["locations"]): LocationCondition {
  if (condition.kind === "any") return condition;
  const withParts = (list: LocationList): LocationList => {
    const parts = [...list.ids].flatMap((id) => {
      const location = locations?.get(id);
      return location !== undefined && isPartlyUnderstood(location) ? [partOf(location)] : [];
    });
    return parts.length === 0 ? list : { ...list, ids: new Set([...list.ids, ...parts]) };
  };
  return { ...condition, include: withParts(condition.include), exclude: withParts(condition.exclude) };
}

const namedIn = (condition: LocationCondition): readonly LocationId[] =>
  condition.kind === "any" ? [] : [...condition.include.ids, ...condition.exclude.ids];

function addUnread(locations: Map<LocationId, NamedLocation>, id: LocationId): void {
  if (!locations.has(id))
    locations.set(id, {
      id,
      displayName: undefined,
      trusted: false,
      extent: { kind: "notKnown" },
      written: { in: () => "" },
    });
}

export const FILTER = "conditions.applications.applicationFilter";

/** That Azure management has the attributes that a policy's filter for applications asks for. */
export const filterKey = ({ written }: Policy): string => `filter ${written.in(FILTER)}`;

/** The policy with its filter for applications settled: it lets all applications in, or takes all of them out. */
export function withFilterSettled(policy: Policy, isSupposed: IsSupposed): Policy {
  const { applications } = policy;
  const { filter, include, exclude } = applications;
  if (filter === "none") return policy;
  const isMet = isSupposed(filterKey(policy));
  const isInclude = typeof filter === "string" ? filter === "include" : names(include) !== "yes";
  return {
    ...policy,
    applications: {
      ...applications,
      filter: "none",
      include: isInclude && isMet ? { ...include, all: true } : include,
      exclude: !isInclude && isMet ? { ...exclude, all: true } : exclude,
    },
  };
}
