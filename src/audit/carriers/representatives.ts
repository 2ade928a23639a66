import { evaluationContext } from "../../law/evaluate";
import type { UserId } from "../../law/model/ids";
import type { Group, RoleAssignment, Tenant, User } from "../../law/model/tenant";
import { Encoding } from "../../verifier/encoding/encoding";
import type { Exempt } from "../../verifier/exemptions";
import { peopleAlike } from "../../verifier/people/classes";
import { NumberedPeople } from "../../verifier/people/numbered-people";

/** The people who aren't exempt, in equivalence classes, and the tenant as if each class had one person. */
export interface Representatives {
  /** Each class is sorted by id. All policies, whatever their state, include and exclude the people of a class alike. */
  readonly classes: readonly (readonly UserId[])[];
  /**
   * The tenant with the first person of each class. After a change of the policies that names no other people, the whole class gets in iff
   * that person does. So many questions about such changes cost no more for many people than for few. Groups and roles hold nobody
   * else, and a part of the policies counts as all of them: others could only stop more.
   */
  readonly tenant: Tenant;
}

/** Sorts people into classes. If the users aren't known, there are no classes, and everybody counts. */
export function representativesIn(tenant: Tenant, { isExempt, groups }: Exempt): Representatives {
  if (tenant.users === undefined) return { classes: [], tenant: narrowedTo(tenant, () => true) };
  const encoding = new Encoding([evaluationContext(tenant, groups)], { isForAll: true });
  const classes = peopleAlike(encoding, new NumberedPeople([tenant], isExempt));
  const kept = new Set(classes.map(([first]) => first));
  return { classes, tenant: narrowedTo(tenant, ({ id }) => kept.has(id)) };
}

/** The tenant as if it had only these users and policies. If the users aren't known, all of them count. */
export function narrowedTo({ partlyKnown: _, ...tenant }: Tenant, isKeptUser: (user: User) => boolean): Tenant {
  const { users, groups, roleAssignments } = tenant;
  if (users === undefined) return tenant;
  const others = new Set<string>(users.flatMap((user) => (isKeptUser(user) ? [] : [user.id])));
  const isKept = ({ principal }: RoleAssignment): boolean => !others.has(principal);
  const narrowed = (group: Group): Group =>
    group.members === undefined ? group : { ...group, members: group.members.filter((id) => !others.has(id)) };
  return {
    ...tenant,
    users: users.filter(isKeptUser),
    groups: groups && new Map(Array.from(groups, ([id, group]) => [id, narrowed(group)])),
    roleAssignments: roleAssignments?.filter(isKept),
  };
}
