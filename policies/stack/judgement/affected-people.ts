import { groupId } from "../../../src/law/model/ids";
import type { Tenant } from "../../../src/law/model/tenant";
import { usersById } from "../../settings/snapshot";
import type { Effect } from "../effects/change";

/**
 * The tenant with only the people that effects are about, since nothing changes for others. If the effects may be about anyone, it
 * stays as it is.
 */
export function affectedIn(tenant: Tenant, effects: readonly Effect[], isPerson: (id: string) => boolean): Tenant {
  const { groups, roleAssignments } = tenant;
  const principals = effects.map((effect) => principalsOf(effect, tenant));
  if (tenant.users === undefined || groups === undefined || principals.some((ids) => ids === undefined)) return tenant;
  const users = usersById(tenant);
  const people = new Set(principals.flatMap((ids) => ids ?? [])); // it grows while the loop walks it
  for (const id of people) for (const member of groups.get(groupId(id))?.members ?? []) people.add(member);
  /** Whether all people behind an id are known. An unknown group may hold anybody. */
  const isClear = (id: string): boolean => {
    const group = groups.get(groupId(id));
    if (group === undefined) return users.has(id) || (isPerson(id) && !id.includes("@"));
    return group.members !== undefined && !group.mayHoldOthers;
  };
  if (![...people].every(isClear)) return tenant;
  const isKept = (id: string): boolean => people.has(id) || groups.has(groupId(id));
  return {
    ...tenant,
    users: [...people].flatMap((id) => users.get(id) ?? []),
    groups: new Map([...groups].map(([id, group]) => [id, { ...group, members: group.members?.filter(isKept) }])),
    roleAssignments: roleAssignments?.filter(({ principal }) => isKept(principal)),
  };
}

/** The principals that an effect is about; `undefined` if it may be about anyone. One policy more lets in nobody. */
function principalsOf(effect: Effect, { policies }: Tenant): readonly string[] | undefined {
  if (effect.kind === "policy") return policies.some(({ id }) => id.toLowerCase() === effect.id) ? undefined : [];
  return effect.kind === "membership" && effect.who !== undefined ? [effect.who] : undefined;
}
