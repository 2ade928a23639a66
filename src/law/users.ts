import type { MembershipTest } from "./membership/membership";
import type { UserId } from "./model/ids";
import type { AssignmentSide, Guests, Policy, UserAssignment } from "./model/policy";
import type { IdentityType, Principal } from "./model/sign-in";
import { type Connectives, TRUTHS, type Truth, truthOf } from "./model/truth";

/** What an assignment asks of a principal: truths, or formulas. */
export interface UserTerms<T> extends Connectives<T> {
  /** Whether content of the side that isn't understood names the principal. */
  readonly isUnclear: (side: AssignmentSide) => T;
  /** Whether a reading is right by which the side names the principal. Microsoft's documents leave it open. */
  readonly isReadSo: (side: AssignmentSide, reading: string) => T;
  /** Whether the assignment names the principal by id, or by a group or a role. Only principals of the directory are asked about. */
  readonly isNamed: (assignment: UserAssignment, side: AssignmentSide) => T;
}

/**
 * Whether a policy is about a principal: some include names them and no exclude does, across all kinds of fields. Outsiders have no object
 * in the directory, so they are in no group and hold no role.
 * @see Microsoft Entra, "Conditional Access: Users and groups" (2024-05)
 */
export function covers<T>(
  users: Policy["users"],
  { identity, isInDirectory }: { readonly identity: IdentityType; readonly isInDirectory: boolean },
  terms: UserTerms<T>,
): T {
  const named = (side: AssignmentSide): T => {
    const byType = namesType(users[side], side, identity, terms);
    return byType === terms.always || !isInDirectory ? byType : terms.some([terms.isNamed(users[side], side), byType]);
  };
  return terms.every([named("include"), terms.not(named("exclude"))]);
}

/** Whether one side of a policy's users names everyone of an identity type. */
function namesType<T>(
  assignment: UserAssignment,
  side: AssignmentSide,
  identity: IdentityType,
  terms: UserTerms<T>,
): T {
  if (assignment.everyone) return terms.always;
  const asGuest = namesGuest(assignment, side, identity, terms);
  return assignment.notUnderstood.length === 0 ? asGuest : terms.some([asGuest, terms.isUnclear(side)]);
}

/** Whether one side names the identity type by the legacy guest token, or by a guest type with its home tenant. */
function namesGuest<T>(
  { everyGuest, guests }: UserAssignment,
  side: AssignmentSide,
  identity: IdentityType,
  terms: UserTerms<T>,
): T {
  if (identity.type === "member") return terms.never;
  if (everyGuest) return terms.always;
  if (guests?.types.has(identity.type)) return namesHome(guests, side, identity, terms);
  return guests !== undefined && guests.notUnderstood.length > 0 ? terms.isUnclear(side) : terms.never;
}

/**
 * Whether one side is about guests of the home tenant. Internal guests have none. No document says whether a list of tenants is about
 * them, or which tenants a side without a list is about; an exclude without one certainly leaves internal guests out.
 */
function namesHome<T>({ homes }: Guests, side: AssignmentSide, identity: IdentityType, terms: UserTerms<T>): T {
  const isInternal = identity.type === "internalGuest";
  switch (homes.kind) {
    case "all":
      return terms.always;
    case "enumerated":
      if (isInternal) return terms.isReadSo(side, "a list of tenants is about internal guests too");
      return identity.home !== "unnamed" && homes.tenants.has(identity.home) ? terms.always : terms.never;
    case "notKnown":
      return isInternal ? terms.always : terms.isReadSo(side, "guests of tenants that aren't stated are those of all");
    case "notUnderstood":
      return isInternal && side === "exclude" ? terms.always : terms.isUnclear(side);
  }
}

/** Truths about a principal. A reading that the documents leave open counts against the policy: it excludes, and doesn't include. */
const termsWith = (isNamed: UserTerms<Truth>["isNamed"]): UserTerms<Truth> => ({
  ...TRUTHS,
  isNamed,
  isUnclear: () => "unclear",
  isReadSo: (side) => truthOf(side === "exclude"),
});

/**
 * Whether the policy is about this principal; *unclear* if that depends on content that isn't understood.
 * @param known memberships. An include asks who is certainly in a group or a role, and an exclude asks who may be
 */
export function meetsUsers(users: Policy["users"], principal: Principal, known: MembershipTest): Truth {
  const { kind, identity } = principal;
  const person = kind === "person" ? principal.id : undefined;
  const isNamed = (assignment: UserAssignment, side: AssignmentSide): Truth =>
    truthOf(namesPerson(assignment, side, person, known));
  return covers(users, { identity, isInDirectory: kind !== "outsider" }, termsWith(isNamed));
}

/**
 * Whether the assignment names the person by id, or by a group or a role.
 * @param side an include asks who is certainly in a group or a role, and an exclude asks who may be
 * @param person `undefined` for somebody in the directory that nothing names
 */
export function namesPerson(
  assignment: UserAssignment,
  side: AssignmentSide,
  person: UserId | undefined,
  known: MembershipTest,
): boolean {
  if (person !== undefined && assignment.users.has(person)) return true;
  for (const group of assignment.groups) if (known.isInGroup(group, side, person)) return true;
  for (const role of assignment.roles) if (known.hasRole(role, side, person)) return true;
  return false;
}

/** Whether the assignment names the identity type as a guest, if content of its list of users that isn't understood names nobody. */
export const namesAsGuest = (assignment: UserAssignment, side: AssignmentSide, identity: IdentityType): Truth =>
  namesGuest(assignment, side, identity, OF_TYPES);

/** The same if nobody is named but by a type. */
const OF_TYPES = termsWith(() => "no");

/** Whether the assignment has a line that may name somebody. */
export const namesAnybody = (assignment: UserAssignment): boolean =>
  assignment.everyone ||
  assignment.everyGuest ||
  assignment.guests !== undefined ||
  assignment.users.size + assignment.groups.size + assignment.roles.size + assignment.notUnderstood.length > 0;
