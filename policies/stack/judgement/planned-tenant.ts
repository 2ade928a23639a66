import { at } from "../../../src/law/json/at-path";
import { asObject, type JsonObject } from "../../../src/law/json/json-object";
import { groupId, roleId } from "../../../src/law/model/ids";
import type { Group, RoleAssignment, Tenant, User } from "../../../src/law/model/tenant";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { idsKnownIn } from "../../../src/tenant/graph/reading-context";
import { restOf } from "../../../src/verifier/encoding/users";
import { approvedGroups, type Settings } from "../../settings/settings";
import type { Snapshot } from "../../settings/snapshot";
import { type Effect, everythingIn, relevantEffects } from "../effects/change";
import { changesIn } from "../effects/changes";
import {
  byId,
  changedBeyondSnapshot,
  locationInGraphForm,
  type StrengthsInGraphForm,
  strengthInGraphForm,
} from "../effects/graph-form";
import { AZUREAD, idsIn, isGroup } from "../objects/entra-objects";
import { memoizePair } from "../objects/memoize";
import type { ResourceGraph } from "../objects/resource-graph";
import { unlistedIn, withUsers } from "./concerned";
import { stackGroups } from "./groups";

/** The tenant as it would be: effects laid over the snapshot, one after the other. */
export const plannedTenant = (snapshot: Snapshot, effects: readonly Effect[]): Tenant => ({
  ...directoryAfter(snapshot.tenant, effects),
  policies: policiesAfter(snapshot, effects),
  locations: locationsAfter(snapshot, effects),
});

/** What the stack's policies are read against and judged in. */
export interface EvaluationContext {
  readonly tenant: Omit<Tenant, "policies">;
  readonly strengths: StrengthsInGraphForm;
}

/**
 * The tenant as it would be, but for its policies: the snapshot where there is one, and the stack's own objects, which come
 * before those of the snapshot. Without either, nothing is known.
 */
export const contextOf = memoizePair((graph: ResourceGraph, settings: Settings): EvaluationContext => {
  const { tenant: snapshot = NO_SNAPSHOT } = settings;
  const approved = approvedGroups(settings);
  const effects = effectsOfStack(snapshot, graph);
  const { tenant } = snapshot;
  const known = tenant.users
    ? withUsers(tenant, unlistedIn(tenant, effects, stackGroups(graph, tenant, approved)))
    : tenant;
  const directory = directoryAfter(known, effects);
  const locations = graph.ofTypes(AZUREAD.location).map(locationInGraphForm).map(readNamedLocation);
  const strengths = graph.ofTypes(AZUREAD.strength).map(strengthInGraphForm);
  return {
    tenant: {
      ...directory,
      groups: overlaid(directory.groups, stackGroups(graph, directory, approved)),
      locations: overlaid(locationsAfter(snapshot, effects), new Map(locations.map((one) => [one.id, one]))),
    },
    strengths: overlaid(strengthsAfter(snapshot, effects), byId(strengths)),
  };
});

type Lists = Pick<Snapshot, "tenant" | "json">;

const NO_SNAPSHOT: Lists = {
  tenant: { policies: [], users: undefined, groups: undefined, roleAssignments: undefined, locations: undefined },
  json: { policies: undefined, namedLocations: undefined, authenticationStrengthPolicies: undefined },
};

/** What the stack does to objects that only the tenant has. Who is in a group of its own is read where its groups are. */
function effectsOfStack(snapshot: Lists, graph: ResourceGraph): readonly Effect[] {
  const users = graph.ofTypes(AZUREAD.policy).map(({ properties }) => at(properties, ["conditions", "users"]));
  const roles = users.flatMap((clause) => idsIn(["includedRoles", "excludedRoles"].map((name) => at(clause, [name]))));
  const relevant = everythingIn(snapshot, roles);
  return changesIn(graph)
    .filter(({ resource, id }) => id === undefined || !isGroup(resource))
    .flatMap((change) => relevantEffects(relevant, change));
}

const overlaid = <Id, T>(
  base: ReadonlyMap<Id, T> | undefined,
  top: ReadonlyMap<Id, T>,
): ReadonlyMap<Id, T> | undefined =>
  base === undefined && top.size === 0 ? undefined : new Map([...(base ?? []), ...top]);

type ObjectEffect = Extract<Effect, { readonly json: unknown }>;

const isAboutObject = (effect: Effect): boolean => "id" in effect;

/** Policies are read anew where something changes that their text refers to. */
function policiesAfter(snapshot: Lists, effects: readonly Effect[]): Tenant["policies"] {
  const { tenant, json } = snapshot;
  if (!effects.some(isAboutObject)) return tenant.policies;
  const known = { ...idsKnownIn(tenant), strengths: strengthsAfter(snapshot, effects) };
  return listAfter(json.policies ?? [], "policy", effects).map((policy) =>
    readPolicy(policy, { name: String(policy["id"]), ...known }),
  );
}

/** What was read of named locations stays as it is where nothing changes. */
function locationsAfter({ tenant, json }: Lists, effects: readonly Effect[]): Tenant["locations"] {
  if (!effects.some(isAboutObject) || json.namedLocations === undefined) return tenant.locations;
  const locations = listAfter(json.namedLocations, "location", effects).map(readNamedLocation);
  return new Map(locations.map((location) => [location.id, location]));
}

/** `undefined` where the snapshot doesn't have them. */
const strengthsAfter = ({ json }: Lists, effects: readonly Effect[]): StrengthsInGraphForm =>
  json.authenticationStrengthPolicies && byId(listAfter(json.authenticationStrengthPolicies, "strength", effects));

/** What the snapshot has, changed, and what is new. Something that anything may be done to is gone, whatever else is. */
function listAfter(list: readonly JsonObject[], kind: ObjectEffect["kind"], effects: readonly Effect[]) {
  const isAt = (item: JsonObject, id: string): boolean => String(item["id"]).toLowerCase() === id;
  let after = list;
  for (const effect of effects) {
    if (effect.kind !== kind) continue;
    const { id, json, merge } = effect;
    const change = (item: JsonObject): JsonObject => (merge ? merged(item, json) : json);
    after = after.some((item) => isAt(item, id))
      ? after.map((item) => (isAt(item, id) ? change(item) : item))
      : [...after, ...addedBy(effect)];
  }
  const gone = effects.filter((effect) => effect.kind === "gone");
  return after.filter((item) => !gone.some(({ id }) => isAt(item, id)));
}

/** Of what the snapshot doesn't have, only a location counts without being named: by being trusted. */
function addedBy(effect: ObjectEffect): readonly JsonObject[] {
  if (!effect.merge) return [effect.json];
  return effect.kind === "location" ? changedBeyondSnapshot(effect) : [];
}

/** Graph changes an object field by field, and reads keys in any letter case. */
const merged = (before: JsonObject, change: JsonObject): JsonObject => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(change).map(([written, value]) => {
      const key = Object.keys(before).find((one) => one.toLowerCase() === written.toLowerCase()) ?? written;
      const [old, young] = [asObject(before[key]), asObject(value)];
      return [key, old !== undefined && young !== undefined ? merged(old, young) : value];
    }),
  ),
});

type Directory = Pick<Tenant, "users" | "groups" | "roleAssignments">;

/** Who is in what, and who holds what. */
const directoryAfter = ({ users, groups, roleAssignments }: Directory, effects: readonly Effect[]): Directory => ({
  users,
  groups: groups && groupsAfter(groups, effects),
  roleAssignments: roleAssignments && assignmentsAfter(roleAssignments, effects, users ?? []),
});

function groupsAfter(groups: NonNullable<Tenant["groups"]>, effects: readonly Effect[]): NonNullable<Tenant["groups"]> {
  const after = new Map(groups);
  for (const effect of effects.filter((one) => "group" in one)) {
    const group = after.get(groupId(effect.group));
    if (group !== undefined) after.set(group.id, groupAfter(group, effect));
  }
  return after;
}

function groupAfter(group: Group, effect: Extract<Effect, { readonly group: string }>): Group {
  switch (effect.kind) {
    case "leaves":
      return { ...group, members: group.members?.filter((id) => id !== effect.who) };
    case "joins":
      return holding(group, [effect.who], group.members);
    case "members":
      return effect.members === undefined ? { ...group, members: undefined } : holding(group, effect.members, []);
  }
}

/** A member who isn't known might be a group with anybody in it, and is none of those who may be in it anyway. */
function holding(group: Group, added: readonly (string | undefined)[], before: Group["members"]): Group {
  const known = added.filter((id) => id !== undefined);
  const isAnybody = known.length < added.length;
  return {
    ...group,
    members: before && [...new Set([...before, ...known])],
    mayHoldOthers: group.mayHoldOthers || isAnybody,
    ...(group.mayHoldOthers && isAnybody
      ? { unlisted: [...(group.unlisted ?? [groupId(restOf(group.id))]), groupId(`whoever joins ${group.id}`)] }
      : {}),
  };
}

function assignmentsAfter(
  before: readonly RoleAssignment[],
  effects: readonly Effect[],
  users: readonly User[],
): readonly RoleAssignment[] {
  const lost = effects.filter((effect) => effect.kind === "loses");
  const kept = before.filter(
    ({ role, principal }) => !lost.some((one) => one.role === role && (one.who ?? principal) === principal),
  );
  return [...kept, ...effects.flatMap((effect) => assignmentsBy(effect, users))];
}

/** A holder who isn't known might be anybody: whoever may hold the role is left out where it is excluded. */
function assignmentsBy(effect: Effect, users: readonly User[]): readonly RoleAssignment[] {
  if (effect.kind !== "role") return [];
  const role = roleId(effect.role);
  if (effect.who !== undefined) return [{ principal: effect.who, role, tenantWide: effect.tenantWide }];
  return users.map(({ id }) => ({ principal: id, role, tenantWide: false }));
}
