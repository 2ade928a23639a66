import { readTenant } from "../../src/adapters/graph";
import { groupId } from "../../src/model/ids";
import type { Group, Tenant, User } from "../../src/model/tenant";
import type { Resource } from "../model/resource";
import { AZUREAD } from "./entra-types";
import { plannedId } from "./identity";
import { ownGroups } from "./own-groups";
import type { Effect } from "./touch";

type Groups = NonNullable<Tenant["groups"]>;

/**
 * The tenant together with whom it doesn't have: the stack's own groups, and principals that are named by effects.
 * Somebody whom neither the tenant nor the stack knows may be a person, and may be a group with anybody in it.
 * @returns each way in which they can be read
 */
export function withNewcomers(
  tenant: Tenant,
  effects: readonly Effect[],
  resources: readonly Resource[],
): readonly Tenant[] {
  if (tenant.users === undefined || tenant.groups === undefined) return [tenant];
  const ours = ownGroups(resources, tenant.groups);
  const groups = new Map([...ours, ...tenant.groups]);
  const people = { ...asPeople(tenant, effects, ours), groups };
  const users = new Set(resources.filter(({ type }) => type === AZUREAD.user).map(plannedId));
  const unsure = strangersIn({ ...tenant, groups }, effects, ours).filter((id) => !users.has(id));
  if (unsure.length === 0) return [people];
  return [people, { ...people, groups: new Map([...groups, ...unsure.map(unreadGroup)]) }];
}

/** The tenant with everybody for a user whom effects and the stack's groups name and whom it doesn't have. */
export function asPeople(tenant: Tenant, effects: readonly Effect[], ours: Groups): Tenant {
  const groups = new Map([...ours, ...(tenant.groups ?? [])]);
  return withPeople(tenant, strangersIn({ ...tenant, groups }, effects, ours));
}

/** The tenant with users of these ids, as far as its users are known and these aren't among them. */
export function withPeople<T extends Pick<Tenant, "users">>(tenant: T, ids: readonly string[]): T {
  if (tenant.users === undefined) return tenant;
  const known = new Set<string>(tenant.users.map(({ id }) => id));
  return { ...tenant, users: [...tenant.users, ...peopleFrom(ids.filter((id) => !known.has(id)))] };
}

function principalsOf(effect: Effect): readonly string[] {
  switch (effect.kind) {
    case "joins":
      return effect.member === undefined ? [] : [effect.member];
    case "members":
      return (effect.members ?? []).filter((id) => id !== undefined);
    case "role":
      return effect.principal === undefined ? [] : [effect.principal];
    default:
      return [];
  }
}

function strangersIn({ users, groups }: Tenant, effects: readonly Effect[], ours: Groups): readonly string[] {
  const people = new Set<string>(users?.map(({ id }) => id));
  const ids = [...effects.flatMap(principalsOf), ...[...ours.values()].flatMap(({ members }) => members ?? [])];
  return [...new Set(ids)].filter((id) => !people.has(id) && groups?.has(groupId(id)) !== true);
}

function peopleFrom(ids: readonly string[]): readonly User[] {
  const read = readTenant({ policies: [], users: ids.map((id) => ({ id })) });
  return (read.ok ? read.tenant.users : undefined) ?? [];
}

const unreadGroup = (id: string): readonly [Group["id"], Group] => [
  groupId(id),
  { id: groupId(id), displayName: undefined, members: undefined, mayHoldOthers: true },
];
