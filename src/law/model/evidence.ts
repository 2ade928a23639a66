import type { IsoDate } from "../../text/iso-date";
import type { GroupId, RoleId, UserId } from "./ids";

/** What an audit looks at, by the keys of a tenant file. No verdict depends on it. `undefined` is *not known*, as in {@link Tenant}. */
export interface TenantEvidence {
  /** When the tenant was read, in ISO form. */
  readonly readAt: string | undefined;
  /** What plans these policies (`pulumi preview`); `undefined` if they are in the tenant. */
  readonly plannedBy: string | undefined;
  /** What could not be read, in the order of the attempts. */
  readonly notRead: readonly NotRead[];
  readonly organization: Evidence<{ readonly id: string | undefined; readonly displayName: string | undefined }>;
  /** Whether security defaults are on. */
  readonly securityDefaults: Evidence<boolean>;
  readonly subscribedSkus: Evidence<readonly Licence[]>;
  readonly userRegistrationDetails: Evidence<ReadonlyMap<UserId, Registration>>;
  readonly roleDefinitions: Evidence<ReadonlyMap<RoleId, { readonly displayName: string | undefined }>>;
  /** Whether they are known. Their content is part of the tenant. */
  readonly roleEligibilitySchedules: Evidence<readonly unknown[]>;
  readonly conditionalAccessSettings: Evidence<ConditionalAccessSettings>;
  readonly accessReviews: Evidence<readonly AccessReview[]>;
  readonly directoryAudits: Evidence<readonly DirectoryChange[]>;
  readonly users: Evidence<ReadonlyMap<UserId, Account>>;
  readonly groups: Evidence<ReadonlyMap<GroupId, GroupSettings>>;
}

/** Known as a whole, in part, or not at all. If it is known in part, there may be more. */
export type Evidence<T> =
  | { readonly kind: "known"; readonly value: T }
  | { readonly kind: "partly"; readonly value: T; readonly gap: Gap }
  | { readonly kind: "notKnown"; readonly gap: Gap };

/** Why something isn't known, as the end of a sentence. `role`: the application role that is missing. `unclear`: a value isn't understood. */
export type Gap = { readonly why: string; readonly role: string | undefined; readonly unclear?: true };

/** A key of a tenant file that could not be read. `part`: the part of its objects that isn't known, if the list is whole. */
export type NotRead = Gap & { readonly key: string; readonly part: string | undefined };

/** A subscription of the tenant's. */
export type Licence = {
  readonly sku: string | undefined;
  /** Graph's word: `Enabled`, `Warning`, `Suspended`, `Deleted` or `LockedOut`. */
  readonly status: string | undefined;
  /** Service plans, e.g. `AAD_PREMIUM`, with Graph's word for their state, e.g. `Success`; `undefined` if they aren't all known. */
  readonly plans: readonly { readonly name: string | undefined; readonly status: string | undefined }[] | undefined;
};

/** The methods that somebody has registered. */
export type Registration = {
  readonly isMfaRegistered: boolean | undefined;
  readonly methods: readonly string[] | undefined;
};

/**
 * Settings of Conditional Access as a whole: user actions that policies on all resources don't apply to.
 * @see Microsoft Graph, "conditionalAccessSettings" (beta)
 */
export type ConditionalAccessSettings = {
  /** Whether it is certain that policies on all resources leave out no user action. */
  readonly exceptsNoUserAction: boolean;
};

/** An access review of the tenant, with what it covers and when it runs. */
export type AccessReview = {
  readonly id: string;
  readonly displayName: string | undefined;
  readonly reviewed: readonly Reviewed[];
  readonly run: ReviewRun;
};

/** What an access review covers. */
export type Reviewed =
  /** The members of a group: all of them, the direct ones, or a part of them. */
  | { readonly kind: "members"; readonly group: GroupId; readonly people: "all" | "direct" | "some" }
  | { readonly kind: "not understood" };

/** When an access review takes place. */
export type ReviewRun = {
  /** Whether it certainly was when the tenant was read. */
  readonly isGoingOn: boolean;
  readonly isRecurring: boolean;
  /** The first day, if it is known. */
  readonly from: IsoDate | undefined;
  /** The last day; `undefined` if the review doesn't end, or for a single review without a day. */
  readonly until: IsoDate | "not known" | undefined;
};

/** A record of the tenant's audit log: `Update conditional access policy`. */
export type DirectoryChange = {
  /** ISO 8601. */
  readonly at: string;
  readonly operation: string;
  /** `undefined` if the log doesn't say. */
  readonly by: string | undefined;
  /** Ids of the objects, in lower case. */
  readonly targets: ReadonlySet<string>;
};

/** Facts about a user that no verdict depends on. `undefined` is *not known*. */
export type Account = {
  readonly isEnabled: boolean | undefined;
  /** Whether the account is synchronized from an on-premises directory. */
  readonly isSynchronised: boolean | undefined;
};

/** Settings that decide who can change the members of a group. */
export type GroupSettings = {
  readonly isAssignableToRole: boolean | undefined;
  /** Whether it is in a restricted administrative unit. */
  readonly isManagementRestricted: boolean | undefined;
  readonly owners: readonly unknown[] | undefined;
};
