import { groupId } from "../../../src/law/model/ids";
import type { Group, Tenant, User } from "../../../src/law/model/tenant";
import type { Effect } from "../effects/change";
import { memoize } from "../objects/memoize";

/**
 * The tenant with only the people that effects are about, since nothing changes for others. If the effects may be about anyone, it
 * stays as it is.
 */
export function concernedIn(tenant: Tenant, effects: readonly Effect[], isPerson: (id: string) => boolean): Tenant {
  const { users, groups, roleAssignments } = tenant;
  const principals = effects.map((effect) => (isNewPolicy(effect, tenant) ? [] : principalsOf(effect, groups)));
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
    if (group === undefined) return usersById.has(id) || (isPerson(id) && !isName(id));
    return group.members !== undefined && !group.mayHoldOthers;
  }
}

/** Whether an account is named by its user principal name. */
export const isName = (who: string): boolean => who.includes("@");

type Groups = NonNullable<Tenant["groups"]>;

/** Whether the effect adds a policy. One policy more lets in nobody. */
const isNewPolicy = (effect: Effect, { policies }: Tenant): boolean =>
  effect.kind === "policy" && !policies.some(({ id }) => id.toLowerCase() === effect.id);

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
