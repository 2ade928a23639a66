import type { DeviceRule } from "../device-filter/rule";
import type { ApplicationId, GroupId, HomeTenantId, LocationId, PolicyId, RoleId, UserId } from "./ids";
import type { AuthenticationFlow, ClientApp, GuestType, InsiderRisk, Platform, Risk } from "./sign-in";
import type { NotUnderstood } from "./truth";

/** A Conditional Access policy as far as it can decide about a user's sign-in to Azure management. */
export interface Policy {
  readonly id: PolicyId;
  readonly displayName: string;
  readonly enforcement: Enforcement;
  readonly grant: Grant;
  readonly users: { readonly include: UserAssignment; readonly exclude: UserAssignment };
  readonly applications: Applications;
  readonly clientApps: ListCondition<ClientApp>;
  readonly platforms: PlatformCondition;
  readonly locations: LocationCondition;
  readonly device: DeviceFilter;
  readonly signInRisk: ListCondition<Risk>;
  readonly userRisk: ListCondition<Risk>;
  readonly insiderRisk: ListCondition<InsiderRisk>;
  readonly flows: ListCondition<AuthenticationFlow>;
  /** The policy is about workload identities; it never applies to a user. */
  readonly workloadIdentitiesOnly: boolean;
  /** Conditions that this model has never heard of. */
  readonly notUnderstood: readonly NotUnderstood[];
}

export type Enforcement =
  | { readonly kind: "enforced" }
  | { readonly kind: "reportOnly" }
  | { readonly kind: "off" }
  | ({ readonly kind: "notUnderstood" } & NotUnderstood);

export type Grant =
  | { readonly kind: "sessionOnly" }
  | { readonly kind: "controls"; readonly operator: Operator; readonly controls: readonly Control[] };

export type Operator =
  | { readonly kind: "all" }
  | { readonly kind: "any" }
  | ({ readonly kind: "notUnderstood" } & NotUnderstood);

export type Control =
  | { readonly kind: "mfa" }
  | { readonly kind: "block" }
  | { readonly kind: "strength"; readonly strength: Strength }
  /** A control that is known and is not MFA: a device, an app, terms of use, a password change. */
  | { readonly kind: "notMfa"; readonly name: string }
  | ({ readonly kind: "notUnderstood" } & NotUnderstood);

export type Strength =
  | { readonly kind: "builtIn" }
  | {
      readonly kind: "listed";
      readonly requirement: "mfa" | "none" | "unstated" | "notUnderstood";
      readonly combinations: readonly (readonly string[])[];
      readonly field: string;
    }
  /** An id that the tenant file doesn't explain. */
  | { readonly kind: "notKnown" };

/** One side (include or exclude) of a policy's users. */
export interface UserAssignment {
  readonly everyone: boolean;
  /** The legacy token `GuestsOrExternalUsers`: all six types, of every tenant. */
  readonly everyGuest: boolean;
  readonly users: ReadonlySet<UserId>;
  readonly groups: ReadonlySet<GroupId>;
  readonly roles: ReadonlySet<RoleId>;
  readonly guests: Guests | undefined;
  readonly notUnderstood: readonly NotUnderstood[];
}

export interface Guests {
  readonly types: ReadonlySet<GuestType>;
  readonly homes:
    | { readonly kind: "all" }
    | { readonly kind: "enumerated"; readonly tenants: ReadonlySet<HomeTenantId> }
    | { readonly kind: "unstated" }
    | ({ readonly kind: "notUnderstood" } & NotUnderstood);
  readonly notUnderstood: readonly NotUnderstood[];
}

export interface Applications {
  readonly include: ApplicationList;
  readonly exclude: ApplicationList;
  /** A filter by custom security attributes, which nobody can resolve from the policy. */
  readonly filter: "none" | "include" | "exclude" | NotUnderstood;
  /** User actions and authentication contexts are other targets than a resource. */
  readonly otherTarget: boolean;
}

export interface ApplicationList {
  readonly all: boolean;
  readonly ids: ReadonlySet<ApplicationId>;
  readonly adminPortals: boolean;
  readonly notUnderstood: readonly NotUnderstood[];
}

/** A list of values that a condition is met by; `any` is a condition that isn't configured. */
export type ListCondition<T> =
  | { readonly kind: "any" }
  | { readonly kind: "only"; readonly values: ReadonlySet<T>; readonly notUnderstood: readonly NotUnderstood[] };

export interface PlatformList {
  readonly all: boolean;
  readonly named: ReadonlySet<Platform>;
  readonly notUnderstood: readonly NotUnderstood[];
}

export type PlatformCondition =
  | { readonly kind: "any" }
  | { readonly kind: "listed"; readonly include: PlatformList; readonly exclude: PlatformList };

export interface LocationList {
  readonly all: boolean;
  readonly allTrusted: boolean;
  readonly ids: ReadonlySet<LocationId>;
}

export type LocationCondition =
  | { readonly kind: "any" }
  | { readonly kind: "listed"; readonly include: LocationList; readonly exclude: LocationList };

export type DeviceFilter =
  | { readonly kind: "any" }
  | { readonly kind: "filter"; readonly mode: "include" | "exclude"; readonly rule: DeviceRule }
  | ({ readonly kind: "notUnderstood" } & NotUnderstood);
