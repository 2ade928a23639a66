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
/** One of these lists, by its key in a tenant file. */
export type List = (typeof TENANT_LISTS)[number];

/** What is known of a tenant. `undefined` means *not known*; an empty collection that lacks nothing is known to be empty. */
export interface Tenant {
  readonly policies: readonly Policy[];
  readonly users: readonly User[] | undefined;
  readonly groups: ReadonlyMap<GroupId, Group> | undefined;
  /** Includes eligible assignments, if they are known. */
  readonly roleAssignments: readonly RoleAssignment[] | undefined;
  /** The ids of groups, roles and locations that are assumed to hold no other people and places than are known. */
  readonly emptied?: Emptied;
  readonly areEligibilitiesKnown?: true;
  readonly locations: ReadonlyMap<LocationId, NamedLocation> | undefined;
  /** Agents' user accounts. They are outside the claim and not among the users. Missing if there are none. */
  readonly agents?: ReadonlySet<UserId>;
  /**
   * Lists that may be incomplete: there may be other users than the listed ones, and a role may have other holders. Each group says for
   * itself whether it may have other members. Missing if every list is whole.
   */
  readonly mayLackItems?: ReadonlySet<List>;
  /** Lists that are marked as a part. A tenant with such a list is never proved. */
  readonly partlyKnown?: readonly NotUnderstood[];
}

/** Whether a part of the policies is all that is known. A missing policy may stop any sign-in. */
export const mayLackPolicies = ({ partlyKnown }: Pick<Tenant, "partlyKnown">): boolean =>
  partlyKnown?.some(({ field }) => field === "policies") === true;

/** What `--assume` takes for known: every group and role, or the groups, roles and locations of these ids. */
export type Emptied = "groups and roles" | ReadonlySet<string>;

/** Whether a group or a role is assumed to hold nobody beyond its known members. */
export const isEmptied = ({ emptied }: Pick<Tenant, "emptied">, id: string): boolean =>
  emptied === "groups and roles" || emptied?.has(id) === true;

/** A user of the directory, as far as verdicts and their words need it. */
export interface User {
  readonly id: UserId;
  readonly displayName: string | undefined;
  readonly userPrincipalName: string | undefined;
  readonly disabled: boolean;
  /** The classes that the person may be of: one if the user type is known, two if it isn't. */
  readonly classes: readonly PersonClass[];
}

/** A user with only the id known. */
export const unknownUser = (id: UserId): User => ({
  id,
  displayName: undefined,
  userPrincipalName: undefined,
  disabled: false,
  classes: PERSON_CLASSES,
});

/** A group of the directory, with its direct members. */
export interface Group {
  readonly id: GroupId;
  readonly displayName: string | undefined;
  /** The ids of direct members, users and groups, in lower case; `undefined` if they weren't read. */
  readonly members: readonly string[] | undefined;
  /** Whether some members couldn't be read, or are groups that the tenant file doesn't have. */
  readonly mayHoldOthers: boolean;
  /** The ids of those groups, if they have one. */
  readonly unlisted?: readonly GroupId[];
}

/** The kinds of principal that may hold a role. No verdict is about service principals. @see Microsoft Graph, "unifiedRoleAssignment" (v1.0) */
export type PrincipalType = "user" | "group" | "serviceprincipal";

/** Who holds a directory role, or may activate it. */
export interface RoleAssignment {
  /** A user or a group, lower case. */
  readonly principal: string;
  readonly role: RoleId;
  /** Whether it is certainly active in the whole tenant, and has no end. If not, it counts for excludes only. */
  readonly tenantWide: boolean;
  /** Whether its principal must activate the role first. */
  readonly isEligible?: true;
  /** The kind of principal, if the assignment says it. Without it, a principal that no list has may be a group. */
  readonly principalType?: PrincipalType;
}

/** A named location, as policies refer to it. */
export type NamedLocation = {
  readonly id: LocationId;
  readonly displayName: string | undefined;
  /** False also if it isn't stated. Every sign-in may come from an address that a hidden list trusts. */
  readonly trusted: boolean;
  readonly extent: LocationExtent;
  readonly written: WrittenJson;
  /** When it was created or last changed, in milliseconds since 1970, if the file says so. */
  readonly changed?: number;
};

/** Where a named location is. `by`: countries are found by the address, or by the GPS of the Authenticator app. */
export type LocationExtent =
  | {
      readonly kind: "ranges";
      readonly ranges: readonly AddressRange[];
      readonly notUnderstood: readonly NotUnderstood[];
    }
  | {
      readonly kind: "countries";
      readonly codes: ReadonlySet<string>;
      readonly unmapped: boolean;
      readonly by: "address" | "gps";
    }
  /** Places that can't be read. They are one set, the same wherever the location is used. */
  | { readonly kind: "notKnown" }
  | ({ readonly kind: "notUnderstood" } & NotUnderstood);
