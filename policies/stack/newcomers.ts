import { readTenant } from "../../src/adapters/graph";
import type { Tenant } from "../../src/verifier";
import { groupId } from "../../src/verifier/ids";
import type { Group, User } from "../../src/verifier/tenant";
import type { Resource } from "../model/resource";
import type { Snapshot } from "../settings/settings";
import { AZUREAD } from "./entra-types";
import { plannedId } from "./identity";
import type { Effect } from "./touch";
import { groupsOfStack } from "./world";

/**
 * The snapshot together with whom it doesn't have: the stack's own groups, and principals that are named by effects.
 * Somebody whom neither the snapshot nor the stack knows may be a person, and may be a group with anybody in it.
 * @returns each way in which they can be read
 */
export function withNewcomers(
  snapshot: Snapshot,
  effects: readonly Effect[],
  resources: readonly Resource[],
): readonly Snapshot[] {
  const { tenant } = snapshot;
  if (tenant.users === undefined || tenant.groups === undefined) return [snapshot];
  const ours = groupsOfStack(resources);
  const groups = new Map([...ours, ...tenant.groups]);
  const settled = { ...tenant, groups };
  const strangers = strangersIn(settled, [...effects.flatMap(principalsOf), ...membersOf(ours)]);
  const asPeople = { ...settled, users: [...tenant.users, ...peopleFrom(strangers)] };
  const users = new Set(resources.filter(({ type }) => type === AZUREAD.user).map(plannedId));
  const unsure = strangers.filter((id) => !users.has(id));
  if (unsure.length === 0) return [{ ...snapshot, tenant: asPeople }];
  const asGroups = { ...asPeople, groups: new Map([...groups, ...unsure.map(unreadGroup)]) };
  return [asPeople, asGroups].map((one) => ({ ...snapshot, tenant: one }));
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

const membersOf = (groups: ReadonlyMap<string, Group>): readonly string[] =>
  [...groups.values()].flatMap(({ members }) => members ?? []);

function strangersIn({ users, groups }: Tenant, ids: readonly string[]): readonly string[] {
  const people = new Set<string>(users?.map(({ id }) => id));
  return [...new Set(ids)].filter((id) => !people.has(id) && groups?.has(groupId(id)) !== true);
}

function peopleFrom(ids: readonly string[]): readonly User[] {
  const read = readTenant({ policies: [], users: ids.map((id) => ({ id })) });
  return (read.ok ? read.tenant.users : undefined) ?? [];
}

const unreadGroup = (id: string): readonly [Group["id"], Group] => [
  groupId(id),
  { id: groupId(id), displayName: undefined, members: undefined, incomplete: true },
];
