import { at, type JsonObject, replaced } from "../../../src/law/json/json-object";
import { unlistedIn } from "../../../src/law/membership/groups";
import { comparableId, groupId, roleId } from "../../../src/law/model/ids";
import { PERSON_CLASSES } from "../../../src/law/model/sign-in";
import type { Group, RoleAssignment, Tenant } from "../../../src/law/model/tenant";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";
import { idsKnownIn } from "../../../src/tenant/graph/people";
import { readPolicy } from "../../../src/tenant/graph/policy";
import type { Snapshot } from "../../settings/snapshot";
import type { Effect, Members, Membership } from "../effects/change";
import { byId, type ObjectEffect } from "../effects/graph-form";

/** A tenant as it would be after a deployment. */
export interface PlannedTenant {
  readonly tenant: Tenant;
  /** Authentication strengths in Graph's form, by id in lower case. */
  readonly strengths: ReadonlyMap<string, JsonObject>;
}

/** The snapshot after effects, one after the other. */
export function tenantAfter(snapshot: Snapshot, effects: readonly Effect[]): PlannedTenant {
  // A strength that the snapshot lacks stays unknown, apart from what an effect sets.
  const strengths = byId(listAfter(snapshot.json.authenticationStrengthPolicies, "strength", effects));
  const { users, groups, roleAssignments } = snapshot.tenant;
  const areRetyped = effects.some(({ kind }) => kind === "retyped");
  const tenant = {
    ...snapshot.tenant,
    users: areRetyped ? users?.map((user) => ({ ...user, classes: PERSON_CLASSES })) : users,
    groups: groups && groupsAfter(groups, effects, snapshot.membershipRules),
    roleAssignments: roleAssignments && assignmentsAfter(roleAssignments, effects),
    policies: policiesAfter(snapshot, effects, strengths),
    locations: locationsAfter(snapshot, effects),
  };
  return { tenant, strengths };
}

/** If anything changes that policies refer to, all policies are read again. */
function policiesAfter(
  snapshot: Snapshot,
  effects: readonly Effect[],
  strengths: PlannedTenant["strengths"],
): Tenant["policies"] {
  const { tenant, json } = snapshot;
  if (!effects.some((effect) => "id" in effect)) return tenant.policies;
  const known = { ...idsKnownIn(tenant), strengths };
  const changed = new Set(effects.flatMap((effect) => (effect.kind === "strength" ? [effect.id] : [])));
  return listAfter(json.policies, "policy", effects).map((policy) => {
    // The combinations that a policy has of its strength are as old as the snapshot.
    const id = comparableId(String(at(policy, [...STRENGTH, "id"])));
    const now = changed.has(id) && strengths.has(id) ? replaced(policy, STRENGTH, { id }) : policy;
    return readPolicy(now, { name: String(policy["id"]), ...known });
  });
}

const STRENGTH = ["grantControls", "authenticationStrength"];

/** Named locations are read again only if one of them changes. */
function locationsAfter({ tenant, json }: Snapshot, effects: readonly Effect[]): Tenant["locations"] {
  if (!effects.some(({ kind }) => kind === "location" || kind === "gone")) return tenant.locations;
  const locations = listAfter(json.namedLocations, "location", effects).map(readNamedLocation);
  return new Map(locations.map((location) => [location.id, location]));
}

/** A list after effects. If anything may be done to an object, it counts as gone, whatever else is done. */
function listAfter(list: readonly JsonObject[], kind: ObjectEffect["kind"], effects: readonly Effect[]) {
  const changed = byId(effects.flatMap((effect) => (effect.kind === kind ? [effect.json] : [])));
  const gone = new Set(effects.flatMap((effect) => (effect.kind === "gone" ? [effect.id] : [])));
  const idOf = (item: JsonObject): string => comparableId(String(item["id"]));
  const known = new Set(list.map(idOf));
  const added = [...changed.values()].filter((item) => !known.has(idOf(item)));
  return [...list.map((item) => changed.get(idOf(item)) ?? item), ...added].filter((item) => !gone.has(idOf(item)));
}

/** An effect on who is in a group, or holds a role. */
type Joining = Membership | Members;

const joiningsOf = (of: Joining["of"], effects: readonly Effect[]): readonly Joining[] =>
  effects.flatMap((effect) => ("of" in effect && effect.of === of ? [effect] : []));

type Groups = NonNullable<Tenant["groups"]>;

function groupsAfter(groups: Groups, effects: readonly Effect[], rules: Snapshot["membershipRules"]): Groups {
  const after = new Map(groups);
  for (const effect of joiningsOf("groups", effects)) {
    const group = after.get(groupId(effect.object));
    const hasRule = effect.kind === "members" && effect.rule !== undefined && rules.get(effect.object) === effect.rule;
    if (group !== undefined && !hasRule) after.set(group.id, groupAfter(group, effect));
  }
  return after;
}

function groupAfter(group: Group, effect: Joining): Group {
  if (effect.kind === "membership") return holding(group, [effect.who], group.members);
  const { unlisted: _, ...whole } = group;
  if (effect.members === undefined) return { ...whole, members: undefined };
  return holding({ ...whole, mayHoldOthers: false }, effect.members, []);
}

/** The group with more members. An unknown member may be a group with anybody in it. An unlisted member stays unlisted. */
function holding(group: Group, added: readonly (string | undefined)[], before: Group["members"]): Group {
  const known = added.filter((id) => id !== undefined);
  const isAnybody = known.length < added.length;
  const unlisted = new Set<string>(group.unlisted);
  const rest = group.mayHoldOthers ? (group.unlisted ?? [groupId(unlistedIn(group.id))]) : [];
  return {
    ...group,
    members: before && [...new Set([...before, ...known.filter((id) => !unlisted.has(id))])],
    mayHoldOthers: group.mayHoldOthers || isAnybody,
    ...(isAnybody && { unlisted: [...rest, groupId(`anyone who joins ${group.id}`)] }),
  };
}

/** Role assignments after effects. Their order is unknown: people who may lose a role lose it, and all others get it. */
function assignmentsAfter(before: readonly RoleAssignment[], effects: readonly Effect[]): readonly RoleAssignment[] {
  const joinings = joiningsOf("roles", effects);
  const decided = new Set(joinings.flatMap(({ kind, object }) => (kind === "members" ? [object] : [])));
  return [...before.filter(({ role }) => !decided.has(role)), ...joinings.flatMap(assignmentsBy)];
}

/** An unknown holder may be a group with anybody in it. */
function assignmentsBy(effect: Joining): readonly RoleAssignment[] {
  const role = roleId(effect.object);
  if (effect.kind === "membership" && effect.who !== undefined)
    return [{ principal: effect.who, role, tenantWide: effect.tenantWide }];
  if (effect.kind === "members" && effect.members !== undefined) return [];
  return [{ principal: groupId(`anyone who is given ${role}`), role, tenantWide: false, principalType: "group" }];
}
