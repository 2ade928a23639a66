import type { ProtectedKind } from "../../settings/settings";
import type { Change } from "../../stack/effects/change";

/** What a finding is about: findings with equal keys, from two phases or two rules, are reported once. */
export type DedupeKey =
  /** Sign-ins that the policies let through for these reasons. */
  | { readonly about: "bypass"; readonly because: readonly (readonly [policy: string, reason: string])[] }
  /** Policies that can't be decided together, by URN. */
  | { readonly about: "unknown"; readonly policies: readonly string[] }
  /** What a resource does to an object of the tenant, or to whatever it may be that is unresolved before deployment. */
  | {
      readonly about: "change";
      readonly urn: string;
      readonly object: readonly [kind: ProtectedKind, id: string] | "unresolved";
    }
  /** An attribute of a user that a resource sets. */
  | { readonly about: "attribute"; readonly urn: string; readonly name: string }
  /** A user or group that is excluded, by id. */
  | { readonly about: "exclusion"; readonly id: string; readonly problem: "isn't approved" | "is reviewed too late" }
  /** A policy that must be there, by logical name; without one, any. */
  | { readonly about: "missing carrier"; readonly name: string | undefined }
  | {
      readonly about: "resource";
      readonly urn: string;
      readonly problem:
        | "ignores changes"
        | "is in another tenant"
        | "isn't protected"
        | "only reports"
        | "weakens the tenant";
    }
  /** Break-glass accounts that policies stop, by id. */
  | { readonly about: "break-glass"; readonly accounts: readonly string[] }
  | { readonly about: "stack"; readonly problem: "broken register" | "not configured" | "too many exclusions" };

/** The same object, changed by the same resource, is reported once, whichever rule sees it. */
export const dedupeKeyOf = ({ resource: { urn }, kind, id }: Change): DedupeKey => ({
  about: "change",
  urn,
  object: id === undefined ? "unresolved" : [kind, id],
});

/** Equal for equal keys and for no others. Nothing reads it: it is for maps and sets. */
export const mapKeyOf = (key: DedupeKey): string => JSON.stringify(Object.entries(key).toSorted());
