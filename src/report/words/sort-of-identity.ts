import type { IdentityType, Principal } from "../../model/sign-in";
import { listing } from "./listing";

/** Each sort of identity, one and many, in the words of the Entra admin center. */
const SORTS: Record<IdentityType["type"], readonly [one: string, many: string]> = {
  member: ["member", "members"],
  internalGuest: ["internal guest", "internal guests"],
  b2bCollaborationGuest: ["B2B collaboration guest", "B2B collaboration guests"],
  b2bCollaborationMember: ["B2B collaboration member", "B2B collaboration members"],
  b2bDirectConnectUser: ["B2B direct connect user", "B2B direct connect users"],
  otherExternalUser: ["other external user", "other external users"],
  serviceProvider: ["service provider user", "service provider users"],
};

export const sortOf = (type: IdentityType["type"]): string => SORTS[type][0];
export const sortsOf = (types: readonly IdentityType["type"][]): string =>
  listing(
    types.map((type) => SORTS[type][1]),
    "and",
  );

/** Somebody who isn't called by name: what they are, whose they are, and the id where a policy or group has it. */
export function describeSort(principal: Principal): string {
  const { type, home } = principal.identity;
  const sort = /^[aeio]/.test(sortOf(type)) ? `an ${sortOf(type)}` : `a ${sortOf(type)}`;
  const from = home === "unnamed" ? sort : `${sort} from tenant ${home}`;
  return principal.kind === "person" ? `${from} with the id ${principal.id}` : from;
}
