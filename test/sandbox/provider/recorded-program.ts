import type { Fields } from "../../../sandbox/provider/plugin/values";
import { FIRST, SECOND } from "../../cli/a-tenant";

export const TYPE = {
  policy: "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy",
  location: "azuread:index/namedLocation:NamedLocation",
  strength: "azuread:index/authenticationStrengthPolicy:AuthenticationStrengthPolicy",
  group: "azuread:index/group:Group",
  member: "azuread:index/groupMember:GroupMember",
} as const;

export const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
export const BREAK_GLASS = [FIRST, SECOND];
export const MEMBER = "aaaaaaaa-0000-4000-8000-000000000001";

/** One resource of the recorded program; its inputs may hold what earlier resources are known by. */
export interface Declared {
  readonly name: string;
  readonly type: string;
  readonly inputs: (known: Readonly<Record<string, string>>) => Fields;
}

const CERTIFICATE = "x509CertificateMultiFactor";
const finland = (unknown: boolean) => ({ countriesAndRegions: ["FI"], includeUnknownCountriesAndRegions: unknown });

/** The program that was recorded, in the order in which its resources can be made. */
export const program = (step: 1 | 2): readonly Declared[] => [
  {
    name: "hq",
    type: TYPE.location,
    inputs: () => ({ displayName: "HQ", ip: { ipRanges: ["203.0.113.0/24", "2001:db8::/48"], trusted: true } }),
  },
  { name: "fi", type: TYPE.location, inputs: () => ({ displayName: "Finland", country: finland(step === 2) }) },
  {
    name: "fido",
    type: TYPE.strength,
    inputs: () => ({ displayName: "FIDO", allowedCombinations: step === 1 ? ["fido2"] : ["fido2", CERTIFICATE] }),
  },
  {
    name: "excl",
    type: TYPE.group,
    inputs: () => ({ displayName: "MFA exclusions", securityEnabled: true, assignableToRole: true }),
  },
  { name: "m1", type: TYPE.member, inputs: ({ excl = "" }) => ({ groupObjectId: excl, memberObjectId: MEMBER }) },
  { name: "mfa", type: TYPE.policy, inputs: ({ excl = "" }) => mfaPolicy(step, excl) },
  { name: "full", type: TYPE.policy, inputs: ({ hq = "", fido = "" }) => everyField(hq, fido) },
];

function mfaPolicy(step: 1 | 2, group: string): Fields {
  return {
    displayName: "Require MFA for Azure management",
    state: step === 1 ? "enabledForReportingButNotEnforced" : "enabled",
    conditions: {
      clientAppTypes: ["all"],
      users: { includedUsers: ["All"], excludedUsers: BREAK_GLASS, excludedGroups: [group] },
      applications: { includedApplications: [API] },
    },
    grantControls: { operator: "OR", builtInControls: ["mfa"] },
  };
}

function everyField(location: string, strength: string): Fields {
  return {
    displayName: "Every field",
    state: "disabled",
    conditions: {
      clientAppTypes: ["browser", "mobileAppsAndDesktopClients"],
      signInRiskLevels: ["high"],
      userRiskLevels: ["medium"],
      insiderRiskLevels: "elevated",
      authenticationFlowTransferMethods: ["deviceCodeFlow"],
      users: {
        includedUsers: ["All"],
        excludedRoles: ["62e90394-69f5-4237-9190-012177145e10"],
        excludedGuestsOrExternalUsers: [
          {
            guestOrExternalUserTypes: ["b2bCollaborationGuest", "serviceProvider"],
            externalTenants: [{ membershipKind: "enumerated", members: ["99999999-0000-4000-8000-000000000001"] }],
          },
        ],
      },
      applications: { includedApplications: ["All"], excludedApplications: ["Office365"] },
      platforms: { includedPlatforms: ["all"], excludedPlatforms: ["linux"] },
      locations: { includedLocations: ["All"], excludedLocations: [location, "AllTrusted"] },
      devices: { filter: { mode: "exclude", rule: "device.isCompliant -eq True" } },
    },
    grantControls: {
      operator: "AND",
      builtInControls: ["compliantDevice"],
      authenticationStrengthPolicyId: `/policies/authenticationStrengthPolicies/${strength}`,
    },
    sessionControls: {
      signInFrequency: 4,
      signInFrequencyPeriod: "hours",
      signInFrequencyInterval: "timeBased",
      persistentBrowserMode: "never",
      disableResilienceDefaults: false,
    },
  };
}
