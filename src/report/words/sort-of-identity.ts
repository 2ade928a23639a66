import type { Facet, Principal } from "../../verifier/sign-in";

/** One identity of each sort, in the words of the Entra admin center. */
const SORTS: Record<Facet["type"], string> = {
  member: "a member",
  internalGuest: "an internal guest",
  b2bCollaborationGuest: "a B2B collaboration guest",
  b2bCollaborationMember: "a B2B collaboration member",
  b2bDirectConnectUser: "a B2B direct connect user",
  otherExternalUser: "another external user",
  serviceProvider: "a user of a service provider",
};

/** Somebody who isn't called by name: what they are, whose they are, and the id where a policy or group has it. */
export function describeSort(principal: Principal): string {
  const { type, home } = principal.facet;
  const sort = SORTS[type];
  const from = home === "unnamed" ? sort : `${sort} from tenant ${home}`;
  return principal.kind === "person" ? `${from}, with the id ${principal.id}` : from;
}
