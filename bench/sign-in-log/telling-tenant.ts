import { seedTenant } from "../../sandbox/tenant/seed";
import { seedId } from "../../sandbox/tenant/seed/ids";
import { homeTenantOf } from "../../sandbox/tenant/sign-ins/record";
import type { TenantData } from "../../sandbox/tenant/store/store";

type Json = { readonly [key: string]: unknown };

const API = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
const HELPDESK_ADMINISTRATOR = "729827e3-9c14-49f7-bb1b-9608f156bbb8";
const CREATED = "2024-02-01T08:00:00Z";

const EVERYBODY = { includeUsers: ["All"] };
const ALL_TENANTS = { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", membershipKind: "all" };

/** The conditions of the policies in addition to MFA for everyone in Azure management. Together they use every clause of the law. */
function variations(
  data: TenantData,
): readonly (readonly [name: string, said: Json, grant?: Json | undefined, state?: string])[] {
  const fabrikam = data.users.find(({ id }) => id === seedId("guest", 2));
  const home = fabrikam === undefined ? "" : homeTenantOf(fabrikam);
  const guests = (guestOrExternalUserTypes: string, externalTenants: Json): Json => ({
    guestOrExternalUserTypes,
    externalTenants,
  });
  const oneTenant = {
    "@odata.type": "#microsoft.graph.conditionalAccessEnumeratedExternalTenants",
    membershipKind: "enumerated",
    members: [home],
  };
  const users = (changes: Json): Json => ({ users: { ...EVERYBODY, ...changes } });
  const some = (changes: Json): Json => ({ users: { includeUsers: [], ...changes } });
  const filter = (mode: string, rule: string): Json => ({ devices: { deviceFilter: { mode, rule } } });
  const applications = (said: Json): Json => ({ applications: said });
  return [
    ["everybody", {}],
    ["one person left out", users({ excludeUsers: [seedId("breakGlass", 1), seedId("member", 1)] })],
    ["a group left out", users({ excludeGroups: [seedId("group", 7)] })],
    ["a group", some({ includeGroups: [seedId("group", 1)] })],
    ["a group but a person", some({ includeGroups: [seedId("group", 1)], excludeUsers: [seedId("member", 2)] })],
    ["a role left out", users({ excludeRoles: [GLOBAL_ADMINISTRATOR] })],
    ["a role", some({ includeRoles: [GLOBAL_ADMINISTRATOR, HELPDESK_ADMINISTRATOR] })],
    ["all guests, by the old word", some({ includeUsers: ["GuestsOrExternalUsers"] })],
    ["all guests left out, by the old word", users({ excludeUsers: ["GuestsOrExternalUsers"] })],
    ["B2B guests", some({ includeGuestsOrExternalUsers: guests("b2bCollaborationGuest", ALL_TENANTS) })],
    [
      "B2B of one tenant",
      some({ includeGuestsOrExternalUsers: guests("b2bCollaborationGuest,internalGuest", oneTenant) }),
    ],
    [
      "all but B2B of one tenant",
      users({ excludeGuestsOrExternalUsers: guests("b2bCollaborationGuest,internalGuest", oneTenant) }),
    ],
    ["all but B2B members", users({ excludeGuestsOrExternalUsers: guests("b2bCollaborationMember", ALL_TENANTS) })],
    ["nobody", some({ includeUsers: ["None"] })],
    ["all applications", applications({ includeApplications: ["All"] })],
    ["all applications but the API", applications({ includeApplications: ["All"], excludeApplications: [API] })],
    [
      "all applications but another",
      applications({ includeApplications: ["All"], excludeApplications: ["Office365"] }),
    ],
    ["admin portals", applications({ includeApplications: ["MicrosoftAdminPortals"] })],
    [
      "an authentication context",
      applications({ includeApplications: [], includeAuthenticationContextClassReferences: ["c1"] }),
    ],
    ["browsers", { clientAppTypes: ["browser"] }],
    ["apps and legacy clients", { clientAppTypes: ["mobileAppsAndDesktopClients", "other"] }],
    ["Windows and iOS", { platforms: { includePlatforms: ["windows", "iOS"] } }],
    ["all platforms but macOS", { platforms: { includePlatforms: ["all"], excludePlatforms: ["macOS"] } }],
    [
      "the six platforms",
      { platforms: { includePlatforms: ["android", "iOS", "windows", "windowsPhone", "macOS", "linux"] } },
    ],
    [
      "elsewhere than at trusted places",
      { locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } },
    ],
    ["at trusted places", { locations: { includeLocations: ["AllTrusted"] } }],
    ["at the branch offices", { locations: { includeLocations: [seedId("location", 2)] } }],
    [
      "elsewhere than in Finland",
      { locations: { includeLocations: ["All"], excludeLocations: [seedId("location", 3)] } },
    ],
    [
      "in Finland, but not at headquarters",
      { locations: { includeLocations: [seedId("location", 3)], excludeLocations: [seedId("location", 1)] } },
    ],
    ["admin workstations", filter("include", 'device.displayName -startsWith "SAW-"')],
    ["all but admin workstations", filter("exclude", 'device.displayName -startsWith "SAW-"')],
    [
      "compliant or joined devices",
      filter("include", 'device.isCompliant -eq True -or device.trustType -in ["AzureAD", "ServerAD"]'),
    ],
    [
      "devices that aren't joined",
      filter("include", 'device.trustType -ne "ServerAD" -and device.displayName -notContains "-3"'),
    ],
    ["high sign-in risk", { signInRiskLevels: ["high"] }],
    ["sign-in risk but none", { signInRiskLevels: ["low", "medium", "high"] }],
    ["user risk", { userRiskLevels: ["medium", "high"] }],
    ["device code flow", { authenticationFlows: { transferMethods: "deviceCodeFlow" } }],
    ["both flows", { authenticationFlows: { transferMethods: "deviceCodeFlow,authenticationTransfer" } }],
    ["MFA or a compliant device", {}, { operator: "OR", builtInControls: ["mfa", "compliantDevice"] }],
    [
      "MFA and a compliant device, for a group",
      some({ includeGroups: [seedId("group", 10)] }),
      { operator: "AND", builtInControls: ["mfa", "compliantDevice"] },
    ],
    [
      "a block of a person",
      some({ includeUsers: [seedId("service", 3)] }),
      { operator: "OR", builtInControls: ["block"] },
    ],
    ["report-only", {}, undefined, "enabledForReportingButNotEnforced"],
    ["off", {}, undefined, "disabled"],
  ];
}

const MFA = { operator: "OR", builtInControls: ["mfa"] };

/**
 * The sandbox's tenant with policies whose results differ for every clause of the law. Most of them are report-only, which Entra
 * also evaluates and logs. Otherwise no one would ever sign in without MFA.
 */
export function tellingTenant(): TenantData {
  const data = seedTenant();
  const policies = variations(data).map(([displayName, said, grantControls = MFA, state], number) => ({
    id: `0f0f0f0f-0000-4000-8000-${String(number + 1).padStart(12, "0")}`,
    displayName,
    state: state ?? (ENFORCED.has(displayName) ? "enabled" : "enabledForReportingButNotEnforced"),
    createdDateTime: CREATED,
    modifiedDateTime: null,
    conditions: { users: EVERYBODY, applications: { includeApplications: [API] }, clientAppTypes: ["all"], ...said },
    grantControls,
    sessionControls: null,
  }));
  return { ...data, policies: [...data.policies, ...(policies as unknown as TenantData["policies"])] };
}

const ENFORCED = new Set([
  "MFA or a compliant device",
  "MFA and a compliant device, for a group",
  "a block of a person",
  "high sign-in risk",
  "a group left out",
]);

/** The tenant's data in the form of a tenant file. */
export const tenantFileOf = (data: TenantData): Json => ({
  policies: data.policies,
  namedLocations: data.namedLocations,
  authenticationStrengthPolicies: data.authenticationStrengthPolicies,
  users: data.users,
  groups: data.groups.map(({ object, members }) => ({ ...object, members: members.map((id) => memberOf(id, data)) })),
  roleAssignments: data.roleAssignments,
});

const memberOf = (id: string, { groups }: TenantData): Json => ({
  "@odata.type": `#microsoft.graph.${groups.some(({ object }) => object.id === id) ? "group" : "user"}`,
  id,
});
