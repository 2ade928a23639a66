import type { Conditions } from "./dimensions";
import type { ApplicationId, GroupId, HomeTenantId, PolicyId, RoleId, UserId } from "./ids";
import type { GuestType } from "./sign-in";
import type { NotUnderstood, WrittenJson } from "./truth";

/** The parts of a Conditional Access policy that can decide about a user's sign-in to Azure management. */
export interface Policy {
  readonly id: PolicyId;
  readonly displayName: string;
  readonly enforcement: Enforcement;
  readonly grant: Grant;
  readonly users: { readonly [side in AssignmentSide]: UserAssignment };
  readonly applications: Applications;
  /** One for each dimension of a sign-in; all of them must be met. */
  readonly conditions: Conditions;
  /** The policy is about workload identities; it never applies to a user. */
  readonly workloadIdentitiesOnly: boolean;
  /** Conditions that this model has never heard of. */
  readonly notUnderstood: readonly NotUnderstood[];
  readonly written: WrittenJson;
  /** When it was created or last changed, in milliseconds since 1970, if the file says so. */
  readonly changed?: number;
}

/** Graph's `state`. Only an enforced policy stops a sign-in; a report-only one is evaluated and logged. */
export type Enforcement =
  | { readonly kind: "enforced" }
  | { readonly kind: "reportOnly" }
  | { readonly kind: "off" }
  | ({ readonly kind: "notUnderstood" } & NotUnderstood);

/** Graph's `grantControls`. `sessionOnly`: there are none, so that the policy stops nothing. */
export type Grant =
  | { readonly kind: "sessionOnly" }
  | { readonly kind: "controls"; readonly operator: Operator; readonly controls: readonly Control[] };

/** Whether a sign-in needs all of the controls (`AND`) or any of them (`OR`). */
export type Operator = { readonly kind: "all" | "any" } | ({ readonly kind: "notUnderstood" } & NotUnderstood);

/** One thing that a grant asks for: a built-in control, a strength, terms of use or a custom control. */
export type Control =
  | { readonly kind: "mfa" }
  | { readonly kind: "block" }
  | { readonly kind: "strength"; readonly strength: Strength }
  /** A control that is known and is not MFA: a device, an app, terms of use, a password change. */
  | { readonly kind: "notMfa"; readonly name: string }
  | ({ readonly kind: "notUnderstood" } & NotUnderstood);

/** An authentication strength. `builtIn`: one of Microsoft's three, which only MFA meets. `combinations`: methods that meet it together. */
export type Strength =
  | { readonly kind: "builtIn" }
  | {
      readonly kind: "listed";
      readonly requirement: "mfa" | "none" | "notKnown";
      readonly combinations: readonly (readonly string[])[];
    }
  | ({ readonly kind: "notUnderstood" } & NotUnderstood)
  /** An id that the tenant file doesn't explain. */
  | { readonly kind: "notKnown"; readonly id: string };

/** The people that one side of a policy names: everybody in any of its fields. The exclude side wins over the include side. */
export interface UserAssignment {
  readonly everyone: boolean;
  /** The token for agents' user accounts, which is about nobody human. */
  readonly everyAgent: boolean;
  /** The legacy token `GuestsOrExternalUsers`: all six types, of every tenant. */
  readonly everyGuest: boolean;
  readonly users: ReadonlySet<UserId>;
  readonly groups: ReadonlySet<GroupId>;
  readonly roles: ReadonlySet<RoleId>;
  readonly guests: Guests | undefined;
  readonly notUnderstood: readonly NotUnderstood[];
}
/** The side of a policy that names people: those it applies to, or those left out of them. */
export type AssignmentSide = "include" | "exclude";

/** An assignment that names nobody. */
export const NO_USERS: UserAssignment = {
  everyone: false,
  everyAgent: false,
  everyGuest: false,
  users: new Set(),
  groups: new Set(),
  roles: new Set(),
  guests: undefined,
  notUnderstood: [],
};
/** An assignment that names everybody. */
export const ALL_USERS: UserAssignment = { ...NO_USERS, everyone: true };

/** Guests and external users by type, and by the tenants that they come from. */
export interface Guests {
  readonly types: ReadonlySet<GuestType>;
  readonly homes:
    | { readonly kind: "all" }
    | { readonly kind: "enumerated"; readonly tenants: ReadonlySet<HomeTenantId> }
    | { readonly kind: "notKnown" }
    | ({ readonly kind: "notUnderstood" } & NotUnderstood);
  readonly notUnderstood: readonly NotUnderstood[];
}

/** The resources that a policy is about. Only whether Azure management is one of them matters here. */
export interface Applications {
  readonly include: ApplicationList;
  readonly exclude: ApplicationList;
  /** A filter by custom security attributes, which nobody can resolve from the policy. */
  readonly filter: "none" | "include" | "exclude" | NotUnderstood;
  /** User actions and authentication contexts are other targets than a resource. */
  readonly otherTarget: boolean;
  /** The user actions among them, as Graph writes them: `urn:user:registersecurityinfo`. */
  readonly userActions?: ReadonlySet<string>;
}

/** The resources that one side of a policy names, in any of its fields. */
export interface ApplicationList {
  readonly all: boolean;
  readonly ids: ReadonlySet<ApplicationId>;
  readonly adminPortals: boolean;
  readonly notUnderstood: readonly NotUnderstood[];
}

/** A list that names no resource. */
export const NO_APPLICATIONS: ApplicationList = { all: false, ids: new Set(), adminPortals: false, notUnderstood: [] };
const ALL_APPLICATIONS: ApplicationList = { ...NO_APPLICATIONS, all: true };

/** The parts of a policy as they should be: it is on, about every resource, and asks for MFA alone. */
export const COMPLIANT = {
  enforcement: { kind: "enforced" },
  applications: { include: ALL_APPLICATIONS, exclude: NO_APPLICATIONS, filter: "none", otherTarget: false },
  grant: { kind: "controls", operator: { kind: "all" }, controls: [{ kind: "mfa" }] },
  workloadIdentitiesOnly: false,
} as const satisfies Partial<Policy>;
