import { at } from "../../../src/law/json/json-object";
import { comparableId, type GroupId, groupId, roleId, userId } from "../../../src/law/model/ids";
import { type Group, type Tenant, unknownUser } from "../../../src/law/model/tenant";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";
import { memoizePair } from "../../../src/text/memoize";
import { present } from "../../../src/text/present";
import { approvedGroups, type Settings } from "../../settings/settings";
import { type Snapshot, usersById } from "../../settings/snapshot";
import { type Change, type Effect, effectOf, isAddition } from "../effects/change";
import { changesIn, newPolicies } from "../effects/changes";
import { byId, locationInGraphForm, strengthInGraphForm } from "../effects/graph-form";
import { namedBy, relevantEffects, relevantWith, withNested } from "../effects/relevant";
import { AZUREAD, GROUPS, idsIn, isGroup, PEOPLE } from "../objects/entra-objects";
import type { ResourceGraph } from "../objects/resource-graph";
import { stackGroups } from "./groups";
import { type PlannedTenant, tenantAfter } from "./tenant-after";

/** The snapshot without and with effects, in each reading of what is unknown. The stack's new policies count as effects. */
export function plansOf(
  effects: readonly Effect[],
  graph: ResourceGraph,
  settings: Settings,
): readonly (readonly [before: Tenant, after: Tenant])[] {
  const { tenant: snapshot } = settings;
  const all = [...effects, ...newPolicies(graph, settings)];
  const open = withOpenMembers(snapshot.tenant, relevantWith(snapshot, all).roles);
  return tenantsBefore(open, all, graph, approvedGroups(settings)).map((before) => [
    before,
    tenantAfter({ ...snapshot, tenant: before }, all).tenant,
  ]);
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
    strengths: new Map([...strengths, ...byId(graph.ofTypes(AZUREAD.strength).map(strengthInGraphForm))]),
  };
}

/** What the stack does to the tenant's objects, and lets others do. Its own groups and policies are read from their resources. */
function effectsOfStack(snapshot: Snapshot, graph: ResourceGraph, byRules: readonly Change[]): readonly Effect[] {
  // The stack may put any group of the tenant into one that its policies name.
  const named = namedBy(graph.ofTypes(AZUREAD.policy), snapshot);
  const relevant = { ...named, groups: new Set<string>([...named.groups, ...(snapshot.tenant.groups?.keys() ?? [])]) };
  return [...changesIn(graph), ...byRules]
    .filter(({ resource, id, kind }) => id === undefined || !(isGroup(resource) || kind === "policies"))
    .flatMap((change) => relevantEffects(relevant, change))
    .filter((effect) => !mayEmpty(effect, named.leavingOut))
    .flatMap((effect) => [effect, ...laterEffects(effect, snapshot, graph)]);
}

/**
 * What others can do after an effect that puts a group of another stack, which may be empty today, where its members get in:
 * the people who manage this group can add anybody. The members of groups that the tenant doesn't have are unknown anyway.
 * @param newPolicies policies that the stack adds: they may exclude what a changed policy no longer excludes
 */
export function laterEffects(
  effect: Effect,
  { tenant: { groups, roleAssignments = [] }, json }: Snapshot,
  graph: ResourceGraph,
  newPolicies: readonly Effect[] = [],
): readonly Effect[] {
  const newlyThere = (ids: readonly (string | undefined)[], before: readonly string[] = []): readonly string[] =>
    present(ids).filter((id) => groups?.has(groupId(id)) && !graph.hasId(id, GROUPS) && !before.includes(id));
  if ("of" in effect) {
    const after = effect.kind === "members" ? (effect.members ?? []) : [effect.who];
    const holders = roleAssignments.filter(({ role }) => role === effect.object).map(({ principal }) => principal);
    const before = effect.of === "roles" ? holders : groups?.get(groupId(effect.object))?.members;
    const { of, object } = effect;
    return newlyThere(after, before).flatMap(() => effectOf(of, object, "adds", undefined, "/") ?? []);
  }
  if (effect.kind !== "policy") return [];
  const excludedBy = (policies: readonly unknown[]) =>
    policies.flatMap((policy) => idsIn(at(policy, ["conditions", "users", "excludeGroups"])));
  const after = [effect, ...newPolicies].flatMap((one) => ("json" in one ? [one.json] : []));
  return newlyThere(excludedBy(after), excludedBy(json.policies)).flatMap((id) => effectOf("groups", id, "adds") ?? []);
}

/** Whether an effect may take people out of what policies exclude. Until that is certain, they are in it. */
export const mayEmpty = (effect: Effect, leavingOut: ReadonlySet<string>): boolean =>
  effect.kind === "members" && effect.members?.length === 0 && leavingOut.has(effect.object);

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
  if (snapshot.users === undefined || snapshot.groups === undefined) return [snapshot];
  const policies = new Set(snapshot.policies.map(({ id }) => comparableId(id)));
  const opening = effects.filter((one) => one.kind !== "policy" || policies.has(one.id)); // a new policy lets nobody in
  const joiners = opening.every(isAddition) ? opening.map(({ who = "" }) => who) : undefined;
  // Only the whole stack shows who is in its groups. Joins of known people don't need that.
  if (joiners?.every((id) => usersById(snapshot).has(id))) return [onlyWith(new Set(joiners), snapshot)];
  const ofStack = stackGroups(graph, snapshot, approved);
  const tenant = { ...snapshot, groups: new Map([...ofStack, ...snapshot.groups]) };
  const affected = joiners && peopleIn(joiners, tenant.groups);
  const unlisted = unlistedIn(snapshot, effects, ofStack).filter((id) => affected?.has(id) !== false);
  const people = withAddedUsers(affected ? onlyWith(affected, tenant) : tenant, unlisted);
  const isPerson = (id: string): boolean =>
    graph.hasId(id, PEOPLE) || opening.some((one) => isAddition(one) && one.isPerson && one.who === id);
  const mayBeGroups = unlisted.filter((id) => !isPerson(id)).map(groupId);
  if (mayBeGroups.length === 0) return [people];
  const others = withAddedUsers(tenant, unlisted.filter(isPerson));
  return [people, { ...others, groups: new Map([...tenant.groups, ...mayBeGroups.map(unknownGroup)]) }];
}

/** The people among these ids, and in these groups; `undefined` if that may be anybody. Joins change nothing for others. */
function peopleIn(ids: readonly string[], groups: ReadonlyMap<string, Group>): ReadonlySet<string> | undefined {
  const all = [...withNested(ids, groups)].flatMap((id) => groups.get(id) ?? []);
  const isOpen = all.some(({ members, mayHoldOthers }) => members === undefined || mayHoldOthers);
  return isOpen || ids.includes("") ? undefined : new Set([...ids, ...all.flatMap(({ members = [] }) => members)]);
}

/** The tenant with only these people, and with all groups. */
export function onlyWith(people: ReadonlySet<string>, tenant: Tenant): Tenant {
  const { groups = new Map<GroupId, Group>() } = tenant;
  const isKept = (id: string): boolean => people.has(id) || groups.has(groupId(id));
  return {
    ...tenant,
    users: [...people].flatMap((id) => usersById(tenant).get(id) ?? []),
    groups: new Map([...groups].map(([id, group]) => [id, { ...group, members: group.members?.filter(isKept) }])),
    roleAssignments: tenant.roleAssignments?.filter(({ principal }) => isKept(principal)),
  };
}

/** The ids in effects and in the stack's groups that are neither users nor groups of the tenant. */
function unlistedIn(
  tenant: Tenant,
  effects: readonly Effect[],
  ofStack: ReadonlyMap<string, Group>,
): readonly string[] {
  const ids = [...effects.flatMap(whoIn), ...[...ofStack.values()].flatMap(({ members }) => members ?? [])];
  const isKnownGroup = (id: string): boolean => ofStack.has(groupId(id)) || tenant.groups?.has(groupId(id)) === true;
  return [...new Set(ids)].filter((id) => !usersById(tenant).has(id) && !isKnownGroup(id));
}

function whoIn(effect: Effect): readonly string[] {
  if (effect.kind === "members") return present(effect.members ?? []);
  if (effect.kind === "policy") return idsIn(at(effect.json, ["conditions", "users", "excludeUsers"]));
  return effect.kind === "membership" ? present([effect.who]) : [];
}

/** The tenant with more users. A tenant without a list of users stays as it is. */
export function withAddedUsers<T extends Pick<Tenant, "users">>(tenant: T, ids: readonly string[]): T {
  if (tenant.users === undefined) return tenant;
  const others = ids.filter((id) => !usersById(tenant).has(id)).map((id) => unknownUser(userId(id)));
  return { ...tenant, users: [...tenant.users, ...others] };
}

/** The tenant in which unknown groups, and these roles if some holders are unknown, have members that others may join. */
function withOpenMembers(tenant: Tenant, roles: ReadonlySet<string>): Tenant {
  const { roleAssignments, mayLackItems = [] } = tenant;
  return openTenant(tenant, roleAssignments && ![...mayLackItems].some(isAboutRoles) ? NO_ROLES : roles);
}

const NO_ROLES: ReadonlySet<string> = new Set();
const isAboutRoles = (list: string): boolean => list.startsWith("role");

/** A tenant is large, and each change asks for one with the same open roles. */
const openTenant = memoizePair((tenant: Tenant, roles: ReadonlySet<string>): Tenant => {
  const { policies, groups, roleAssignments = [], mayLackItems = [] } = tenant;
  const clauses = policies.flatMap(({ users }) => [users.include, users.exclude]);
  const holders = Array.from(roles, roleId).map((role) => ({
    principal: `holders of ${role}`,
    role,
    tenantWide: true,
  }));
  const assignments = [...roleAssignments, ...holders];
  const holding = assignments.map(({ principal }) => groupId(principal)).filter((id) => !usersById(tenant).has(id));
  const all = new Map([...clauses.flatMap((clause) => [...clause.groups]), ...holding].map(open));
  for (const [id, group] of groups ?? [])
    all.set(id, group.members === undefined ? { ...open(id)[1], displayName: group.displayName } : group);
  const others = new Set([...mayLackItems].filter((list) => !isAboutRoles(list)));
  return { ...tenant, groups: all, roleAssignments: assignments, mayLackItems: others };
});

const open = (id: GroupId): [GroupId, Group] => [id, { id, displayName: undefined, members: [], mayHoldOthers: true }];

/** A group, none of whose members is known. */
const unknownGroup = (id: GroupId): [GroupId, Group] => [id, { ...open(id)[1], members: undefined }];
