import { type GraphObject, type Json, type JsonObject, objectIn, stringsIn } from "../json";
import { byId } from "../store/directory";
import type { TenantData } from "../store/store";

const CLIENTS = ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other"] as const;
const PLATFORMS = ["windows", "macOS", "linux", "iOS", "android", "windowsPhone", "unknown"] as const;

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

/**
 * The sign-in that a What If request asks about. What it leaves out counts as Graph's page says: any platform and any client, no risk,
 * no flow.
 * @returns `undefined` where it is about an identity or a context that isn't known
 */
export function factsAsked(body: JsonObject, data: TenantData): SignInFacts | undefined {
  const target = targetOf(objectIn(body["signInContext"]));
  const who = whoIs(objectIn(body["signInIdentity"]), data);
  if (target === undefined || who === undefined) return undefined;
  const conditions = objectIn(body["signInConditions"]);
  return {
    ...who,
    ...target,
    clientApp: CLIENTS.find((client) => client === conditions["clientAppType"]) ?? "all",
    platform: PLATFORMS.find((platform) => platform === conditions["devicePlatform"]) ?? "all",
    ipAddress: text(conditions["ipAddress"]),
    country: text(conditions["country"]),
    device: deviceOf(objectIn(conditions["deviceInfo"])),
    signInRisk: text(conditions["signInRiskLevel"]) ?? "none",
    userRisk: text(conditions["userRiskLevel"]) ?? "none",
    insiderRisk: text(conditions["insiderRiskLevel"]) ?? "none",
    flow: text(objectIn(conditions["authenticationFlow"])["transferMethod"]) ?? "none",
  };
}

const text = (value: Json | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

function targetOf(context: JsonObject): Pick<SignInFacts, "resource" | "otherTarget"> | undefined {
  switch (context["@odata.type"]) {
    case "#microsoft.graph.applicationContext":
      return { resource: stringsIn(context["includeApplications"])[0] ?? "" };
    case "#microsoft.graph.authContext":
      return other("authenticationContext", String(context["authenticationContextValue"]));
    case "#microsoft.graph.userActionContext":
      return other("userAction", USER_ACTIONS[String(context["userAction"])] ?? "");
    default:
      return undefined;
  }
}

const other = (kind: "userAction" | "authenticationContext", value: string) => ({
  resource: "",
  otherTarget: { kind, value },
});

const USER_ACTIONS: Readonly<Record<string, string>> = {
  registerSecurityInformation: "urn:user:registersecurityinfo",
  registerOrJoinDevices: "urn:user:registerdevice",
};

function whoIs(
  identity: JsonObject,
  data: TenantData,
): Pick<SignInFacts, "user" | "guestType" | "homeTenant"> | undefined {
  if (identity["@odata.type"] !== "#microsoft.graph.userSignIn") return undefined;
  const type = text(identity["externalUserType"]);
  return {
    user: byId(data.users, String(identity["userId"])),
    guestType: type === "none" ? undefined : type,
    homeTenant: text(identity["externalTenantId"]),
  };
}

/** A device of which nothing is said is one that the directory doesn't know. */
function deviceOf(info: JsonObject): DeviceFacts | undefined {
  const said = Object.entries(info).filter(
    ([key, value]) => !key.startsWith("@") && value !== null && value !== undefined,
  );
  if (said.length === 0) return undefined;
  return Object.fromEntries(
    said.map(([key, value]) => [
      key === "ownership" ? "deviceOwnership" : key,
      typeof value === "boolean" ? value : typeof value === "string" ? value : stringsIn(value),
    ]),
  );
}

/** Somebody who tries to sign in: the facts, the application they use, and what they do when asked for MFA. */
export interface Attempt {
  readonly id: string;
  readonly at: Date;
  readonly facts: SignInFacts;
  readonly application: { readonly id: string; readonly name: string };
  readonly resourceName: string;
  readonly doesMfa: boolean;
}
