import type { GraphObject } from "../json";

export const CLIENTS = [
  "browser",
  "mobileAppsAndDesktopClients",
  "exchangeActiveSync",
  "easSupported",
  "other",
] as const;
export const PLATFORMS = ["windows", "macOS", "linux", "iOS", "android", "windowsPhone", "unknown"] as const;

/** A device as the directory has it. Names are those of device filters; what isn't there is null. */
export type DeviceFacts = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** Everything about a sign-in that a policy may ask for. */
export interface SignInFacts {
  /** The person's object in the directory; `undefined` for an outsider without one. */
  readonly user: GraphObject | undefined;
  /** What sort of outsider, where there is no object, or what the caller says that the person is. */
  readonly guestType: string | undefined;
  /** The tenant that a guest comes from. */
  readonly homeTenant: string | undefined;
  /** The application id of the resource that is asked for. */
  readonly resource: string;
  /** A user action or an authentication context in place of a resource. */
  readonly otherTarget?: { readonly kind: "userAction" | "authenticationContext"; readonly value: string };
  readonly clientApp: (typeof CLIENTS)[number] | "all";
  readonly platform: (typeof PLATFORMS)[number] | "all";
  readonly ipAddress: string | undefined;
  /** Two letters; `undefined` where the address maps to no country. */
  readonly country: string | undefined;
  /** `undefined` for a device that the directory doesn't know. */
  readonly device: DeviceFacts | undefined;
  readonly signInRisk: string;
  readonly userRisk: string;
  readonly insiderRisk: string;
  readonly flow: string;
}
