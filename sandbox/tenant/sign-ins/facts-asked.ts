import { type Json, type JsonObject, objectIn, stringsIn } from "../json";
import { byId } from "../store/lists";
import type { TenantData } from "../store/tenant-data";
import { CLIENTS, type DeviceFacts, PLATFORMS, type SignInFacts } from "./facts";

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
