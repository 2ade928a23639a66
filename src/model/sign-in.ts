import type { Device } from "../device-filter/device";
import type { Address } from "../ip/address";
import type { HomeTenantId, LocationId, UserId } from "./ids";

/** What a person with an object in the directory can be. */
export const PERSON_CLASSES = ["member", "internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember"] as const;
export type PersonClass = (typeof PERSON_CLASSES)[number];

/** Outsiders that sign in without an object in the directory. */
export const OUTSIDER_TYPES = ["b2bDirectConnectUser", "otherExternalUser", "serviceProvider"] as const;
export type OutsiderType = (typeof OUTSIDER_TYPES)[number];

/** Graph's six `guestOrExternalUserTypes`. */
export type GuestType = Exclude<PersonClass, "member"> | OutsiderType;
export const GUEST_TYPES: readonly GuestType[] = [
  "internalGuest",
  "b2bCollaborationGuest",
  "b2bCollaborationMember",
  ...OUTSIDER_TYPES,
];

/** The tenant that an external identity comes from: one that some policy names, or any other. */
export type HomeTenant = HomeTenantId | "unnamed";

/** What sort of identity signs in, as far as guest conditions can tell. `home` matters for external identities only. */
export interface IdentityType {
  readonly type: PersonClass | OutsiderType;
  readonly home: HomeTenant;
}

/** The identity: a person of the directory, somebody of the directory whom nothing names, or an outsider. */
export type Principal =
  | { readonly kind: "person"; readonly id: UserId; readonly identity: IdentityType }
  | { readonly kind: "somebody"; readonly identity: IdentityType }
  | { readonly kind: "outsider"; readonly identity: IdentityType };

/**
 * `easSupported` is Exchange ActiveSync on a platform that Entra supports, `exchangeActiveSync` the rest of it.
 */
export const CLIENT_APPS = [
  "browser",
  "mobileAppsAndDesktopClients",
  "exchangeActiveSync",
  "easSupported",
  "other",
] as const;
export type ClientApp = (typeof CLIENT_APPS)[number];

/** `unknown` is whatever Entra can't tell from the user agent; a client chooses what it sends. */
export const PLATFORMS = ["windows", "macOS", "linux", "iOS", "android", "windowsPhone", "unknown"] as const;
export type Platform = (typeof PLATFORMS)[number];

export const RISKS = ["none", "low", "medium", "high", "hidden"] as const;
export type Risk = (typeof RISKS)[number];

export const INSIDER_RISKS = [null, "minor", "moderate", "elevated"] as const;
export type InsiderRisk = (typeof INSIDER_RISKS)[number];

export const AUTHENTICATION_FLOWS = [null, "deviceCodeFlow", "authenticationTransfer"] as const;
export type AuthenticationFlow = (typeof AUTHENTICATION_FLOWS)[number];

/** A country as a named location sees it. `unnamed` is one that no location lists; `unmapped` is none at all. */
export type Country =
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "unnamed" }
  | { readonly kind: "unmapped" };

/** Where a sign-in comes from. Country by address and country by GPS are independent of each other. */
export interface Network {
  readonly address: Address;
  readonly countryByAddress: Country;
  readonly countryByGps: Country;
  /** The address is trusted by a list that Graph doesn't show (MFA trusted IPs, or a location not known to be trusted). */
  readonly trustedElsewhere: boolean;
  /** Locations whose places can't be read and that this sign-in is in. */
  readonly within: ReadonlySet<LocationId>;
}

/** One sign-in to the Windows Azure Service Management API: a point of the universe. */
export interface SignIn {
  readonly principal: Principal;
  readonly clientApp: ClientApp;
  readonly platform: Platform;
  readonly network: Network;
  readonly device: Device;
  readonly signInRisk: Risk;
  readonly userRisk: Risk;
  readonly insiderRisk: InsiderRisk;
  readonly authenticationFlow: AuthenticationFlow;
}
