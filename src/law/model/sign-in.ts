import type { Circumstances } from "./dimensions";
import type { HomeTenantId, UserId } from "./ids";

/** What a person with an object in the directory can be. */
export const PERSON_CLASSES = ["member", "internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember"] as const;
/** What one person of the directory is. */
export type PersonClass = (typeof PERSON_CLASSES)[number];

/** Outsiders that sign in without an object in the directory. */
export const OUTSIDER_TYPES = ["b2bDirectConnectUser", "otherExternalUser", "serviceProvider"] as const;
/** What one of these outsiders is. */
export type OutsiderType = (typeof OUTSIDER_TYPES)[number];

/** Graph's six `guestOrExternalUserTypes`: all but members. */
export const GUEST_TYPES = [...PERSON_CLASSES, ...OUTSIDER_TYPES].filter((type) => type !== "member");
/** What one guest or external user is. */
export type GuestType = (typeof GUEST_TYPES)[number];

/** The tenant that an external identity comes from: one that some policy names, or any other. */
export type HomeTenant = HomeTenantId | "unnamed";

/** The identity that signs in, as guest conditions see it. `home` matters for external identities only. */
export interface IdentityType {
  readonly type: PersonClass | OutsiderType;
  readonly home: HomeTenant;
}

/** Who signs in: a person of the directory, somebody of the directory that no list names, or an outsider. */
export type Principal =
  | { readonly kind: "person"; readonly id: UserId; readonly identity: IdentityType }
  | { readonly kind: "unnamed"; readonly identity: IdentityType }
  | { readonly kind: "outsider"; readonly identity: IdentityType };

/** One sign-in to the Windows Azure Service Management API. */
export interface SignIn extends Circumstances {
  readonly principal: Principal;
  /** What it shows other than its device, by Graph's names: first factors, and controls that aren't MFA. See `SHOWN_BY_ANYBODY`. */
  readonly shows: ReadonlySet<string>;
}
