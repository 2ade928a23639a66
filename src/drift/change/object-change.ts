import type { Difference } from "../policy/differences";

/** An object of the tenant beside the stack's own policies that isn't as it was when the snapshot was taken. */
export type ObjectChange = {
  /** The tenant file's own key; a role's holders stand under `roleAssignments`. */
  readonly list: ComparedList;
  /** In small letters; of a role, its template's. */
  readonly id: string;
  readonly displayName: string | undefined;
  readonly kind: "added" | "removed" | "changed";
  /** Where it is changed: what, with the value now as `tenant` and the one then as `code`. */
  readonly fields: readonly Difference[];
};

export type ComparedList =
  | "policies"
  | "namedLocations"
  | "authenticationStrengthPolicies"
  | "groups"
  | "roleAssignments"
  /** Settings of the tenant as a whole, each one object without an id. */
  | "securityDefaults"
  | "conditionalAccessSettings";
