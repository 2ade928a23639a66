import type { Membership } from "../law/membership/membership";
import { type GroupId, type LocationId, type RoleId, userId } from "../law/model/ids";
import type { UserAssignment } from "../law/model/policy";
import type { Tenant } from "../law/model/tenant";

type IncludeOrExclude = "include" | "exclude";

/** Groups and roles of which some, or all, isn't known. */
export interface NotKnownHolders {
  readonly groups: readonly GroupId[];
  readonly roles: readonly RoleId[];
}

/** The groups and roles of an assignment that may hold others than those who are known. */
export const notKnownIn = (
  { groups, roles }: UserAssignment,
  clause: IncludeOrExclude,
  membership: Membership,
): NotKnownHolders => ({
  groups: [...groups].filter((group) => membership.mayHoldOthers(group)),
  roles: [...roles].filter((role) => membership.ofRole(role, clause).mayHoldOthers),
});

/** The assignment without some groups and roles, whose known people stand in it one by one instead. */
export function withKnownOnly(
  assignment: UserAssignment,
  clause: IncludeOrExclude,
  { groups, roles }: NotKnownHolders,
  membership: Membership,
): UserAssignment {
  if (groups.length + roles.length === 0) return assignment;
  const holders = [
    ...groups.map((group) => membership.ofGroup(group)),
    ...roles.map((role) => membership.ofRole(role, clause)),
  ];
  const known = holders.flatMap(({ people }) => Array.from(people, userId));
  return {
    ...assignment,
    users: new Set([...assignment.users, ...known]),
    groups: new Set([...assignment.groups].filter((group) => !groups.includes(group))),
    roles: new Set([...assignment.roles].filter((role) => !roles.includes(role))),
  };
}

/** Whether the places of a location can't be read off the file. */
export function isPlaceNotKnown(id: LocationId, { locations }: Pick<Tenant, "locations">): boolean {
  const location = locations?.get(id);
  return location === undefined || location.extent.kind === "notKnown";
}
