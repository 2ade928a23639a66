import type { Guests, UserAssignment } from "../law/model/policy";
import { GUEST_TYPES } from "../law/model/sign-in";
import { counted } from "../text/sentence";
import { identityTypeNames } from "../words/principal";

export const ALL_GUESTS = "guests and external users";

/** Which guests and external users one side of a policy names, and of how many tenants. */
export function guestsInWords({ everyGuest, guests }: Pick<UserAssignment, "everyGuest" | "guests">): string {
  if (everyGuest || guests === undefined) return ALL_GUESTS;
  const isAll = GUEST_TYPES.every((type) => guests.types.has(type));
  const types = isAll ? ALL_GUESTS : identityTypeNames([...guests.types]) || "guests of no type that is understood";
  return `${types}${homesInWords(guests.homes)}`;
}

function homesInWords(homes: Guests["homes"]): string {
  switch (homes.kind) {
    case "enumerated":
      return ` of ${counted(homes.tenants.size, "tenant")}`;
    case "notUnderstood":
      return " of tenants that aren't understood";
    default:
      return "";
  }
}
