import { asObject, graphId, type JsonObject } from "../law/json/json-object";
import type { Advice } from "../law/model/finding";
import type { RegisterEntry } from "../law/model/register";
import { present } from "../text/present";
import type { Difference, Repair } from "./policy-fields";

/**
 * One thing in the tenant that isn't as it should be: a policy isn't as the code says, an excluded account or group isn't as the
 * register says, or an object isn't as the snapshot says.
 */
export type Change = PolicyChange | ExclusionChange | ObjectChange;

/** A change that affects sign-ins, so that it is judged and can be undone. */
export type UndoableChange = Extract<Change, { readonly undo: Undo }>;

/** Makes one thing in a tenant file what it should be. Changes that share one function are undone together. */
export type Undo = (file: JsonObject) => JsonObject;

/** A policy of the stack. All changes of one policy share the object. */
export type PolicyIdentity = {
  /** The resource's name in the program. */
  readonly name: string;
  /** Graph's id in lower case; `undefined` if the stack's state doesn't have the policy. */
  readonly id: string | undefined;
  readonly displayName: string;
};

/** A policy of the stack isn't as the code says. */
export type PolicyChange = { readonly policy: PolicyIdentity; readonly undo: Undo } & (
  | FieldChange
  | { readonly kind: "deleted"; readonly repair: Extract<Repair, "repaired" | "refused" | "notShown"> }
  /** The policy's strength is the coded one, but no longer requires MFA. `strength` is its id, `says` a sentence. */
  | { readonly kind: "weakStrength"; readonly strength: string; readonly says: string }
);

/** One field of a policy differs from the code. */
export type FieldChange = Difference & {
  readonly kind: "field";
  readonly repair: Repair;
  /** Which side changed. `unknown`: a refresh wrote the tenant's value into the state, so it may have been either. */
  readonly changedIn: "tenant" | "code" | "unknown";
  /** v1.0 of Graph doesn't show the field. */
  readonly onlyInBeta: boolean;
};

/** An excluded account or group isn't as the register says. `found` is the JSON report's word for it. */
export type ExclusionChange = Advice & { readonly kind: "exclusion"; readonly entry: RegisterEntry } & (
    | { readonly found: "gone" | "disabled" }
    | { readonly found: "memberAdded" | "memberMissing"; readonly member: Member; readonly undo: Undo }
  );

/** Someone joined an excluded group, or left it. */
export type MemberChange = Extract<ExclusionChange, { readonly member: Member }>;

/** A member of a group. */
export type Member = { readonly id: string; readonly displayName: string | undefined };

/** An object of the tenant isn't as it was when the snapshot was taken. */
export type ObjectChange = {
  readonly kind: "object";
  readonly found: "added" | "removed" | "changed";
  /** The tenant file's own key. A role's holders are under `roleAssignments`. A setting is one object without an id. */
  readonly list: (typeof OBJECTS)[number] | "roleAssignments" | (typeof SETTINGS)[number];
  /** In lower case; for a role, the id of its template. */
  readonly id: string;
  readonly displayName: string | undefined;
  /** With today's value as `tenant` and the snapshot's as `code`. */
  readonly fields: readonly Difference[];
  readonly undo: Undo;
};

/** The lists whose objects are compared with a snapshot. */
export const OBJECTS = ["policies", "namedLocations", "authenticationStrengthPolicies", "groups"] as const;

/** Settings of the tenant as a whole: one object each, and no verdict rests on them. */
export const SETTINGS = ["securityDefaults", "conditionalAccessSettings"] as const;

/** The objects in a list; empty if it isn't a list. */
export const objectsIn = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? present(value.map(asObject)) : [];

/** The objects in one list of a tenant file; empty if the file doesn't have the list. */
export const itemsIn = (file: JsonObject, list: string): readonly JsonObject[] => objectsIn(file[list]);

/** The file with an object at the end of a list, instead of the object with this id. Without an object, it is removed. */
export const withItem = (file: JsonObject, list: string, id: string, item: JsonObject | undefined): JsonObject => ({
  ...file,
  [list]: [...itemsIn(file, list).filter((other) => graphId(other) !== id), ...present([item])],
});

/** The file with a changed object; unchanged if it doesn't have the object. */
export const withChanged = (
  file: JsonObject,
  list: string,
  id: string,
  to: (item: JsonObject) => JsonObject,
): JsonObject =>
  file[list] === undefined
    ? file
    : { ...file, [list]: itemsIn(file, list).map((item) => (graphId(item) === id ? to(item) : item)) };
