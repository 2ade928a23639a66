import type { GraphObject, JsonObject } from "../json";
import { withDefaults } from "../policy/defaults";
import { seedId } from "./ids";

const BREAK_GLASS = [seedId("breakGlass", 1), seedId("breakGlass", 2)];

/** The policies of a new tenant. None of them requires MFA for Azure management. */
export function seedPolicies(): readonly GraphObject[] {
  return [
    policy(1, "Block legacy authentication", "enabled", {
      conditions: { ...everyone(["All"]), clientAppTypes: ["exchangeActiveSync", "other"] },
      grantControls: { operator: "OR", builtInControls: ["block"] },
    }),
    policy(2, "MFA for Office 365", "enabled", {
      conditions: { ...everyone(["Office365"]), clientAppTypes: ["all"] },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
    }),
    policy(3, "MFA for risky sign-ins (being tried)", "enabledForReportingButNotEnforced", {
      conditions: { ...everyone(["All"]), clientAppTypes: ["all"], signInRiskLevels: ["high"] },
      grantControls: { operator: "OR", builtInControls: ["mfa"] },
    }),
    policy(4, "Register security information from headquarters only", "enabled", {
      conditions: {
        users: { includeUsers: ["All"], excludeUsers: BREAK_GLASS },
        applications: { includeUserActions: ["urn:user:registersecurityinfo"] },
        clientAppTypes: ["all"],
        locations: { includeLocations: ["All"], excludeLocations: [seedId("location", 1)] },
      },
      grantControls: { operator: "OR", builtInControls: ["block"] },
    }),
  ];
}

const everyone = (includeApplications: readonly string[]): JsonObject => ({
  users: { includeUsers: ["All"], excludeUsers: BREAK_GLASS },
  applications: { includeApplications },
});

function policy(n: number, displayName: string, state: string, rest: JsonObject): GraphObject {
  const id = seedId("policy", n);
  return { ...withDefaults({ displayName, state, ...rest }), id, createdDateTime: "2024-02-01T08:00:00Z" };
}

/** The named locations: trusted and untrusted addresses of both families, and a country. */
export function seedLocations(): readonly GraphObject[] {
  return [
    addresses(1, "Headquarters", true, ["203.0.113.0/24", "2001:db8:100::/48"]),
    addresses(2, "Branch offices", false, ["198.51.100.0/25"]),
    {
      "@odata.type": "#microsoft.graph.countryNamedLocation",
      ...common(3, "Finland"),
      countriesAndRegions: ["FI"],
      countryLookupMethod: "clientIpAddress",
      includeUnknownCountriesAndRegions: false,
    },
  ];
}

function addresses(n: number, displayName: string, isTrusted: boolean, ranges: readonly string[]): GraphObject {
  const ipRanges = ranges.map((cidrAddress) => ({ "@odata.type": rangeType(cidrAddress), cidrAddress }));
  return { "@odata.type": "#microsoft.graph.ipNamedLocation", ...common(n, displayName), isTrusted, ipRanges };
}

const rangeType = (cidr: string): string =>
  cidr.includes(":") ? "#microsoft.graph.iPv6CidrRange" : "#microsoft.graph.iPv4CidrRange";

function common(n: number, displayName: string): GraphObject {
  const at = "2024-02-01T08:00:00Z";
  return { id: seedId("location", n), displayName, createdDateTime: at, modifiedDateTime: at };
}

const PASSWORDLESS = ["windowsHelloForBusiness", "fido2", "x509CertificateMultiFactor", "deviceBasedPush"];

const MULTIFACTOR = [
  ...PASSWORDLESS,
  "temporaryAccessPassOneTime",
  "temporaryAccessPassMultiUse",
  "password,microsoftAuthenticatorPush",
  "password,softwareOath",
  "password,hardwareOath",
  "password,x509CertificateSingleFactor",
  "password,x509CertificateMultiFactor",
  "password,sms",
  "password,voice",
  "federatedMultiFactor",
  "microsoftAuthenticatorPush,federatedSingleFactor",
  "softwareOath,federatedSingleFactor",
  "hardwareOath,federatedSingleFactor",
  "sms,federatedSingleFactor",
  "voice,federatedSingleFactor",
];

/** The three built-in strengths with their fixed ids and combinations (Graph's reference, list of strength policies). */
export function builtInStrengths(): readonly GraphObject[] {
  return [
    builtIn(2, "Multifactor authentication", "Combinations of methods that satisfy strong authentication", MULTIFACTOR),
    builtIn(3, "Passwordless MFA", "Passwordless methods that satisfy strong authentication", PASSWORDLESS),
    builtIn(4, "Phishing-resistant MFA", "Passwordless methods that can't be phished", PASSWORDLESS.slice(0, 3)),
  ];
}

function builtIn(
  n: number,
  displayName: string,
  description: string,
  allowedCombinations: readonly string[],
): GraphObject {
  const at = "2021-12-01T00:00:00Z";
  return {
    "@odata.type": "#microsoft.graph.authenticationStrengthPolicy",
    id: `00000000-0000-0000-0000-00000000000${n}`,
    createdDateTime: at,
    modifiedDateTime: at,
    displayName,
    description,
    policyType: "builtIn",
    requirementsSatisfied: "mfa",
    allowedCombinations,
  };
}
