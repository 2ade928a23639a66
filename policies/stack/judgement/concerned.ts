import { groupId } from "../../../src/law/model/ids";
import type { Group, RoleAssignment, Tenant, User } from "../../../src/law/model/tenant";
import type { Effect } from "../effects/change";
import { memoize } from "../objects/memoize";

/**
 * The tenant with nobody in it but whom effects put into something or take out of it, and with what they are in: for
 * everybody else it stays as it is, so a comparison finds the same as in the whole tenant.
 * @param isPerson whether an id that the tenant doesn't have is an account for sure
 * @returns the tenant as it is where the effects may concern anybody
 */
export function concernedIn(tenant: Tenant, effects: readonly Effect[], isPerson: (id: string) => boolean): Tenant {
  const { users, groups, roleAssignments } = tenant;
  const principals = effects.map((effect) => principalsOf(effect, groups));
  if (users === undefined || groups === undefined || principals.some((ids) => ids === undefined)) return tenant;
  const { usersById, within, assignments } = indexOf(tenant);
  const people = withMembers(
    principals.flatMap((ids) => ids ?? []),
    groups,
  );
  if (![...people].every(isClear)) return tenant;
  const members = new Map<string, string[]>([...groupsNamedIn(tenant, effects), ...people].map((id) => [id, []]));
  const reached = new Set<string>([...people, ...members.keys()]);
  for (const id of reached)
    for (const group of within.get(id) ?? []) {
      const others = members.get(group);
      if (others === undefined) members.set(group, [id]);
      else others.push(id);
      reached.add(group);
    }
  return {
    ...tenant,
    users: [...people].flatMap((id) => usersById.get(id) ?? []),
    groups: new Map([...members].flatMap(([id, kept]) => groupWith(groups.get(groupId(id)), kept))),
    ...(roleAssignments && { roleAssignments: [...reached].flatMap((id) => assignments.get(id) ?? []) }),
  };

  /** Whoever may be a group with others in it may be anybody. */
  function isClear(id: string): boolean {
    const group = groups?.get(groupId(id));
    if (group === undefined) return usersById.has(id) || isPerson(id);
    return group.members !== undefined && !group.mayHoldOthers;
  }
}

type Groups = NonNullable<Tenant["groups"]>;

const groupWith = (group: Group | undefined, members: readonly string[]): readonly (readonly [Group["id"], Group])[] =>
  group === undefined ? [] : [[group.id, { ...group, members: group.members && members }]];

/** Whom an effect concerns; `undefined` where it may be anybody. */
function principalsOf(effect: Effect, groups: Tenant["groups"]): readonly string[] | undefined {
  switch (effect.kind) {
    case "joins":
    case "leaves":
      return effect.member === undefined ? undefined : [effect.member];
    case "role":
    case "loses":
      return effect.principal === undefined ? undefined : [effect.principal];
    case "members": {
      const before = groups?.get(groupId(effect.group))?.members;
      if (before === undefined || effect.members?.every((id) => id !== undefined) !== true) return undefined;
      const [was, is] = [new Set<string | undefined>(before), new Set(effect.members)];
      return [
        ...before.filter((id) => !is.has(id)),
        ...effect.members.filter((id) => id !== undefined && !was.has(id)),
      ] as string[];
    }
    default:
      return undefined;
  }
}

/** The principals, and who is in those that are groups. */
function withMembers(principals: readonly string[], groups: Groups): ReadonlySet<string> {
  const all = new Set(principals);
  for (const id of all) for (const member of groups.get(groupId(id))?.members ?? []) all.add(member);
  return all;
}

const groupsNamedIn = ({ policies }: Tenant, effects: readonly Effect[]): readonly string[] => [
  ...policies.flatMap(({ users: { include, exclude } }) => [...include.groups, ...exclude.groups]),
  ...effects.flatMap((effect) => ("group" in effect ? [effect.group] : [])),
];

interface Index {
  readonly usersById: ReadonlyMap<string, User>;
  /** The groups that somebody is in directly. */
  readonly within: ReadonlyMap<string, readonly string[]>;
  readonly assignments: ReadonlyMap<string, readonly RoleAssignment[]>;
}

const indexOf = memoize(({ users = [], groups, roleAssignments = [] }: Tenant): Index => {
  const memberships = [...(groups?.values() ?? [])].flatMap(({ id, members = [] }) =>
    members.map((member) => [member, id as string] as const),
  );
  return {
    usersById: new Map(users.map((user) => [user.id, user])),
    within: gathered(memberships),
    assignments: gathered(roleAssignments.map((one) => [one.principal, one] as const)),
  };
});

function gathered<T>(pairs: readonly (readonly [string, T])[]): ReadonlyMap<string, readonly T[]> {
  const lists = new Map<string, T[]>();
  for (const [key, value] of pairs) {
    const list = lists.get(key);
    if (list === undefined) lists.set(key, [value]);
    else list.push(value);
  }
  return lists;
}
