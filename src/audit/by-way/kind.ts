import { meetsCondition, NOT_CONFIGURED } from "../../law/conditions";
import type { KnownLocations } from "../../law/conditions/condition";
import type { DeviceRule } from "../../law/device-filter/rule";
import type { Circumstances, Conditions, Dimension, ListedDimension } from "../../law/model/dimensions";
import type { LocationId, PolicyId } from "../../law/model/ids";

/** Sign-ins of one kind: those with some values of one dimension, whatever the others are. */
export interface SignInKind {
  readonly what: What;
  /** A policy with these conditions is met by exactly the sign-ins of other kinds. */
  readonly others: Conditions;
}

/** What the sign-ins of a kind have in common. */
export type What =
  | { readonly dimension: ListedDimension; readonly values: readonly Circumstances[ListedDimension][] }
  | ({ readonly dimension: "network" } & Place)
  | ({ readonly dimension: "device" } & DeviceKind);

/** Where somebody signs in from. *elsewhere*: from no place that a policy uses. */
export type Place =
  | { readonly place: "named"; readonly locations: readonly LocationId[] }
  | { readonly place: "trusted" }
  | { readonly place: "elsewhere" };

/** On what device. *filtered*: one that a policy's filter names by this rule; *other*: one that no kind is about. */
export type DeviceKind =
  | { readonly device: "unregistered" | "compliant" | "hybrid joined" | "joined" | "registered by its owner" | "other" }
  | { readonly device: "filtered"; readonly rules: readonly DeviceRule[]; readonly by: readonly PolicyId[] };

/** Met by all sign-ins but those with other values of one dimension. */
export const onlyOn = <D extends Dimension>(dimension: D, condition: Conditions[D]): Conditions => ({
  ...NOT_CONFIGURED,
  [dimension]: condition,
});

/** Whether a sign-in is of the kind, or may be as far as can be known. */
export const isOfKind = ({ what, others }: SignInKind, signIn: Circumstances, tenant: KnownLocations): boolean =>
  meetsCondition(what.dimension, others, signIn[what.dimension], tenant) !== "yes";
