import { at } from "../../../src/law/json/json-object";
import { type GroupId, groupId, roleId, userId } from "../../../src/law/model/ids";
import { type Group, type RoleAssignment, type Tenant, type User, unknownUser } from "../../../src/law/model/tenant";
import type { Effect } from "../effects/change";
import { idsIn, PEOPLE } from "../objects/entra-objects";
import { memoize, memoizePair } from "../objects/memoize";
import type { ResourceGraph } from "../objects/resource-graph";
import { stackGroups } from "./groups";

/** A tenant with open members, in each reading of what is unknown. Whoever is taken out of an unknown group may be in it before. */
export function tenantsBefore(
  snapshot: Tenant,
  effects: readonly Effect[],
  graph: ResourceGraph,
  approved: ReadonlySet<string>,
): readonly Tenant[] {
  const readings = readingsOf(snapshot, effects, graph, approved);
  return [...readings, ...readings.slice(0, 1).flatMap((tenant) => withThoseTakenOut(tenant, effects) ?? [])];
}

/** The tenant with everybody in the groups and roles that they are taken out of; `undefined` if that changes nothing. */
function withThoseTakenOut(tenant: Tenant, effects: readonly Effect[]): Tenant | undefined {
  const groups = new Map(tenant.groups);
  const taken: RoleAssignment[] = [];
  for (const effect of effects) {
    if (effect.kind !== "membership" || effect.does === "adds" || effect.who === undefined) continue;
    const { who, object } = effect;
    const group = groups.get(groupId(object));
    if (groups.has(groupId(holdersOf(object)))) taken.push({ principal: who, role: roleId(object), tenantWide: true });
    else if (group?.mayHoldOthers && group.members?.some((id) => id === who) === false)
      groups.set(group.id, { ...group, members: [...group.members, who] });
  }
  const isSame = taken.length === 0 && [...groups].every(([id, group]) => tenant.groups?.get(id) === group);
  return isSame ? undefined : { ...tenant, groups, roleAssignments: [...(tenant.roleAssignments ?? []), ...taken] };
}

/** The readings of unlisted ids: each may be a person, or a group with anybody in it. */
function readingsOf(
  snapshot: Tenant,
  effects: readonly Effect[],
  graph: ResourceGraph,
  approved: ReadonlySet<string>,
): readonly Tenant[] {
  const persons = new Set(effects.map((effect) => effect.kind === "membership" && effect.isPerson && effect.who));
  const isPerson = (id: string): boolean => graph.hasId(id, PEOPLE) || persons.has(id);
  const tenant = concernedIn(snapshot, effects, isPerson);
  if (tenant.users === undefined || tenant.groups === undefined) return [tenant];
  const ofStack = stackGroups(graph, tenant, approved);
  const groups = new Map([...ofStack, ...tenant.groups]);
  const unlisted = unlistedIn(tenant, effects, ofStack);
  const people = { ...withAddedUsers(tenant, unlisted), groups };
  const mayBeGroups = unlisted.filter((id) => !isPerson(id));
  if (mayBeGroups.length === 0) return [people];
  const others = withAddedUsers(tenant, unlisted.filter(isPerson));
  return [people, { ...others, groups: new Map([...groups, ...mayBeGroups.map(groupId).map(unknownGroup)]) }];
}

/** The ids that effects and the stack's groups name, and that are neither users nor groups of the tenant. */
export function unlistedIn({ users, groups }: Tenant, effects: readonly Effect[], ofStack: Groups): readonly string[] {
  const people = new Set<string>(users?.map(({ id }) => id));
  const ids = [...effects.flatMap(namedBy), ...[...ofStack.values()].flatMap(({ members }) => members ?? [])];
  return [...new Set(ids)].filter(
    (id) => !people.has(id) && !ofStack.has(groupId(id)) && groups?.has(groupId(id)) !== true,
  );
}

function namedBy(effect: Effect): readonly string[] {
  if (effect.kind === "members") return (effect.members ?? []).filter((id) => id !== undefined);
  if (effect.kind === "policy") return idsIn(at(effect.json, ["conditions", "users", "excludeUsers"]));
  return effect.kind === "membership" && effect.who !== undefined ? [effect.who] : [];
}

/** The tenant with more users. A tenant without a list of users stays as it is. */
export function withAddedUsers<T extends Pick<Tenant, "users">>(tenant: T, ids: readonly string[]): T {
  if (tenant.users === undefined) return tenant;
  const known = new Set<string>(tenant.users.map(({ id }) => id));
  const others = ids.filter((id) => !known.has(id)).map((id) => unknownUser(userId(id)));
  return { ...tenant, users: [...tenant.users, ...others] };
}

const unknownGroup = (id: GroupId): [GroupId, Group] => [id, { ...open(id)[1], members: undefined }];

/**
 * The tenant with only the people that effects are about, since nothing changes for others. If the effects may be about anyone, it
 * stays as it is.
 */
function concernedIn(tenant: Tenant, effects: readonly Effect[], isPerson: (id: string) => boolean): Tenant {
  const { users, groups, roleAssignments } = tenant;
  const principals = effects.map((effect) => principalsOf(effect, groups));
  if (users === undefined || groups === undefined || principals.some((ids) => ids === undefined)) return tenant;
  const { usersById, groupsWithin, isIn } = indexOf(tenant);
  const named = principals.flatMap((ids) => ids ?? []);
  const people = withMembers(named, groups);
  if (![...people].every(isClear)) return tenant;
  const keptIn = (group: Group): Group => ({
    ...group,
    members: group.members && [
      ...new Set([...(groupsWithin.get(group.id) ?? []), ...[...people].filter((id) => isIn.get(group.id)?.has(id))]),
    ],
  });
  return {
    ...tenant,
    users: [...people].flatMap((id) => usersById.get(id) ?? []),
    groups: new Map([...groups].map(([id, group]) => [id, keptIn(group)])),
    roleAssignments: roleAssignments?.filter(({ principal: id }) => people.has(id) || groups.has(groupId(id))),
  };

  /** Whether all people behind an id are known. An unknown group may hold anybody. */
  function isClear(id: string): boolean {
    const group = groups?.get(groupId(id));
    if (group === undefined) return usersById.has(id) || isPerson(id);
    return group.members !== undefined && !group.mayHoldOthers;
  }
}

type Groups = NonNullable<Tenant["groups"]>;

/** The principals that an effect is about; `undefined` if it may be about anyone. */
function principalsOf(effect: Effect, groups: Tenant["groups"]): readonly string[] | undefined {
  if ("who" in effect) return effect.who === undefined ? undefined : [effect.who];
  if (effect.kind !== "members") return undefined;
  const before = groups?.get(groupId(effect.group))?.members;
  const after = effect.members?.filter((id) => id !== undefined);
  if (before === undefined || after === undefined || after.length !== effect.members?.length) return undefined;
  return [...new Set([...before, ...after])];
}

/** The principals, and the members of those that are groups. */
function withMembers(principals: readonly string[], groups: Groups): ReadonlySet<string> {
  const all = new Set(principals);
  for (const id of all) for (const member of groups.get(groupId(id))?.members ?? []) all.add(member);
  return all;
}

const indexOf = memoize(({ users = [], groups = new Map() }: Tenant) => {
  const members = [...groups.values()].map((group: Group) => [group.id, group.members ?? []] as const);
  return {
    usersById: new Map<string, User>(users.map((user) => [user.id, user])),
    groupsWithin: new Map(members.map(([id, list]) => [id, list.filter((one) => groups.has(groupId(one)))])),
    isIn: new Map(members.map(([id, list]) => [id, new Set<string>(list)])),
  };
});

/** The tenant in which unknown groups, and these roles if some holders are unknown, have members that others may join. */
export function withOpenMembers(tenant: Tenant, roles: ReadonlySet<string>): Tenant {
  const { roleAssignments, mayLackItems = [] } = tenant;
  return openTenant(tenant, roleAssignments && ![...mayLackItems].some(isAboutRoles) ? NO_ROLES : roles);
}

const isAboutRoles = (list: string): boolean => list.startsWith("role");
const NO_ROLES: ReadonlySet<string> = new Set();

const openTenant = memoizePair((tenant: Tenant, roles: ReadonlySet<string>): Tenant => {
  const { policies, users, groups, roleAssignments = [], mayLackItems = [] } = tenant;
  const clauses = policies.flatMap(({ users }) => [users.include, users.exclude]);
  const people = new Set<string>(users?.map(({ id }) => id));
  const holders = [...roles].map(roleId).map((role) => ({ principal: holdersOf(role), role, tenantWide: true }));
  const assignments = [...roleAssignments, ...holders];
  const holding = assignments.map(({ principal }) => groupId(principal)).filter((id) => !people.has(id));
  const all = new Map([...clauses.flatMap((clause) => [...clause.groups]), ...holding].map(open));
  for (const [id, group] of groups ?? [])
    all.set(id, group.members === undefined ? { ...open(id)[1], displayName: group.displayName } : group);
  const others = new Set([...mayLackItems].filter((list) => !isAboutRoles(list)));
  return { ...tenant, groups: all, roleAssignments: assignments, mayLackItems: others };
});

const holdersOf = (role: string): string => `holders of ${role}`;

const open = (id: GroupId): [GroupId, Group] => [id, { id, displayName: undefined, members: [], mayHoldOthers: true }];
