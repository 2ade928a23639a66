import type { JsonObject } from "../../../src/law/json/json-object";
import type { ProtectedKind } from "../../settings/settings";
import { type Resource, UNRESOLVED } from "../objects/resource";
import type { Reference } from "../objects/resource-graph";
import type { Operation } from "./row";

/** Something that a resource does to an object of the tenant that the guarantee may rest on. */
export interface Change {
  readonly resource: Resource;
  readonly kind: ProtectedKind;
  /** The object's id in lower case; `undefined` if it is unresolved before deployment. */
  readonly id: string | undefined;
  /** The user principal name that names an account in place of its id, in lower case. */
  readonly userPrincipalName?: string | undefined;
  /** The object is unresolved, and may even be of another kind. */
  readonly isAnyKind?: boolean;
  /** The property that names the object; the id property if the resource itself is the object. */
  readonly property: string;
  readonly does: Operation;
  /** The middle of a sentence: `puts somebody into`. */
  readonly verb: string;
  /** What it does to the tenant; `undefined` if no snapshot can show it. */
  readonly effect: Effect | undefined;
  /** The user's attribute by which a membership rule takes the user in or out. */
  readonly attribute?: string;
  /** It may do less than its effect says. */
  readonly isUndecided?: boolean | undefined;
}

/** What a change does to the tenant. */
export type Effect =
  | Membership
  | Members
  /** The object in Graph's form. What it doesn't say is unknown. */
  | { readonly kind: "policy" | "location" | "strength"; readonly id: string; readonly json: JsonObject }
  | { readonly kind: "gone"; readonly id: string }
  /** Accounts may be of another kind from now on, such as guests. */
  | { readonly kind: "retyped" };

/** Somebody comes into a group or a role. */
export interface Membership {
  readonly kind: "membership";
  readonly of: "groups" | "roles";
  readonly object: string;
  /** `undefined` if it is unknown who comes in. */
  readonly who: string | undefined;
  readonly isPerson?: true;
  /** Whether the role counts everywhere. Whether a role with a scope counts is unknown. */
  readonly tenantWide: boolean;
}

/** Who is in the group, or holds the role, from now on; `undefined` if that is unknown. */
export interface Members {
  readonly kind: "members";
  readonly of: "groups" | "roles";
  readonly object: string;
  readonly members: readonly (string | undefined)[] | undefined;
  /** The membership rule. One that the group has already changes nothing. */
  readonly rule?: string | undefined;
}

/** Whether somebody comes into a group or a role, and nobody is taken out. */
export const isAddition = (effect: Effect | undefined): effect is Membership => effect?.kind === "membership";

/**
 * What an operation does to an object. If the outcome can't be foreseen, it is the worst one.
 * @param who the person or group that is added; `undefined` if that is unknown
 * @param scope where a role counts: `/` is everywhere
 */
export function effectOf(
  kind: ProtectedKind,
  id: string,
  does: Operation,
  who?: string,
  scope?: unknown,
): Effect | undefined {
  switch (kind) {
    case "groups":
    case "roles":
      if (does === "adds" || does === "empowers")
        return { kind: "membership", of: kind, object: id, who, tenantWide: kind === "groups" || scope === "/" };
      return {
        kind: "members",
        of: kind,
        object: id,
        members: does === "removes" || does === "reviews" ? [] : undefined,
      };
    case "policies":
      return { kind: "gone", id };
    case "locations":
      return { kind: "location", id, json: { id, ipRanges: UNRESOLVED } };
    case "strengths":
      return { kind: "strength", id, json: { id, allowedCombinations: ["password"] } };
    case "users":
      return does === "sets" ? { kind: "retyped" } : undefined; // a snapshot doesn't show who uses an account
    case "packages":
      return undefined; // nor who is given a package
  }
}

/** A change without the object that it is about. */
export type ChangeBase = Omit<Change, "kind" | "id" | "effect" | "isAnyKind">;

/** A change to each of the objects; and to any object of these kinds, unless the reference is resolved. */
export const changesTo = (
  writing: ChangeBase,
  kinds: readonly ProtectedKind[],
  { ids, isResolved }: Reference,
  effectOn = (kind: ProtectedKind, id: string): Effect | undefined => effectOf(kind, id, "decides"),
): readonly Change[] =>
  kinds.flatMap((kind) => [
    ...ids.map((id) => ({ ...writing, kind, id, effect: effectOn(kind, id) })),
    ...(isResolved ? [] : [{ ...writing, kind, id: undefined, effect: undefined, isAnyKind: kinds.length > 1 }]),
  ]);

/** A reference to any object. */
export const ANY: Reference = { ids: [], isResolved: false };

/** A reference to these objects and no others. */
export const only = (...ids: readonly string[]): Reference => ({ ids, isResolved: true });
