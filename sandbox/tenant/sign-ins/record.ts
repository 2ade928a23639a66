import type { GraphObject, JsonObject } from "../json";
import { TENANT_ID } from "../seed/ids";
import type { TenantData } from "../store/store";
import { CONDITIONS, guestTypeOf, isIn, type Unmet, unmetBy } from "./conditions";
import { type Asked, ask } from "./controls";
import type { Attempt, SignInFacts } from "./facts";

/** The record of an attempt: Graph's `signIn`, with the properties of the beta version. */
export function recordOf(attempt: Attempt, data: TenantData): GraphObject {
  const { facts, application, at } = attempt;
  const decision = decide(attempt, data);
  return {
    id: attempt.id,
    createdDateTime: at.toISOString(),
    correlationId: attempt.id,
    ...whoOf(facts),
    appId: application.id,
    appDisplayName: application.name,
    resourceId: facts.resource,
    resourceDisplayName: attempt.resourceName,
    clientAppUsed: CLIENTS[facts.clientApp],
    ipAddress: facts.ipAddress ?? "",
    location: { city: "", state: "", countryOrRegion: facts.country ?? "" },
    networkLocationDetails: networksOf(facts, data),
    deviceDetail: deviceOf(facts),
    isInteractive: true,
    signInEventTypes: ["interactiveUser"],
    riskDetail: "none",
    riskState: "none",
    riskLevelDuringSignIn: facts.signInRisk,
    riskLevelAggregated: facts.userRisk,
    authenticationProtocol: facts.flow === "deviceCodeFlow" ? "deviceCode" : "none",
    originalTransferMethod: facts.flow,
    ...outcomeOf(decision),
  };
}

function outcomeOf(decision: Decision): JsonObject {
  const { errorCode, failureReason, askedForMfa, didMfa, conditionalAccessStatus, policies } = decision;
  const step = (authenticationMethod: string, authenticationStepResultDetail: string): JsonObject => ({
    authenticationMethod,
    succeeded: true,
    authenticationStepResultDetail,
  });
  return {
    status: { errorCode, failureReason, additionalDetails: null },
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
    browser: "",
    isCompliant: device === undefined ? null : isCompliant,
    isManaged: device === undefined ? null : isCompliant,
    trustType: TRUST[text(device?.["trustType"])] ?? "",
  };
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The named locations of the sign-in; trusted ones are listed separately. */
function networksOf(facts: SignInFacts, { namedLocations }: TenantData): readonly JsonObject[] {
  const holding = namedLocations.filter((location) => isIn(location, facts));
  const namesOf = (trusted: boolean): readonly string[] =>
    holding
      .filter((location) => (location["isTrusted"] === true) === trusted)
      .map(({ displayName }) => String(displayName));
  return [
    { networkType: "trustedNamedLocation", networkNames: namesOf(true) },
    { networkType: "namedNetwork", networkNames: namesOf(false) },
  ].filter(({ networkNames }) => networkNames.length > 0);
}

/** The result of an attempt. */
interface Decision {
  readonly errorCode: number;
  readonly failureReason: string;
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
    ...errorOf(failing, attempt.doesMfa),
    askedForMfa,
    didMfa: askedForMfa && attempt.doesMfa,
    conditionalAccessStatus: enforced.length === 0 ? "notApplied" : failing === undefined ? "success" : "failure",
    policies: judged.map(asLogged),
  };
}

function errorOf(failing: Asked | undefined, doesMfa: boolean): Pick<Decision, "errorCode" | "failureReason"> {
  if (failing === undefined) return { errorCode: 0, failureReason: "Other." };
  if (failing.isBlocked)
    return { errorCode: 53003, failureReason: "Access has been blocked by Conditional Access policies." };
  return failing.neededMfa && !doesMfa
    ? { errorCode: 50074, failureReason: "Strong Authentication is required." }
    : { errorCode: 53000, failureReason: "Device is not in required device state." };
}

/** An entry of `appliedConditionalAccessPolicies` in Graph's words. */
function asLogged({ policy, unmet, asked }: Judged): JsonObject {
  const isOff = policy["state"] === "disabled";
  const satisfied = CONDITIONS.filter((word) => !unmet.includes(word));
  return {
    id: policy.id,
    displayName: policy["displayName"] ?? null,
    enforcedGrantControls: isOff || unmet.length > 0 ? [] : asked.controls,
    enforcedSessionControls: [],
    result: isOff ? "notEnabled" : resultOf(policy, unmet, asked),
    conditionsSatisfied: isOff || satisfied.length === 0 ? "none" : satisfied.join(","),
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
