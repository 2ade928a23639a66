import type { GraphObject, JsonObject } from "../json";
import { TENANT_ID } from "../seed/ids";
import type { TenantData } from "../store/store";
import { guestTypeOf, isIn, type Unmet, unmetBy } from "./conditions";
import { type Asked, ask } from "./controls";
import type { Attempt, SignInFacts } from "./facts";

/** The record of an attempt: Graph's `signIn`, with the properties of the beta version. */
export function recordOf(attempt: Attempt, data: TenantData): GraphObject {
  const { facts, application, at } = attempt;
  const decision = decide(attempt, data);
  return {
    id: attempt.id,
    createdDateTime: at.toISOString(),
    ...whoOf(facts),
    appId: application,
    resourceId: facts.resource,
    clientAppUsed: CLIENTS[facts.clientApp],
    ipAddress: facts.ipAddress ?? "",
    location: { countryOrRegion: facts.country ?? "" },
    networkLocationDetails: networksOf(facts, data),
    deviceDetail: deviceOf(facts),
    signInEventTypes: ["interactiveUser"],
    riskLevelDuringSignIn: facts.signInRisk,
    riskLevelAggregated: facts.userRisk,
    authenticationProtocol: facts.flow === "deviceCodeFlow" ? "deviceCode" : "none",
    originalTransferMethod: facts.flow,
    ...outcomeOf(decision),
  };
}

function outcomeOf(decision: Decision): JsonObject {
  const { errorCode, askedForMfa, didMfa, conditionalAccessStatus, policies } = decision;
  const step = (authenticationMethod: string, authenticationStepResultDetail: string): JsonObject => ({
    authenticationMethod,
    succeeded: true,
    authenticationStepResultDetail,
  });
  return {
    status: { errorCode },
    conditionalAccessStatus,
    authenticationRequirement: askedForMfa ? "multiFactorAuthentication" : "singleFactorAuthentication",
    authenticationDetails: [
      step("Password", "Correct password"),
      ...(didMfa ? [step("Mobile app notification", "MFA completed in Azure AD")] : []),
    ],
    appliedConditionalAccessPolicies: policies,
  };
}

/** The home tenant of a guest. Its id is derived from the guest's domain. */
export function homeTenantOf(user: GraphObject): string {
  if (!guestTypeOf(user)?.startsWith("b2b")) return TENANT_ID;
  const domain = /_([^_#]+)#EXT#/i.exec(String(user["userPrincipalName"]))?.[1] ?? "";
  const number = [...domain].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 0xffffffff, 7);
  return `0b0b0b0b-0000-4000-8000-${number.toString(16).padStart(12, "0")}`;
}

function whoOf({ user, guestType, homeTenant }: SignInFacts): JsonObject {
  const isGuest = guestType !== undefined || (user !== undefined && guestTypeOf(user) !== undefined);
  const accessTypes: Readonly<Record<string, string>> = {
    serviceProvider: "serviceProvider",
    b2bDirectConnectUser: "b2bDirectConnect",
  };
  const isFromOutside = homeTenant !== undefined && homeTenant !== TENANT_ID;
  return {
    userId: user?.id ?? "0c0c0c0c-0000-4000-8000-000000000001",
    userDisplayName: user?.["displayName"] ?? "Somebody from outside",
    userPrincipalName: user?.["userPrincipalName"] ?? "outsider@partner.example",
    userType: isGuest && user?.["userType"] !== "Member" ? "guest" : "member",
    homeTenantId: homeTenant ?? TENANT_ID,
    crossTenantAccessType: accessTypes[guestType ?? ""] ?? (isFromOutside ? "b2bCollaboration" : "none"),
  };
}

const CLIENTS: Readonly<Record<SignInFacts["clientApp"], string>> = {
  browser: "Browser",
  mobileAppsAndDesktopClients: "Mobile Apps and Desktop clients",
  exchangeActiveSync: "Exchange ActiveSync",
  easSupported: "Exchange ActiveSync",
  other: "Other clients; IMAP",
  all: "",
};

const SYSTEMS: Readonly<Record<SignInFacts["platform"], string>> = {
  windows: "Windows10",
  macOS: "MacOs",
  linux: "Linux",
  iOS: "Ios 18",
  android: "Android",
  windowsPhone: "Windows Phone",
  unknown: "ChromeOS",
  all: "",
};

const TRUST: Readonly<Record<string, string>> = {
  AzureAD: "Azure AD joined",
  ServerAD: "Hybrid Azure AD joined",
  Workplace: "Azure AD registered",
};

function deviceOf({ platform, device }: SignInFacts): JsonObject {
  const isCompliant = device?.["isCompliant"] === true;
  return {
    deviceId: text(device?.["deviceId"]),
    displayName: text(device?.["displayName"]),
    operatingSystem: SYSTEMS[platform],
    isCompliant: device === undefined ? null : isCompliant,
    trustType: TRUST[text(device?.["trustType"])] ?? "",
  };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The named locations of the sign-in, if they are trusted. */
function networksOf(facts: SignInFacts, { namedLocations }: TenantData): readonly JsonObject[] {
  const trusted = namedLocations.filter((location) => location["isTrusted"] === true && isIn(location, facts));
  const networkNames = trusted.map(({ displayName }) => String(displayName));
  return networkNames.length === 0 ? [] : [{ networkType: "trustedNamedLocation", networkNames }];
}

/** The result of an attempt. */
interface Decision {
  readonly errorCode: number;
  /** True if an enabled policy asked for MFA. */
  readonly askedForMfa: boolean;
  readonly didMfa: boolean;
  readonly conditionalAccessStatus: "success" | "failure" | "notApplied";
  readonly policies: readonly JsonObject[];
}

interface Judged {
  readonly policy: GraphObject;
  readonly unmet: readonly Unmet[];
  readonly asked: Asked;
}

/** Decides an attempt: it must meet every enabled policy that applies. */
function decide(attempt: Attempt, data: TenantData): Decision {
  const means = { device: attempt.facts.device, doesMfa: attempt.doesMfa };
  const judged = data.policies.map(
    (policy): Judged => ({
      policy,
      unmet: unmetBy(policy, attempt.facts, data),
      asked: ask(policy, means, data),
    }),
  );
  const enforced = judged.filter(({ policy, unmet }) => policy["state"] === "enabled" && unmet.length === 0);
  const failing = enforced.find(({ asked }) => !asked.isMet)?.asked;
  const askedForMfa = enforced.some(({ asked }) => asked.neededMfa);
  return {
    errorCode: failing === undefined ? 0 : errorOf(failing, attempt.doesMfa),
    askedForMfa,
    didMfa: askedForMfa && attempt.doesMfa,
    conditionalAccessStatus: enforced.length === 0 ? "notApplied" : failing === undefined ? "success" : "failure",
    policies: judged.map(asLogged),
  };
}

/** Entra's code for a sign-in that a policy stops: it is blocked, MFA wasn't done, or the device isn't what is asked for. */
function errorOf({ isBlocked, neededMfa }: Asked, doesMfa: boolean): number {
  if (isBlocked) return 53003;
  return neededMfa && !doesMfa ? 50074 : 53000;
}

/** An entry of `appliedConditionalAccessPolicies` in Graph's words. */
function asLogged({ policy, unmet, asked }: Judged): JsonObject {
  const isOff = policy["state"] === "disabled";
  return {
    id: policy.id,
    displayName: policy["displayName"] ?? null,
    result: isOff ? "notEnabled" : resultOf(policy, unmet, asked),
    conditionsNotSatisfied: isOff || unmet.length === 0 ? "none" : unmet.join(","),
  };
}

function resultOf(policy: GraphObject, unmet: readonly string[], { isMet, neededMfa }: Asked): string {
  const isReportOnly = policy["state"] === "enabledForReportingButNotEnforced";
  if (unmet.length > 0) return isReportOnly ? "reportOnlyNotApplied" : "notApplied";
  if (!isReportOnly) return isMet ? "success" : "failure";
  if (isMet) return "reportOnlySuccess";
  return neededMfa ? "reportOnlyInterrupted" : "reportOnlyFailure";
}
