import type { Address } from "../addresses/address";
import type { Device } from "../device-filter/device";
import type { DeviceRule } from "../device-filter/rule";
import type { LocationId } from "./ids";
import type { NotUnderstood } from "./truth";

/** The clients of a sign-in: `easSupported` is Exchange ActiveSync on a platform that Entra supports, `exchangeActiveSync` the rest of it. */
export const CLIENT_APPS = [
  "browser",
  "mobileAppsAndDesktopClients",
  "exchangeActiveSync",
  "easSupported",
  "other",
] as const;
/** One client of a sign-in. @see Microsoft Graph, "conditionalAccessConditionSet", `clientAppTypes` */
export type ClientApp = (typeof CLIENT_APPS)[number];

/** `unknown` is a platform that Entra doesn't recognize by the user agent. A client chooses the user agent that it sends. */
export const PLATFORMS = ["windows", "macOS", "linux", "iOS", "android", "windowsPhone", "unknown"] as const;
/** One platform of a device. @see Microsoft Graph, "conditionalAccessPlatforms" */
export type Platform = (typeof PLATFORMS)[number];

/** `hidden`: the user or the sign-in isn't enabled for ID Protection. @see Microsoft Graph, "signIn", `riskLevelDuringSignIn` */
export const RISKS = ["none", "low", "medium", "high", "hidden"] as const;

/** Levels of Microsoft Purview's adaptive protection; null is a person without one. @see Microsoft Graph beta, "conditionalAccessConditionSet" */
export const INSIDER_RISKS = [null, "minor", "moderate", "elevated"] as const;

/** Flows that a condition can name; null is any other. */
export const AUTHENTICATION_FLOWS = [null, "deviceCodeFlow", "authenticationTransfer"] as const;
/** One authentication flow; null if the sign-in uses none that a condition can name. */
export type AuthenticationFlow = (typeof AUTHENTICATION_FLOWS)[number];

/** A country as a named location sees it. `unnamed` is one that no location lists; `unmapped` is none at all. */
export type Country =
  | { readonly kind: "code"; readonly code: string }
  | { readonly kind: "unnamed" }
  | { readonly kind: "unmapped" };

/** Where a sign-in comes from. Country by address and country by GPS are independent of each other. */
export interface Network {
  readonly address: Address;
  readonly countryByAddress: Country;
  readonly countryByGps: Country;
  /** The address is trusted by a list that Graph doesn't show (MFA trusted IPs, or a location not known to be trusted). */
  readonly trustedElsewhere: boolean;
  /** Locations whose places can't be read and that this sign-in is in. */
  readonly within: ReadonlySet<LocationId>;
}

/** A condition that is met by these values. */
export type ListCondition<T> = { readonly kind: "only"; readonly values: ReadonlySet<T> };

/** Named locations by id; `allTrusted` is every trusted one, with MFA trusted IPs. */
export interface LocationList {
  readonly all: boolean;
  readonly allTrusted: boolean;
  readonly ids: ReadonlySet<LocationId>;
}

/** Met by a network that is in an included location and in no excluded one. */
export type LocationCondition = {
  readonly kind: "listed";
  readonly include: LocationList;
  readonly exclude: LocationList;
};

/** The networks that meet a condition, or that don't. */
export interface Place {
  readonly condition: LocationCondition;
  readonly isMet: boolean;
}

/** A rule about attributes of the device: the policy applies to devices that pass it, or to all others. */
export type DeviceFilter = {
  readonly kind: "filter";
  readonly mode: "include" | "exclude";
  readonly rule: DeviceRule;
};

/** A dimension with a handful of values, all of them listed. `Reason` is what a verdict calls a condition that isn't met. */
interface Listed<Reason extends string, Values extends readonly unknown[]> {
  readonly reason: Reason;
  readonly values: Values;
  readonly value: Values[number];
  readonly condition: ListCondition<Values[number]>;
}

/** A dimension with more values than can be listed; a search finds those that matter. */
interface Searched<Reason extends string, Value, Condition> {
  readonly reason: Reason;
  readonly value: Value;
  readonly condition: Condition;
}

/**
 * The dimensions of a sign-in other than who signs in: for each the values that it can have, and what a policy's condition on it
 * looks like. A new row needs a row of `CONDITIONS` (src/law/conditions), or nothing compiles.
 */
export interface Dimensions {
  readonly clientApp: Listed<"clientAppTypes", typeof CLIENT_APPS>;
  readonly platform: Listed<"platforms", typeof PLATFORMS>;
  readonly network: Searched<"locations", Network, LocationCondition>;
  readonly device: Searched<"devices", Device, DeviceFilter>;
  readonly signInRisk: Listed<"signInRisk", typeof RISKS>;
  readonly userRisk: Listed<"userRisk", typeof RISKS>;
  readonly insiderRisk: Listed<"insiderRisk", typeof INSIDER_RISKS>;
  readonly authenticationFlow: Listed<"authenticationFlows", typeof AUTHENTICATION_FLOWS>;
}

/** A dimension of a sign-in other than who signs in. */
export type Dimension = keyof Dimensions;
/** A dimension with all of its values listed, so that a search can go through them. */
export type ListedDimension = {
  [D in Dimension]: Dimensions[D] extends { readonly values: readonly unknown[] } ? D : never;
}[Dimension];

/** How somebody signs in: a value of each dimension. */
export type Circumstances = { readonly [D in Dimension]: Dimensions[D]["value"] };

/** What is known of one dimension of a sign-in: its whole value, or a part of it; the rest may be anything. */
export type Known<Value> =
  | { readonly kind: "whole"; readonly value: Value }
  | { readonly kind: "part"; readonly part: Partial<Value> };

/** What is known of how somebody signs in; a dimension without an entry may have any value. */
export type PartialSignIn = { readonly [D in Dimension]?: Known<Circumstances[D]> };

/** What a policy says of one dimension: nothing, a condition, or content that isn't understood: then the condition may be met by any value. */
export type Said<D extends Dimension> =
  | { readonly kind: "any" }
  | Dimensions[D]["condition"]
  | { readonly kind: "notUnderstood"; readonly notes: readonly NotUnderstood[] };

/** What a policy says of each dimension. */
export type Conditions = { readonly [D in Dimension]: Said<D> };
