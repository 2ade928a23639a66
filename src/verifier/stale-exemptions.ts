import type { Exemption } from "./exemptions";
import type { GroupId, RoleId, UserId } from "./ids";
import { hold, Membership } from "./membership";
import type { Assignment } from "./policy";
import type { Tenant } from "./tenant";

/**
 * Exemptions that no policy makes use of: none that is enforced, report-only or not understood in its state excludes the
 * user, by id or through a group or role that certainly holds them, or the group, by id or by one that it is inside.
 * Only what is certain counts: an exclude that may hold anybody is no use of this exemption in particular.
 */
export function staleExemptions(tenant: Tenant, exemptions: readonly Exemption[]): readonly Exemption[] {
  const excludes = tenant.policies
    .filter(({ enforcement }) => enforcement.kind !== "off")
    .map(({ users }) => users.exclude);
  const membership = new Membership(tenant);
  return exemptions.filter((exemption) => !excludes.some((exclude) => names(exclude, exemption, membership)));
}

const names = (exclude: Assignment, exemption: Exemption, membership: Membership): boolean =>
  exclude.everyone ||
  (exemption.kind === "user"
    ? namesUser(exclude, exemption.id, membership)
    : namesGroup(exclude, exemption.id, membership));

function namesUser({ users, groups, roles }: Assignment, user: UserId, membership: Membership): boolean {
  const holdsUser = (holders: ReturnType<Membership["ofGroup"]>): boolean => hold(holders, "include", user);
  return (
    users.has(user) ||
    some(groups, (group: GroupId) => holdsUser(membership.ofGroup(group))) ||
    some(roles, (role: RoleId) => holdsUser(membership.ofRole(role, "exclude")))
  );
}

const namesGroup = ({ groups }: Assignment, group: GroupId, membership: Membership): boolean =>
  groups.has(group) || some(groups, (outer) => membership.groupsWithin(outer).has(group));

function some<Id>(ids: ReadonlySet<Id>, holds: (id: Id) => boolean): boolean {
  for (const id of ids) if (holds(id)) return true;
  return false;
}
