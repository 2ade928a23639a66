import { groupId } from "../../../src/law/model/ids";
import type { Group, Tenant, User } from "../../../src/law/model/tenant";
import { readTenant } from "../../../src/tenant/graph/tenant";
import type { Effect } from "../effects/change";
import { PEOPLE } from "../objects/entra-objects";
import type { ResourceGraph } from "../objects/resource-graph";
import { stackGroups } from "./groups";

type Groups = NonNullable<Tenant["groups"]>;

/**
 * The tenant together with whom it doesn't have: the stack's own groups, and principals that are named by effects.
 * Somebody whom neither the tenant nor the stack knows may be a person, and may be a group with anybody in it.
 * @param approved groups whose every member may get in
 * @returns each way in which they can be read
 */
export function withUnlistedPrincipals(
  tenant: Tenant,
  effects: readonly Effect[],
  graph: ResourceGraph,
  approved: ReadonlySet<string>,
): readonly Tenant[] {
  if (tenant.users === undefined || tenant.groups === undefined) return [tenant];
  const ofStack = stackGroups(graph, tenant, approved);
  const groups = new Map([...ofStack, ...tenant.groups]);
  const people = { ...withUnlistedAsUsers(tenant, effects, ofStack), groups };
  const persons = new Set(
    effects.flatMap((effect) => (effect.kind === "joins" && effect.isPerson ? [effect.who] : [])),
  );
  const mayBeGroups = unlistedIn({ ...tenant, groups }, effects, ofStack).filter(
    (id) => !graph.hasId(id, PEOPLE) && !persons.has(id),
  );
  if (mayBeGroups.length === 0) return [people];
  return [people, { ...people, groups: new Map([...groups, ...mayBeGroups.map(groupOfMembersNotKnown)]) }];
}

/**
 * The tenant with everybody for a user whom effects and the stack's groups name and whom it doesn't have.
 * @param ofStack the stack's groups; nobody in them is added twice
 */
export function withUnlistedAsUsers(tenant: Tenant, effects: readonly Effect[], ofStack: Groups): Tenant {
  const groups = new Map([...ofStack, ...(tenant.groups ?? [])]);
  return withUsers(tenant, unlistedIn({ ...tenant, groups }, effects, ofStack));
}

/** The tenant with users of these ids beside its own, none twice; as it is where nobody knows who its users are. */
export function withUsers<T extends Pick<Tenant, "users">>(tenant: T, ids: readonly string[]): T {
  if (tenant.users === undefined) return tenant;
  const known = new Set<string>(tenant.users.map(({ id }) => id));
  return { ...tenant, users: [...tenant.users, ...usersFrom(ids.filter((id) => !known.has(id)))] };
}

function principalsOf(effect: Effect): readonly string[] {
  if (effect.kind === "members") return (effect.members ?? []).filter((id) => id !== undefined);
  const isGiven = effect.kind === "joins" || effect.kind === "role";
  return isGiven && effect.who !== undefined ? [effect.who] : [];
}

function unlistedIn({ users, groups }: Tenant, effects: readonly Effect[], ofStack: Groups): readonly string[] {
  const people = new Set<string>(users?.map(({ id }) => id));
  const ids = [...effects.flatMap(principalsOf), ...[...ofStack.values()].flatMap(({ members }) => members ?? [])];
  return [...new Set(ids)].filter((id) => !people.has(id) && groups?.has(groupId(id)) !== true);
}

function usersFrom(ids: readonly string[]): readonly User[] {
  const read = readTenant({ policies: [], users: ids.map((id) => ({ id })) });
  return (read.ok ? read.tenant.users : undefined) ?? [];
}

const groupOfMembersNotKnown = (id: string): readonly [Group["id"], Group] => [
  groupId(id),
  { id: groupId(id), displayName: undefined, members: undefined, mayHoldOthers: true },
];
