import type { UserId } from "../ids";
import type { Membership } from "../membership";
import type { Assignment, Guests, Policy } from "../policy";
import type { Facet, Principal } from "../sign-in";
import { every, not, some, type Truth, truthOf } from "../truth";

type Side = "include" | "exclude";

/**
 * Whether a policy is about this principal: some include names them and no exclude does, across all kinds of fields.
 * @see Microsoft Entra, "Conditional Access: Users and groups" (2024-05)
 */
export function meetsUsers(users: Policy["users"], principal: Principal, known: Membership): Truth {
  const person = principal.kind === "person" ? principal.id : undefined;
  const inDirectory = principal.kind !== "outsider";
  const named = (side: Side): Truth =>
    some([
      truthOf(users[side].everyone || (inDirectory && namesPerson(users[side], side, person, known))),
      namesFacet(users[side], side, principal.facet),
    ]);
  return every([named("include"), not(named("exclude"))]);
}

/** Named by id, group or role. An outsider without an object is in no group and holds no role: don't ask for one. */
export function namesPerson(
  assignment: Assignment,
  side: Side,
  person: UserId | undefined,
  known: Membership,
): boolean {
  if (person !== undefined && assignment.users.has(person)) return true;
  for (const group of assignment.groups) if (known.isInGroup(group, side, person)) return true;
  for (const role of assignment.roles) if (known.hasRole(role, side, person)) return true;
  return false;
}

/** Named by what sort of identity it is: the legacy guest token, or types with their home tenants. */
export function namesFacet(assignment: Assignment, side: Side, facet: Facet): Truth {
  return some([
    truthOf(assignment.everyGuest && facet.type !== "member"),
    assignment.guests === undefined ? "no" : namesGuest(assignment.guests, side, facet),
    assignment.notUnderstood.length > 0 ? "unclear" : "no",
  ]);
}

function namesGuest(guests: Guests, side: Side, facet: Facet): Truth {
  if (facet.type === "member") return "no";
  if (guests.types.has(facet.type)) return namesHome(guests, side, facet);
  return guests.notUnderstood.length > 0 ? "unclear" : "no";
}

/**
 * Tenant lists say nothing about internal guests: excluded with a list they are out, included with one they are not in.
 * Where no tenants are stated, an exclude is read as all and an include as none.
 */
function namesHome({ homes }: Guests, side: Side, facet: Facet): Truth {
  const internal = facet.type === "internalGuest";
  switch (homes.kind) {
    case "all":
      return "yes";
    case "enumerated":
      return truthOf(internal ? side === "exclude" : facet.home !== "unnamed" && homes.tenants.has(facet.home));
    case "unstated":
      return truthOf(internal || side === "exclude");
    case "notUnderstood":
      return internal && side === "exclude" ? "yes" : "unclear";
  }
}
