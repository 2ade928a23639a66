import { at } from "../../../src/law/json/json-object";
import { type GroupId, groupId, roleId, userId } from "../../../src/law/model/ids";
import { PERSON_CLASSES } from "../../../src/law/model/sign-in";
import { type Group, type RoleAssignment, type Tenant, unknownUser } from "../../../src/law/model/tenant";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";
import { memoizePair } from "../../../src/text/memoize";
import { approvedGroups, type Settings } from "../../settings/settings";
import { idsByName, type Snapshot, usersById } from "../../settings/snapshot";
import type { Change, Effect } from "../effects/change";
import { changesIn, newPolicies } from "../effects/changes";
import { byId, locationInGraphForm, strengthInGraphForm } from "../effects/graph-form";
import { everythingIn, relevantEffects, relevantWith } from "../effects/relevant";
import { AZUREAD, idsIn, isGroup, PEOPLE } from "../objects/entra-objects";
import type { ResourceGraph } from "../objects/resource-graph";
import { affectedIn } from "./affected-people";
import { stackGroups } from "./groups";
import { laterEffects } from "./later-effects";
import type { PlannedChange } from "./question";
import { type PlannedTenant, tenantAfter } from "./tenant-after";

/** The snapshot without and with effects, in each reading of what is unknown. The stack's new policies count as effects. */
export function plansOf(
  effects: readonly Effect[],
  graph: ResourceGraph,
  settings: Settings,
): readonly PlannedChange[] {
  const { tenant: snapshot } = settings;
  const all = [...effects, ...newPolicies(graph, settings)];
  const open = withOpenMembers(snapshot.tenant, relevantWith(snapshot, all).roles);
  const tenants = tenantsBefore(open, all, graph, approvedGroups(settings));
  // People who are taken out of an unknown group may be in it before.
  const readings = [...tenants, ...withThoseTakenOut(tenants[0], all)].flatMap((one) => byKind(one, effects));
  return readings.map((before) => ({ before, after: tenantAfter({ ...snapshot, tenant: before }, all).tenant }));
}

/** The snapshot, if there is one, after everything that the stack does. The stack's own objects replace the snapshot's. */
export function tenantOfStack(
  graph: ResourceGraph,
  settings: Settings,
  byRules: readonly Change[] = [],
): PlannedTenant {
  const { tenant: snapshot } = settings;
  const approved = approvedGroups(settings);
  const effects = effectsOfStack(snapshot, graph, byRules);
  const unlisted = unlistedIn(snapshot.tenant, effects, stackGroups(graph, snapshot.tenant, approved));
  const known = { ...snapshot, tenant: withAddedUsers(snapshot.tenant, unlisted) };
  const { tenant, strengths } = tenantAfter(known, effects);
  const locations = graph.ofTypes(AZUREAD.location).map(locationInGraphForm).map(readNamedLocation);
  return {
    tenant: {
      ...tenant,
      groups: overlaid(tenant.groups, stackGroups(graph, tenant, approved)),
      locations: overlaid(tenant.locations, new Map(locations.map((one) => [one.id, one]))),
    },
    strengths: overlaid(strengths, byId(graph.ofTypes(AZUREAD.strength).map(strengthInGraphForm))),
  };
}

/** What the stack does to the tenant's objects, and lets others do. Its own groups and policies are read from their resources. */
function effectsOfStack(snapshot: Snapshot, graph: ResourceGraph, byRules: readonly Change[]): readonly Effect[] {
  const users = graph.ofTypes(AZUREAD.policy).map(({ properties }) => at(properties, ["conditions", "users"]));
  const roles = users.flatMap((clause) => idsIn(["includedRoles", "excludedRoles"].map((name) => at(clause, [name]))));
  const relevant = everythingIn(snapshot, roles);
  return [...changesIn(graph), ...byRules]
    .filter(({ resource, id, kind }) => id === undefined || !(isGroup(resource) || kind === "policies"))
    .flatMap((change) => [
      ...relevantEffects(relevant, change),
      ...laterEffects(change, relevant, snapshot, graph).map(({ effect }) => effect),
    ]);
}

const overlaid = <Id, T>(
  base: ReadonlyMap<Id, T> | undefined,
  top: ReadonlyMap<Id, T>,
): ReadonlyMap<Id, T> | undefined =>
  base === undefined && top.size === 0 ? undefined : new Map([...(base ?? []), ...top]);

/** A tenant with open members, in each reading: an unlisted id may be a person, or a group with anybody in it. */
function tenantsBefore(
  snapshot: Tenant,
  effects: readonly Effect[],
  graph: ResourceGraph,
  approved: ReadonlySet<string>,
): readonly [Tenant, ...Tenant[]] {
  const persons = new Set(
    effects.map((one) => (one.kind === "account" || (one.kind === "membership" && one.isPerson)) && one.who),
  );
  const isPerson = (id: string): boolean => graph.hasId(id, PEOPLE) || persons.has(id);
  if (snapshot.users === undefined || snapshot.groups === undefined) return [snapshot];
  // Only the whole stack shows who is in its groups. Memberships of known people in known groups don't need that.
  const isKnown = (one: Effect): boolean =>
    one.kind === "membership" && (one.of === "roles" || snapshot.groups?.has(groupId(one.object)) === true);
  if (effects.every((one) => isKnown(one) && usersById(snapshot).has(namedBy(one)[0] ?? "")))
    return [affectedIn(snapshot, effects, isPerson)];
  const ofStack = stackGroups(graph, snapshot, approved);
  const groups = new Map([...ofStack, ...snapshot.groups]);
  const tenant = affectedIn({ ...snapshot, groups }, effects, isPerson);
  const unlisted = unlistedIn(snapshot, effects, ofStack);
  const people = withAddedUsers(tenant, unlisted);
  const mayBeGroups = unlisted.filter((id) => !isPerson(id));
  if (mayBeGroups.length === 0) return [people];
  const others = withAddedUsers(tenant, unlisted.filter(isPerson));
  return [
    people,
    { ...others, groups: new Map([...(tenant.groups ?? []), ...mayBeGroups.map(groupId).map(unknownGroup)]) },
  ];
}

/** The tenant in each reading of accounts whose kind is unclear: before a change of their kind, each is of one kind. */
function byKind(tenant: Tenant, effects: readonly Effect[]): readonly Tenant[] {
  const { users } = tenant;
  if (!effects.some(({ kind }) => kind === "account") || users?.every(({ classes }) => classes.length === 1) !== false)
    return [tenant];
  return PERSON_CLASSES.map((one) => ({
    ...tenant,
    users: users.map((user) => (user.classes.includes(one) ? { ...user, classes: [one] } : user)),
  }));
}

/** The ids and user principal names in effects and in the stack's groups that are neither users nor groups of the tenant. */
function unlistedIn(
  tenant: Tenant,
  effects: readonly Effect[],
  ofStack: ReadonlyMap<string, Group>,
): readonly string[] {
  const ids = [...effects.flatMap(namedBy), ...[...ofStack.values()].flatMap(({ members }) => members ?? [])];
  const isUser = (id: string): boolean => usersById(tenant).has(id) || (id.includes("@") && idsByName(tenant).has(id));
  const isKnownGroup = (id: string): boolean => ofStack.has(groupId(id)) || tenant.groups?.has(groupId(id)) === true;
  return [...new Set(ids)].filter((id) => !isUser(id) && !isKnownGroup(id));
}

function namedBy(effect: Effect): readonly string[] {
  if (effect.kind === "members") return (effect.members ?? []).filter((id) => id !== undefined);
  if (effect.kind === "policy") return idsIn(at(effect.json, ["conditions", "users", "excludeUsers"]));
  return "who" in effect && effect.who !== undefined ? [effect.who] : [];
}

/** The tenant with more users. A tenant without a list of users stays as it is. */
export function withAddedUsers<T extends Pick<Tenant, "users">>(tenant: T, ids: readonly string[]): T {
  if (tenant.users === undefined) return tenant;
  const others = ids.filter((id) => !usersById(tenant).has(id)).map((id) => unknownUser(userId(id)));
  return { ...tenant, users: [...tenant.users, ...others] };
}

/** The tenant with everybody in the groups and roles that they are taken out of; nothing if it is the same tenant. */
function withThoseTakenOut(tenant: Tenant, effects: readonly Effect[]): readonly Tenant[] {
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
  return isSame ? [] : [{ ...tenant, groups, roleAssignments: [...(tenant.roleAssignments ?? []), ...taken] }];
}

/** The tenant in which unknown groups, and these roles if some holders are unknown, have members that others may join. */
function withOpenMembers(tenant: Tenant, roles: ReadonlySet<string>): Tenant {
  const { roleAssignments, mayLackItems = [] } = tenant;
  return openTenant(tenant, roleAssignments && ![...mayLackItems].some(isAboutRoles) ? NONE : roles);
}

const NONE: ReadonlySet<string> = new Set();

const isAboutRoles = (list: string): boolean => list.startsWith("role");

/** A tenant is large, and each change asks for one with the same open roles. */
const openTenant = memoizePair((tenant: Tenant, roles: ReadonlySet<string>): Tenant => {
  const { policies, groups, roleAssignments = [], mayLackItems = [] } = tenant;
  const clauses = policies.flatMap(({ users }) => [users.include, users.exclude]);
  const holders = Array.from(roles, roleId).map((role) => ({ principal: holdersOf(role), role, tenantWide: true }));
  const assignments = [...roleAssignments, ...holders];
  const holding = assignments.map(({ principal }) => groupId(principal)).filter((id) => !usersById(tenant).has(id));
  const all = new Map([...clauses.flatMap((clause) => [...clause.groups]), ...holding].map(open));
  for (const [id, group] of groups ?? [])
    all.set(id, group.members === undefined ? { ...open(id)[1], displayName: group.displayName } : group);
  const others = new Set([...mayLackItems].filter((list) => !isAboutRoles(list)));
  return { ...tenant, groups: all, roleAssignments: assignments, mayLackItems: others };
});

/** The id of a stand-in for the unknown holders of a role. */
const holdersOf = (role: string): string => `holders of ${role}`;

const open = (id: GroupId): [GroupId, Group] => [id, { id, displayName: undefined, members: [], mayHoldOthers: true }];

/** A group, none of whose members is known. */
const unknownGroup = (id: GroupId): [GroupId, Group] => [id, { ...open(id)[1], members: undefined }];
