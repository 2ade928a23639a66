import { asObject, type JsonObject } from "../../../src/law/json/json-object";
import { groupId, roleId } from "../../../src/law/model/ids";
import type { Group, RoleAssignment, Tenant, User } from "../../../src/law/model/tenant";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { idsKnownIn } from "../../../src/tenant/graph/reading-context";
import { restOf } from "../../../src/verifier/encoding/users";
import type { Snapshot } from "../../settings/snapshot";
import type { Effect } from "../effects/change";
import { byId, type StrengthsInGraphForm } from "../effects/graph-form";
import { changedBeyondSnapshot } from "../effects/location-effects";

/** The tenant as it would be: effects laid over the snapshot, one after the other. */
export function plannedTenant(snapshot: Snapshot, effects: readonly Effect[]): Tenant {
  return {
    ...directoryAfter(snapshot.tenant, effects),
    policies: policiesAfter(snapshot, effects),
    locations: locationsAfter(snapshot, effects),
  };
}

type ObjectEffect = Extract<Effect, { readonly kind: "policy" | "location" | "strength" | "gone" }>;

const isAboutObject = (effect: Effect): effect is ObjectEffect => "id" in effect;

/** Policies are read anew where something changes that their text refers to. */
function policiesAfter(snapshot: Snapshot, effects: readonly Effect[]): Tenant["policies"] {
  const { tenant, json } = snapshot;
  if (!effects.some(isAboutObject)) return tenant.policies;
  const known = { ...idsKnownIn(tenant), strengths: strengthsAfter(snapshot, effects) };
  return listAfter(json.policies ?? [], "policy", effects).map((policy) =>
    readPolicy(policy, { name: String(policy["id"]), ...known }),
  );
}

/** Named locations with effects laid over them; what was read stays as it is where nothing changes. */
export function locationsAfter({ tenant, json }: Snapshot, effects: readonly Effect[]): Tenant["locations"] {
  if (!effects.some(isAboutObject) || json.namedLocations === undefined) return tenant.locations;
  const locations = listAfter(json.namedLocations, "location", effects).map(readNamedLocation);
  return new Map(locations.map((location) => [location.id, location]));
}

/** Authentication strengths with effects laid over them; `undefined` where the snapshot doesn't have them. */
export const strengthsAfter = ({ json }: Snapshot, effects: readonly Effect[]): StrengthsInGraphForm =>
  json.authenticationStrengthPolicies && byId(listAfter(json.authenticationStrengthPolicies, "strength", effects));

/** What the snapshot has, changed, and what is new: a policy, and a location that may count by being trusted. */
function listAfter(list: readonly JsonObject[], kind: ObjectEffect["kind"], effects: readonly Effect[]) {
  const changes = effects.filter(isAboutObject).filter((change) => change.kind === kind || change.kind === "gone");
  const ids = new Set(list.map(({ id }) => String(id).toLowerCase()));
  const added = changes.filter(({ id }) => !ids.has(id)).flatMap(addedBy);
  return [...changes.filter(({ id }) => ids.has(id)).reduce(itemsAfter, list), ...added];
}

/** What is new, and what the snapshot doesn't have yet: of that only a location counts without being named. */
function addedBy(change: ObjectEffect): readonly JsonObject[] {
  if (change.kind === "gone") return [];
  if (!change.merge) return [change.json];
  return change.kind === "location" ? changedBeyondSnapshot(change) : [];
}

function itemsAfter(items: readonly JsonObject[], change: ObjectEffect): readonly JsonObject[] {
  return items.flatMap((item) => {
    if (String(item["id"]).toLowerCase() !== change.id) return [item];
    if (change.kind === "gone") return [];
    return [change.merge ? merged(item, change.json) : change.json];
  });
}

/** Graph changes an object field by field. */
const merged = (before: JsonObject, change: JsonObject): JsonObject => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(change).map(([key, value]) => {
      const [old, young] = [asObject(before[key]), asObject(value)];
      return [key, old !== undefined && young !== undefined ? merged(old, young) : value];
    }),
  ),
});

type Directory = Pick<Tenant, "users" | "groups" | "roleAssignments">;

/** Who is in what, and who holds what, with effects laid over it, one after the other. */
export const directoryAfter = (
  { users, groups, roleAssignments }: Directory,
  effects: readonly Effect[],
): Directory => ({
  users,
  groups: groups && groupsAfter(groups, effects),
  roleAssignments: roleAssignments && assignmentsAfter(roleAssignments, effects, users ?? []),
});

function groupsAfter(groups: NonNullable<Tenant["groups"]>, effects: readonly Effect[]): NonNullable<Tenant["groups"]> {
  const after = new Map(groups);
  for (const effect of effects) {
    if (!("group" in effect)) continue;
    const group = after.get(groupId(effect.group));
    if (group !== undefined) after.set(group.id, groupAfter(group, effect));
  }
  return after;
}

type GroupEffect = Extract<Effect, { readonly group: string }>;

function groupAfter(group: Group, effect: GroupEffect): Group {
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
  return {
    ...group,
    members: before && [...new Set([...before, ...known])],
    mayHoldOthers: group.mayHoldOthers || known.length < added.length,
    ...(group.mayHoldOthers && known.length < added.length
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
