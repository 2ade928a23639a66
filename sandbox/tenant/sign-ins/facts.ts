import { type GraphObject, type Json, type JsonObject, objectIn, stringsIn } from "../json";
import { byId } from "../store/directory";
import type { TenantData } from "../store/store";

const CLIENTS = ["browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other"] as const;
const PLATFORMS = ["windows", "macOS", "linux", "iOS", "android", "windowsPhone", "unknown"] as const;

/** A device in the directory, with the property names of device filters. A missing property is null. */
export type DeviceFacts = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** The facts of a sign-in that a policy may depend on. */
export interface SignInFacts {
  /** The person's object in the directory, or `undefined` for an outsider without one. */
  readonly user: GraphObject | undefined;
  /** The guest type of an outsider without an object, or the one that the caller states. */
  readonly guestType: string | undefined;
  /** The home tenant of a guest. */
  readonly homeTenant: string | undefined;
  /** The application id of the requested resource. */
  readonly resource: string;
  readonly clientApp: (typeof CLIENTS)[number] | "all";
  readonly platform: (typeof PLATFORMS)[number] | "all";
  readonly ipAddress: string | undefined;
  /** The country as two letters, or `undefined` if the address has none. */
  readonly country: string | undefined;
  /** The device, or `undefined` if the directory doesn't know it. */
  readonly device: DeviceFacts | undefined;
  readonly signInRisk: string;
  readonly userRisk: string;
  readonly insiderRisk: string;
  readonly flow: string;
}

/**
 * The sign-in that a What If request asks about. For missing values it uses the defaults on Graph's page: any platform and any
 * client, no risk, no flow.
 * @returns `undefined` for anything but a user who asks for an application
 */
export function factsAsked(body: JsonObject, data: TenantData): SignInFacts | undefined {
  const context = objectIn(body["signInContext"]);
  const who = whoIs(objectIn(body["signInIdentity"]), data);
  if (context["@odata.type"] !== "#microsoft.graph.applicationContext" || who === undefined) return undefined;
  const conditions = objectIn(body["signInConditions"]);
  return {
    ...who,
    resource: stringsIn(context["includeApplications"])[0] ?? "",
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

/** The device of a request, or `undefined` if the request has no information about it. */
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

/** An attempt to sign in: its facts, the application, and what the person can do when asked for MFA. */
export interface Attempt {
  readonly id: string;
  readonly at: Date;
  readonly facts: SignInFacts;
  /** The id of the application that the person uses. */
  readonly application: string;
  readonly doesMfa: boolean;
}
