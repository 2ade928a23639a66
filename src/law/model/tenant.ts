import type { AddressRange } from "../addresses/address";
import type { GroupId, LocationId, RoleId, UserId } from "./ids";
import type { Policy } from "./policy";
import { PERSON_CLASSES, type PersonClass } from "./sign-in";
import type { NotUnderstood, WrittenJson } from "./truth";

/** The lists of a tenant file that a verdict rests on. */
export const TENANT_LISTS = [
  "policies",
  "namedLocations",
  "authenticationStrengthPolicies",
  "users",
  "groups",
  "roleAssignments",
  "roleEligibilitySchedules",
] as const;
export type List = (typeof TENANT_LISTS)[number];

/** What is known of a tenant. `undefined` means *not known*; an empty collection that lacks nothing is known to be empty. */
export interface Tenant {
  readonly policies: readonly Policy[];
  readonly users: readonly User[] | undefined;
  readonly groups: ReadonlyMap<GroupId, Group> | undefined;
  /** Those who may make a role active are among them, where these are known as well. */
  readonly roleAssignments: readonly RoleAssignment[] | undefined;
  /** Groups, roles and locations, by their ids, that are taken to hold nobody, and no place, beyond what is known. */
  readonly emptied?: Emptied;
  /** Whether everybody is known who may make a role active. */
  readonly areEligibilitiesKnown?: true;
  readonly locations: ReadonlyMap<LocationId, NamedLocation> | undefined;
  /** Agents' user accounts, which are outside the claim and aren't among the users; missing where there are none. */
  readonly agents?: ReadonlySet<UserId>;
  /**
   * Lists that may lack something: besides the listed users there may be anybody, and besides the listed assignments a role may
   * have other holders. What may be in a group is said by the group. Missing where every list is whole.
   */
  readonly mayLackItems?: ReadonlySet<List>;
  /** Lists that are marked as a part, all of which may lack items. A tenant with one is never proved. */
  readonly partlyKnown?: readonly NotUnderstood[];
}

export type Emptied = "groups and roles" | ReadonlySet<string>;

/** Whether a group or a role is taken to hold nobody beyond those who are known. */
export const isEmptied = ({ emptied }: Pick<Tenant, "emptied">, id: string): boolean =>
  emptied === "groups and roles" || emptied?.has(id) === true;

export interface User {
  readonly id: UserId;
  readonly displayName: string | undefined;
  readonly userPrincipalName: string | undefined;
  readonly disabled: boolean;
  /** What the person can be: one class when the user type is known, two when it isn't. */
  readonly classes: readonly PersonClass[];
}

/** Somebody of whom nothing is known but the id. */
export const unknownUser = (id: UserId): User => ({
  ...{ id, displayName: undefined, userPrincipalName: undefined, disabled: false, classes: PERSON_CLASSES },
});

export interface Group {
  readonly id: GroupId;
  readonly displayName: string | undefined;
  /** Direct members, users and groups alike, ids in lower case; `undefined` when they weren't read. */
  readonly members: readonly string[] | undefined;
  /** Some members are groups that the tenant file doesn't have, or couldn't be read. */
  readonly mayHoldOthers: boolean;
  /** Those groups, as far as they have an id. */
  readonly unlisted?: readonly GroupId[];
}

/** Whoever may hold a role. No verdict is about service principals. @see Microsoft Graph, "unifiedRoleAssignment" (v1.0) */
export type PrincipalType = "user" | "group" | "serviceprincipal";

export interface RoleAssignment {
  /** A user or a group, lower case. */
  readonly principal: string;
  readonly role: RoleId;
  /** Active in the whole tenant. One to a part of it, and one that is only eligible, counts for excludes only. */
  readonly tenantWide: boolean;
  /** Nobody holds the role by it until they make it active. */
  readonly isEligible?: true;
  /** What the assignment itself says its principal is. Of one that is in no list nobody knows it otherwise: it may be a group. */
  readonly principalType?: PrincipalType;
}

export type NamedLocation = {
  readonly id: LocationId;
  readonly displayName: string | undefined;
  /** False also where it isn't stated: trust that Graph doesn't show is a part of every universe. */
  readonly trusted: boolean;
  readonly extent: LocationExtent;
  readonly written: WrittenJson;
  /** When it was last made or changed, in milliseconds since 1970, where the file says that. */
  readonly changed?: number;
};

export type LocationExtent =
  | {
      readonly kind: "ranges";
      readonly ranges: readonly AddressRange[];
      /** IPv4 addresses that some of the ranges stand for, in the form of IPv6: no document says whether these count. */
      readonly mayHold?: readonly AddressRange[];
      readonly notUnderstood: readonly NotUnderstood[];
    }
  | {
      readonly kind: "countries";
      readonly codes: ReadonlySet<string>;
      readonly unmapped: boolean;
      readonly by: "address" | "gps";
    }
  /** Places that can't be read: one set, the same wherever the location is used. */
  | { readonly kind: "notKnown" }
  | ({ readonly kind: "notUnderstood" } & NotUnderstood);
