import type { Membership } from "../law/membership/membership";
import type { Policy, UserAssignment } from "../law/model/policy";
import type { Principal } from "../law/model/sign-in";
import { meetsUsers } from "../law/users";

/**
 * Whether a policy would be about somebody, or wouldn't, if they were in other groups or held other roles: what they are by their id
 * and their identity type stays. Never for outsiders, who are in no group.
 */
export function couldBeOtherwise(isAbout: boolean, policy: Policy, who: Principal, known: Membership): boolean {
  if (who.kind === "outsider") return false;
  const { include, exclude } = policy.users;
  const users = isAbout
    ? { include: inAll(include), exclude: inNone(exclude) }
    : { include: inNone(include), exclude: inAll(exclude) };
  return meetsUsers(users, who, known) === (isAbout ? "yes" : "no");
}

const inNone = (assignment: UserAssignment): UserAssignment => ({
  ...assignment,
  groups: new Set(),
  roles: new Set(),
});

const inAll = (assignment: UserAssignment): UserAssignment => ({
  ...inNone(assignment),
  everyone: assignment.everyone || assignment.groups.size + assignment.roles.size > 0,
});
