import type { Membership } from "./membership/membership";
import type { UserId } from "./model/ids";
import type { AssignmentSide, Guests, Policy, UserAssignment } from "./model/policy";
import type { IdentityType, Principal } from "./model/sign-in";
import { every, not, type Truth, truthOf } from "./model/truth";

/** Who is in a group or holds a role, in one reading. */
export type Holds = Pick<Membership, "isInGroup" | "hasRole">;

/**
 * `yes` iff the policy is about this principal: some include names them and no exclude does, across all kinds of fields.
 * @see Microsoft Entra, "Conditional Access: Users and groups" (2024-05)
 */
export function meetsUsers(users: Policy["users"], principal: Principal, known: Holds): Truth {
  const named = (clause: AssignmentSide): Truth => names(users[clause], clause, principal, known);
  return every([named("include"), not(named("exclude"))]);
}

/** Whether the assignment has a line that may name somebody. */
export const namesAnybody = (assignment: UserAssignment): boolean =>
  assignment.everyone ||
  assignment.everyGuest ||
  assignment.guests !== undefined ||
  assignment.users.size + assignment.groups.size + assignment.roles.size + assignment.notUnderstood.length > 0;

function names(assignment: UserAssignment, clause: AssignmentSide, principal: Principal, known: Holds): Truth {
  const person = principal.kind === "person" ? principal.id : undefined;
  const { everyone } = assignment;
  const isNamed = everyone || (principal.kind !== "outsider" && namesPerson(assignment, clause, person, known));
  return isNamed ? "yes" : namesIdentityType(assignment, clause, principal.identity);
}

/**
 * True iff an include certainly names the person by id, group or role, or an exclude may. Not for outsiders: without an
 * object in the directory they are in no group and hold no role.
 * @param person `undefined` for somebody of the directory that nothing names
 */
export function namesPerson(
  assignment: UserAssignment,
  clause: AssignmentSide,
  person: UserId | undefined,
  known: Holds,
): boolean {
  if (person !== undefined && assignment.users.has(person)) return true;
  for (const group of assignment.groups) if (known.isInGroup(group, clause, person)) return true;
  for (const role of assignment.roles) if (known.hasRole(role, clause, person)) return true;
  return false;
}

/** `yes` iff the assignment names this identity type: by the legacy guest token, or as a guest type with its home tenant. */
export function namesIdentityType(assignment: UserAssignment, clause: AssignmentSide, identity: IdentityType): Truth {
  const { everyGuest, guests, notUnderstood } = assignment;
  if (everyGuest && identity.type !== "member") return "yes";
  const asGuest = guests === undefined ? "no" : namesGuest(guests, clause, identity);
  return asGuest === "no" && notUnderstood.length > 0 ? "unclear" : asGuest;
}

function namesGuest(guests: Guests, clause: AssignmentSide, identity: IdentityType): Truth {
  if (identity.type === "member") return "no";
  if (guests.types.has(identity.type)) return namesHome(guests, clause, identity);
  return guests.notUnderstood.length > 0 ? "unclear" : "no";
}

/**
 * Whether the assignment is about the home tenant. If it doesn't say, the reading is the one that credits the policy with less: a list of
 * tenants excludes internal guests and doesn't include them, since no tenant of the list is their home. Without a list of tenants an
 * exclude is about all tenants, and an include about internal guests alone.
 */
function namesHome({ homes }: Guests, clause: AssignmentSide, identity: IdentityType): Truth {
  const internal = identity.type === "internalGuest";
  switch (homes.kind) {
    case "all":
      return "yes";
    case "enumerated":
      return truthOf(internal ? clause === "exclude" : identity.home !== "unnamed" && homes.tenants.has(identity.home));
    case "notKnown":
      return truthOf(internal || clause === "exclude");
    case "notUnderstood":
      return internal && clause === "exclude" ? "yes" : "unclear";
  }
}

/** The sorts of lines by which a policy excludes somebody that it includes. Empty if it doesn't include them. */
export function exclusionSorts(
  { include, exclude }: Policy["users"],
  principal: Principal,
  known: Membership,
): readonly string[] {
  if (names(include, "include", principal, known) === "no") return [];
  const person = principal.kind === "person" ? principal.id : undefined;
  const sorts = new Set<string>();
  if (exclude.everyone) sorts.add("everybody");
  if (person !== undefined && exclude.users.has(person)) sorts.add("id");
  if (principal.kind !== "outsider") {
    for (const group of exclude.groups)
      if (known.isInGroup(group, "include", person)) sorts.add("group");
      else if (known.isInGroup(group, "exclude", person)) sorts.add("group not known");
    for (const role of exclude.roles)
      if (person !== undefined && known.ofRole(role, "exclude").people.has(person)) sorts.add("role");
      else if (known.hasRole(role, "exclude", person)) sorts.add("role not known");
  }
  if (namesIdentityType({ ...exclude, notUnderstood: [] }, "exclude", principal.identity) !== "no") sorts.add("guests");
  return [...sorts].sort();
}
