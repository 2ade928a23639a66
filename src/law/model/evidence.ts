import type { IsoDate } from "../../text/iso-date";
import type { GroupId, RoleId, UserId } from "./ids";

/** What an audit looks at, and no verdict rests on. `undefined` is *not known*, as in {@link Tenant}. */
export interface TenantEvidence {
  /** When the tenant was read, in ISO form. */
  readonly readAt: string | undefined;
  /** What plans the policies as they are here (`pulumi preview`); `undefined` where they are in the tenant as they are. */
  readonly plannedBy: string | undefined;
  /** What whoever read the tenant could not read, in the order of the attempts. */
  readonly notRead: readonly NotRead[];
  readonly organization: Evidence<{ readonly id: string | undefined; readonly displayName: string | undefined }>;
  /** Whether security defaults are on. */
  readonly securityDefaults: Evidence<boolean>;
  readonly licences: Evidence<readonly Licence[]>;
  readonly registrations: Evidence<ReadonlyMap<UserId, Registration>>;
  readonly roles: Evidence<ReadonlyMap<RoleId, { readonly displayName: string | undefined }>>;
  /** Only whether they are known: what they say is part of the tenant. */
  readonly eligibilities: Evidence<readonly unknown[]>;
  readonly conditionalAccessSettings: Evidence<ConditionalAccessSettings>;
  readonly accessReviews: Evidence<readonly AccessReview[]>;
  readonly changes: Evidence<readonly DirectoryChange[]>;
  readonly accounts: Evidence<ReadonlyMap<UserId, Account>>;
  readonly groups: Evidence<ReadonlyMap<GroupId, GroupSettings>>;
}

/** Known as a whole, in part, or not at all. Of what is known in part there may be more, and nothing says what. */
export type Evidence<T> =
  | { readonly kind: "known"; readonly value: T }
  | { readonly kind: "partly"; readonly value: T; readonly gap: Gap }
  | { readonly kind: "notKnown"; readonly gap: Gap };

/** Why something isn't known, as the end of a sentence; `role` is the application role that is missing, if that is why. */
export type Gap = { readonly why: string; readonly role: string | undefined };

/** A key of a tenant file that could not be read. `part`: what of its objects isn't known, where the list is whole. */
export type NotRead = Gap & { readonly key: string; readonly part: string | undefined };

/** A subscription of the tenant's. */
export type Licence = {
  readonly sku: string | undefined;
  /** Graph's word: `Enabled`, `Warning`, `Suspended`, `Deleted` or `LockedOut`. */
  readonly status: string | undefined;
  /** Service plans, e.g. `AAD_PREMIUM`, with Graph's word for their state, e.g. `Success`; `undefined` where they aren't known as a whole. */
  readonly plans: readonly { readonly name: string | undefined; readonly status: string | undefined }[] | undefined;
};

/** What somebody has registered to sign in with. */
export type Registration = {
  readonly isMfaRegistered: boolean | undefined;
  readonly methods: readonly string[] | undefined;
};

/**
 * Settings of Conditional Access as a whole: user actions that policies on all resources don't apply to.
 * @see Microsoft Graph, "conditionalAccessSettings" (beta)
 */
export type ConditionalAccessSettings = {
  /** `undefined` where the settings don't say, or say something that isn't understood. */
  readonly userActionExclusions:
    | readonly { readonly userAction: string; readonly state: string | undefined }[]
    | undefined;
};

export type AccessReview = {
  readonly id: string;
  readonly displayName: string | undefined;
  readonly reviewed: readonly Reviewed[];
  readonly run: ReviewRun;
};

/** What an access review looks at. */
export type Reviewed =
  /** Who is in a group: all of its members, those who are in it directly, or a part of them. */
  | { readonly kind: "members"; readonly group: GroupId; readonly people: "all" | "direct" | "some" }
  /** Roles, access packages, applications: no group's members. */
  | { readonly kind: "elsewhere" }
  | { readonly kind: "not understood" };

export type ReviewRun = {
  /** As of when the tenant was read. */
  readonly stage: "to come" | "going on" | "over" | "not known";
  readonly isRecurring: boolean;
  /** First day, where it is said. */
  readonly from: IsoDate | undefined;
  /** Last day; `undefined` where it goes on, or for a single one without a day. */
  readonly until: IsoDate | "not known" | undefined;
};

/** What somebody did in the tenant, as its audit log has it: `Update conditional access policy`. */
export type DirectoryChange = {
  /** ISO 8601. */
  readonly at: string;
  readonly operation: string;
  /** `undefined` where the log doesn't say. */
  readonly by: string | undefined;
  /** Ids of the objects, in lower case. */
  readonly targets: ReadonlySet<string>;
};

export type Account = {
  readonly isEnabled: boolean | undefined;
  /** The account is mastered in a directory on premises. */
  readonly isSynchronised: boolean | undefined;
};

/** Who else could change who is in a group. */
export type GroupSettings = {
  readonly isAssignableToRole: boolean | undefined;
  /** Whether it is in a restricted administrative unit. */
  readonly isManagementRestricted: boolean | undefined;
  readonly isDynamic: boolean | undefined;
  readonly membershipRule: string | undefined;
  /** Whether it is a Microsoft 365 group: of other groups nobody can join one by himself. */
  readonly isUnified: boolean | undefined;
  /** Graph's word: `Public`, `Private` or `HiddenMembership`; where it isn't set, nobody can join by himself. */
  readonly visibility: string | undefined;
  readonly owners: readonly unknown[] | undefined;
};
