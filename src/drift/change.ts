import type { JsonObject } from "../law/json/json-object";
import type { RegisterEntry } from "../law/model/register";
import type { Difference } from "./differences";
import type { Repair } from "./policy-fields";

/**
 * One thing in the tenant that isn't as it should be: a policy isn't as the code says, an excluded account or group isn't as the
 * register says, or an object isn't as the snapshot says.
 */
export type Change = PolicyChange | ExclusionChange | ObjectChange;

/** Makes one thing in a tenant file what it should be. Changes that share one function are undone together. */
export type Undo = (file: JsonObject) => JsonObject;

/** What two changes are about if they are about one of the stack's policies. */
export type PolicyIdentity = {
  /** The resource's name in the program. */
  readonly name: string;
  /** Graph's id; `undefined` if the stack's state doesn't have the policy. */
  readonly id: string | undefined;
  readonly displayName: string;
};

/** A policy of the stack isn't as the code says. */
export type PolicyChange = { readonly policy: PolicyIdentity } & (
  | FieldChange
  | { readonly kind: "deleted"; readonly repair: "repaired" | "refused" | "notShown"; readonly undo: Undo }
  /** The policy's strength is the coded one, but no longer requires MFA. `strength` is its id, `says` a sentence. */
  | { readonly kind: "weakStrength"; readonly strength: string; readonly says: string; readonly undo: Undo }
  /** The stack deployed the policy, and the code no longer declares it. */
  | { readonly kind: "undeclared" }
);

/** One field of a policy differs from the code. */
export type FieldChange = Difference & {
  readonly kind: "field";
  readonly repair: Repair;
  /**
   * Who changed it. `code`: the tenant still has what was deployed last, and the code has changed since. `unknown`: a refresh wrote the
   * tenant's value into the state, so either may have changed.
   */
  readonly changed: "tenant" | "code" | "unknown";
  /** v1.0 of Graph doesn't show the field. */
  readonly onlyInBeta: boolean;
  readonly undo: Undo;
};

/** An excluded account or group isn't as the register says. The state of the account itself changes nobody's sign-in. */
export type ExclusionChange = { readonly entry: RegisterEntry } & (
  | { readonly kind: "gone" | "disabled" }
  | { readonly kind: "memberAdded" | "memberMissing"; readonly member: Member; readonly undo: Undo }
);

/** Someone joined an excluded group, or left it. */
export type MemberChange = Extract<ExclusionChange, { readonly member: unknown }>;

export type Member = { readonly id: string; readonly displayName: string | undefined };

/** An object of the tenant isn't as it was when the snapshot was taken. */
export type ObjectChange = {
  readonly kind: "added" | "removed" | "changed";
  /** The tenant file's own key. A role's holders are under `roleAssignments`. A setting is one object without an id. */
  readonly list:
    | "policies"
    | "namedLocations"
    | "authenticationStrengthPolicies"
    | "groups"
    | "roleAssignments"
    | "securityDefaults"
    | "conditionalAccessSettings";
  /** In lower case; for a role, the id of its template. */
  readonly id: string;
  readonly displayName: string | undefined;
  /** With today's value as `tenant` and the snapshot's as `code`. */
  readonly fields: readonly Difference[];
  readonly undo: Undo;
};

/** How to undo a change; `undefined` if the change affects nobody's sign-in. */
export const undoOf = (change: Change): Undo | undefined => ("undo" in change ? change.undo : undefined);
