import { type JsonObject, readNamedLocation, readPolicy } from "../../src/adapters/graph";
import type { Tenant } from "../../src/verifier";
import { groupId, roleId } from "../../src/verifier/ids";
import type { Group, RoleAssignment, User } from "../../src/verifier/tenant";
import type { Snapshot } from "../settings/settings";
import { asObject } from "./json";
import { byId } from "./strengths";
import type { Effect } from "./touch";

/** The tenant as it would be: the snapshot with effects laid over it, one after the other. */
export function overlay(snapshot: Snapshot, effects: readonly Effect[]): Tenant {
  const { tenant } = snapshot;
  return {
    ...withObjects(snapshot, effects),
    users: tenant.users,
    groups: tenant.groups && groupsAfter(tenant.groups, effects),
    roleAssignments: tenant.roleAssignments && [
      ...tenant.roleAssignments,
      ...effects.flatMap((effect) => assignmentsBy(effect, tenant.users ?? [])),
    ],
  };
}

function groupsAfter(groups: NonNullable<Tenant["groups"]>, effects: readonly Effect[]): NonNullable<Tenant["groups"]> {
  const after = new Map(groups);
  for (const effect of effects) {
    if (effect.kind !== "joins" && effect.kind !== "members") continue;
    const group = after.get(groupId(effect.group));
    if (group !== undefined) after.set(group.id, groupAfter(group, effect));
  }
  return after;
}

type GroupEffect = Extract<Effect, { readonly kind: "joins" | "members" }>;

/** A member who isn't known might be a group with anybody in it. */
function groupAfter(group: Group, effect: GroupEffect): Group {
  const added = effect.kind === "joins" ? [effect.member] : effect.members;
  if (added === undefined) return { ...group, members: undefined };
  const known = added.filter((id) => id !== undefined);
  const before = effect.kind === "joins" ? group.members : [];
  return {
    ...group,
    members: before && [...new Set([...before, ...known])],
    incomplete: group.incomplete || known.length < added.length,
  };
}

/** A holder who isn't known might be anybody: whoever may hold the role is left out where it is excluded. */
function assignmentsBy(effect: Effect, users: readonly User[]): readonly RoleAssignment[] {
  if (effect.kind !== "role") return [];
  const role = roleId(effect.role);
  if (effect.principal !== undefined) return [{ principal: effect.principal, role, tenantWide: effect.tenantWide }];
  return users.map(({ id }) => ({ principal: id, role, tenantWide: false }));
}

type ObjectEffect = Extract<Effect, { readonly kind: "policy" | "location" | "strength" | "gone" }>;

const isAboutObject = (effect: Effect): effect is ObjectEffect => "id" in effect;

/** Policies are read anew where something changes that their text refers to. */
function withObjects({ tenant, json }: Snapshot, effects: readonly Effect[]): Pick<Tenant, "policies" | "locations"> {
  const changes = effects.filter(isAboutObject);
  if (changes.length === 0) return { policies: tenant.policies, locations: tenant.locations };
  const after = (list: readonly JsonObject[], kind: ObjectEffect["kind"]) => listAfter(list, kind, changes);
  const strengths = json.authenticationStrengthPolicies;
  const context = {
    users: tenant.users && new Set(tenant.users.map(({ id }) => id)),
    strengths: strengths && byId(after(strengths, "strength")),
  };
  const locations = json.namedLocations && after(json.namedLocations, "location").map(readNamedLocation);
  return {
    policies: after(json.policies ?? [], "policy").map((policy) =>
      readPolicy(policy, { name: String(policy["id"]), ...context }),
    ),
    locations: locations && new Map(locations.map((location) => [location.id, location])),
  };
}

/** Only what the snapshot has is changed: a new policy opens nothing, and nothing refers to a new location. */
function listAfter(list: readonly JsonObject[], kind: ObjectEffect["kind"], changes: readonly ObjectEffect[]) {
  return changes.reduce<readonly JsonObject[]>((items, change) => {
    if (change.kind !== kind && change.kind !== "gone") return items;
    return items.flatMap((item) => {
      if (String(item["id"]).toLowerCase() !== change.id) return [item];
      if (change.kind === "gone") return [];
      return [change.merge ? merged(item, change.json) : change.json];
    });
  }, list);
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
