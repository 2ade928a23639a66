import type { MembershipTest } from "../law/membership/membership";
import { ALL_USERS, type AssignmentSide, NO_USERS, type Policy, type UserAssignment } from "../law/model/policy";
import { GUEST_TYPES, type Principal } from "../law/model/sign-in";
import { meetsUsers } from "../law/users";
import { present } from "../text/present";
import { counted, listing } from "../text/sentence";
import type { Explanation } from "./explain";
import { MOST_NAMED } from "./policies";
import { type DirectoryNames, identityTypeNames } from "./principal";

/** The lines by which a policy leaves people out, or the people that it covers instead. The register declares no types of guests. */
export function explainUsers(
  policy: Policy,
  people: readonly Principal[],
  membership: MembershipTest,
  names: DirectoryNames,
): Explanation {
  const { include, exclude } = policy.users;
  const isIncluded = people.some((one) => meetsUsers({ include, exclude: NO_USERS }, one, membership) !== "no");
  if (!isIncluded) {
    const mended = { ...policy, users: { include: ALL_USERS, exclude } };
    return { why: describeCovered(policy.users, names), fix: "include all users", mended };
  }
  const lines = linesNaming(exclude, "exclude", people, membership);
  const certain = linesNaming({ ...NO_USERS, ...lines }, "include", people, membership);
  const excluded = describeAssigned({ ...NO_USERS, ...certain }, names);
  const declare = lines.everyone || lines.everyGuest || lines.guests ? "" : ", or declare these people in the register";
  const kept = linesWhere(exclude, (line) => !namesSome(line, "exclude", people, membership));
  return {
    why: `excludes ${excluded || "groups or roles whose members aren't all known"}`,
    fix: `remove this exclusion${excluded === "" ? ", or add the members to the tenant file" : declare}`,
    mended: { ...policy, users: { include, exclude: { ...exclude, ...kept } } },
  };
}

/** The lines of an assignment that name some of these people. As an exclude: also those that may do so. */
export const linesNaming = (
  assignment: UserAssignment,
  side: AssignmentSide,
  people: readonly Principal[],
  membership: MembershipTest,
) => linesWhere(assignment, (line) => namesSome(line, side, people, membership));

const namesSome = (line: UserAssignment, side: AssignmentSide, people: readonly Principal[], known: MembershipTest) =>
  people.some((one) =>
    side === "include"
      ? meetsUsers({ include: line, exclude: NO_USERS }, one, known) === "yes"
      : meetsUsers({ include: ALL_USERS, exclude: line }, one, known) !== "yes",
  );

/** The lines of an assignment for which that holds. */
function linesWhere(
  { everyone, everyGuest, guests, users, groups, roles }: UserAssignment,
  holds: (line: UserAssignment) => boolean,
): Omit<UserAssignment, "everyAgent" | "notUnderstood"> {
  const isKept = (line: Partial<UserAssignment>): boolean => holds({ ...NO_USERS, ...line });
  return {
    everyone: everyone && isKept({ everyone }),
    everyGuest: everyGuest && isKept({ everyGuest }),
    guests: guests && isKept({ guests }) ? guests : undefined,
    users: new Set([...users].filter((id) => isKept({ users: new Set([id]) }))),
    groups: new Set([...groups].filter((id) => isKept({ groups: new Set([id]) }))),
    roles: new Set([...roles].filter((id) => isKept({ roles: new Set([id]) }))),
  };
}

/** `covers only the group "A"`, `covers nobody` */
export function describeCovered({ include }: Policy["users"], names: DirectoryNames): string {
  const covered = describeAssigned(include, names);
  return covered === "" ? "covers nobody" : `covers only ${covered}`;
}

/** Everyone that one side of a policy names: `All users`, `alice, 4 groups and guests and external users`. Empty if nobody. */
export function describeAssigned(assignment: UserAssignment, names: DirectoryNames): string {
  const { everyone, everyAgent, everyGuest, users, groups, roles, guests } = assignment;
  const some = <Id>(ids: ReadonlySet<Id>, noun: string, nameOf: (id: Id) => string) =>
    ids.size > MOST_NAMED ? [counted(ids.size, noun)] : Array.from(ids, nameOf);
  return listing(
    present([
      everyone && "All users",
      ...some(users, "user", names.person),
      ...some(groups, "group", (id) => names.the("group", id)),
      ...some(roles, "role", (id) => names.the("role", id)),
      (everyGuest || guests !== undefined) && describeGuests(assignment),
      everyAgent && "the user accounts of all agents",
    ]),
    "and",
  );
}

/** The types of guests that one side of a policy names. */
export function describeGuests({ everyGuest, guests }: Pick<UserAssignment, "everyGuest" | "guests">): string {
  if (everyGuest || guests === undefined) return "guests and external users";
  const isAll = GUEST_TYPES.every((type) => guests.types.has(type));
  const some = identityTypeNames([...guests.types]) || "guests of no type that is understood";
  const types = isAll ? "guests and external users" : some;
  return guests.homes.kind === "all" || guests.homes.kind === "notKnown" ? types : `${types} of some tenants`;
}
