import { asObject, graphId, type JsonObject } from "../law/json/json-object";
import type { RegisterEntry } from "../law/model/register";
import { present } from "../text/present";
import type { Difference, Repair } from "./policy-fields";

/** One object that isn't as the code, the register or the snapshot says. */
export type Change = {
  /** What says how it should be. */
  readonly source: "code" | "register" | "snapshot";
  readonly kind: ChangeKind;
  /** The key of a tenant file that has such objects, or the type of another resource of the stack. */
  readonly list: string;
  /** In lower case; of a role, the id of its template; of another resource, its URN; empty for a setting. */
  readonly id: string;
  readonly name: string | undefined;
  /** The fields that differ, if it was changed. */
  readonly fields: readonly FieldChange[];
  /** How to repair it, for people. */
  readonly help?: string | undefined;
  /** Makes a policy of the stack what the code says. */
  readonly request?: GraphRequest | undefined;
  /** The register's entry. */
  readonly at?: RegisterEntry["at"];
  /** Makes the object in a tenant file what it should be; `undefined` if it affects no sign-in, or can't be undone. */
  readonly undo?: Undo | undefined;
};

/**
 * `weak`: a strength that no longer requires MFA. `undeclared`: the stack deployed the policy, and the code no longer declares it.
 * `namesake`: another policy with the stack's display name. `resource`: the engine would change another resource of the stack.
 */
export type ChangeKind = "changed" | "added" | "removed" | "disabled" | "weak" | "undeclared" | "namesake" | "resource";

/** A field that differs. For a policy of the stack, also what `pulumi up` does about it. */
export type FieldChange = Difference & { readonly repair?: Repair };

/** A request to paste into Graph Explorer or `az rest`. */
export type GraphRequest = { readonly method: "PATCH"; readonly path: string; readonly body: JsonObject };

/** Makes a part of a tenant file what it should be. */
export type Undo = (file: JsonObject) => JsonObject;

/** The tenant file's list of authentication strengths. */
export const STRENGTHS = "authenticationStrengthPolicies";

/** The objects in a list; empty if it isn't a list. */
export const objectsIn = (value: unknown): readonly JsonObject[] =>
  Array.isArray(value) ? present(value.map(asObject)) : [];

/** The objects in one list of a tenant file; empty if the file doesn't have the list. */
export const itemsIn = (file: JsonObject, list: string): readonly JsonObject[] => objectsIn(file[list]);

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
