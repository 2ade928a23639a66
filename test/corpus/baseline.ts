import { AZURE_MANAGEMENT } from "../../src/law/model/ids";
import { addresses, aRegister, countries as countriesAt } from "../cli/a-tenant";

/**
 * A tenant like typical exports: policies by persona and number, each with three to eight exclusion groups whose members weren't
 * exported, and some templates that are report-only or off. All of it is made up.
 */
const id = (kind: string, number: number): string =>
  `${kind}0000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

const OFFICE_365 = "Office365";
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
const DIRECTORY_SYNCHRONIZATION = "d29b2b05-8046-44ba-8758-1e26182fcf32";

const BREAK_GLASS = id("a", 1);
const PERSONA_GROUPS = {
  Admins: id("a", 10),
  Internals: id("a", 11),
  ServiceAccounts: id("a", 12),
  Guests: id("a", 13),
};

const MFA = { operator: "OR", builtInControls: ["mfa"], customAuthenticationFactors: [], termsOfUse: [] };
const BLOCK = { operator: "OR", builtInControls: ["block"], customAuthenticationFactors: [], termsOfUse: [] };
const COMPLIANT = { operator: "OR", builtInControls: ["compliantDevice", "domainJoinedDevice"] };
const STRENGTH = {
  operator: "OR",
  builtInControls: [],
  authenticationStrength: { id: "00000000-0000-0000-0000-000000000004", displayName: "Phishing-resistant MFA" },
};

interface Row {
  readonly name: string;
  readonly grant: object | null;
  readonly apps?: readonly string[];
  readonly conditions?: object;
  readonly state?: string;
}

const everybody = { includeUsers: ["All"] };
const nobody = { includeUsers: ["None"] };
const persona = (name: keyof typeof PERSONA_GROUPS) => ({ includeGroups: [PERSONA_GROUPS[name]] });
const admins = { includeRoles: [GLOBAL_ADMINISTRATOR, "194ae4cb-b126-40b2-bd5b-6091b380977d"] };
const guests = {
  includeGuestsOrExternalUsers: {
    guestOrExternalUserTypes:
      "internalGuest,b2bCollaborationGuest,b2bCollaborationMember,b2bDirectConnectUser,otherExternalUser,serviceProvider",
    externalTenants: { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", membershipKind: "all" },
  },
};
const legacy = { clientAppTypes: ["exchangeActiveSync", "other"] };
const modern = { clientAppTypes: ["browser", "mobileAppsAndDesktopClients"] };
const untrusted = { locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } };
const countries = { locations: { includeLocations: ["All"], excludeLocations: [id("d", 1)] } };
const flows = { authenticationFlows: { transferMethods: "deviceCodeFlow,authenticationTransfer" } };
const unknownPlatforms = {
  platforms: { includePlatforms: ["all"], excludePlatforms: ["windows", "macOS", "linux", "iOS", "android"] },
};
const idle = "enabledForReportingButNotEnforced";

const PERSONAS: readonly (readonly [name: string, include: object, rows: readonly Row[]])[] = [
  [
    "Global",
    everybody,
    [
      { name: "BlockLegacyAuthentication", conditions: legacy, grant: BLOCK },
      { name: "BlockCountries", conditions: countries, grant: BLOCK },
      { name: "BlockAuthenticationFlows", conditions: flows, grant: BLOCK },
      { name: "BlockUnknownPlatforms", conditions: unknownPlatforms, grant: BLOCK },
      { name: "RequireMFA", conditions: modern, grant: MFA },
      { name: "RequireMFAForAzure", apps: [AZURE_MANAGEMENT], conditions: modern, grant: MFA },
      { name: "RequireMFAAtRisk", conditions: { signInRiskLevels: ["high", "medium"] }, grant: MFA },
    ],
  ],
  [
    "Admins",
    admins,
    [
      { name: "RequireMFA", grant: MFA },
      { name: "RequireStrength", grant: STRENGTH },
      { name: "RequireCompliantDevice", grant: COMPLIANT, state: idle },
      { name: "BlockUserRisk", conditions: { userRiskLevels: ["high"] }, grant: BLOCK },
      { name: "SessionFrequency", grant: null },
      { name: "BlockOutsideTrusted", conditions: untrusted, grant: BLOCK, state: idle },
      { name: "RequireMFAForPortals", apps: ["MicrosoftAdminPortals"], grant: MFA },
    ],
  ],
  [
    "Internals",
    persona("Internals"),
    [
      { name: "RequireMFA", conditions: modern, grant: MFA },
      { name: "RequireCompliantDevice", apps: [OFFICE_365], grant: COMPLIANT },
      { name: "BlockUserRisk", conditions: { userRiskLevels: ["high"] }, grant: BLOCK },
      { name: "RequireMFAForOffice", apps: [OFFICE_365], grant: MFA },
      { name: "RequireMFAForRegistration", conditions: untrusted, grant: MFA },
      { name: "BlockInsiderRisk", conditions: { insiderRiskLevels: "elevated" }, grant: BLOCK },
      { name: "SessionPersistence", grant: null },
    ],
  ],
  [
    "ServiceAccounts",
    persona("ServiceAccounts"),
    [
      { name: "BlockOutsideTrusted", conditions: untrusted, grant: BLOCK },
      { name: "BlockOffice", apps: [OFFICE_365], grant: BLOCK },
      { name: "BlockUserRisk", conditions: { userRiskLevels: ["high"] }, grant: BLOCK },
      { name: "RequireMFA", grant: MFA, state: "disabled" },
      { name: "BlockBrowsers", conditions: { clientAppTypes: ["browser"] }, grant: BLOCK },
      { name: "BlockFlows", conditions: flows, grant: BLOCK, state: idle },
    ],
  ],
  [
    "Guests",
    guests,
    [
      { name: "RequireMFA", conditions: modern, grant: MFA },
      { name: "BlockAzure", apps: [AZURE_MANAGEMENT], grant: BLOCK, state: idle },
      { name: "BlockLegacyAuthentication", conditions: legacy, grant: BLOCK },
      { name: "RequireTermsOfUse", grant: { operator: "OR", builtInControls: [], termsOfUse: ["x"] } },
      { name: "SessionFrequency", grant: null },
      { name: "BlockRisk", conditions: { signInRiskLevels: ["high"] }, grant: BLOCK },
      { name: "RequireMFAForOffice", apps: [OFFICE_365], grant: MFA },
    ],
  ],
  [
    "Agents",
    nobody,
    [
      { name: "BlockRisk", conditions: { userRiskLevels: ["high"] }, grant: BLOCK, state: idle },
      { name: "BlockOffice", apps: [OFFICE_365], grant: BLOCK, state: idle },
      { name: "BlockAzure", apps: [AZURE_MANAGEMENT], grant: BLOCK, state: idle },
      { name: "BlockLegacy", conditions: legacy, grant: BLOCK, state: idle },
      { name: "BlockCountries", conditions: countries, grant: BLOCK, state: "disabled" },
      { name: "BlockFlows", conditions: flows, grant: BLOCK, state: idle },
    ],
  ],
];

export interface Variation {
  /** The state of the policies without a state of their own. */
  readonly state?: string;
  /** Further keys next to `policies`. */
  readonly known?: object;
}

/** Forty policies, named by persona and number. */
export function baseline({ state, known = {} }: Variation = {}): object {
  const policies = PERSONAS.flatMap(([name, include, rows], at) =>
    rows.map((row, index) => {
      const number = at * 100 + index + 1;
      return {
        id: id("e", number),
        displayName: `CA${String(number).padStart(3, "0")}-${name}-${row.name}`,
        templateId: null,
        partialEnablementStrategy: null,
        state: state ?? row.state ?? "enabled",
        conditions: {
          clientAppTypes: ["all"],
          applications: { includeApplications: row.apps ?? ["All"], excludeApplications: [] },
          users: {
            includeUsers: [],
            ...include,
            excludeGroups: [BREAK_GLASS, id("b", at + 1), id("c", number)],
            excludeRoles: name === "Global" ? [DIRECTORY_SYNCHRONIZATION] : [],
          },
          ...row.conditions,
        },
        grantControls: row.grant,
        sessionControls: row.grant === null ? { signInFrequency: { isEnabled: true, type: "hours", value: 12 } } : null,
      };
    }),
  );
  return { policies, namedLocations: NAMED_LOCATIONS, ...known };
}

const NAMED_LOCATIONS = [
  countriesAt(id("d", 1), ["FI", "SE"], { displayName: "Allowed countries" }),
  addresses(id("d", 2), ["203.0.113.0/24"], { displayName: "Headquarters", isTrusted: true }),
];

const user = (number: number, name: string, more: object = {}) => ({
  ...{ id: id("f", number), userPrincipalName: `${name}@contoso.example`, displayName: name, userType: "Member" },
  ...{ accountEnabled: true, ...more },
});
const group = (one: string, displayName: string, ...numbers: readonly number[]) => ({
  ...{ id: one, displayName: `CA-${displayName}`, members: numbers.map((number) => ({ id: id("f", number) })) },
});

/** The people of each persona, the groups with their members, and the role assignments. */
export const DIRECTORY = {
  users: [
    user(1, "break-glass-1"),
    user(2, "break-glass-2"),
    user(3, "admin-1"),
    ...[4, 5, 6].map((number) => user(number, `internal-${number - 3}`)),
    user(7, "svc-backup"),
    user(8, "svc-scanner", { accountEnabled: false }),
    user(9, "guest-1", { userPrincipalName: "guest-1_fabrikam.example#EXT#@contoso.example", userType: "Guest" }),
  ],
  groups: [
    group(BREAK_GLASS, "BreakGlass-Exclude", 1, 2),
    group(PERSONA_GROUPS.Admins, "Persona-Admins", 3),
    group(PERSONA_GROUPS.Internals, "Persona-Internals", 4, 5, 6),
    group(PERSONA_GROUPS.ServiceAccounts, "Persona-ServiceAccounts", 7, 8),
    group(id("b", 1), "Persona-Global-Exclude", 7, 8),
    ...[2, 3, 4, 5, 6].map((at) => group(id("b", at), `Persona-${at}-Exclude`)),
    ...PERSONAS.flatMap(([name, , rows], at) =>
      rows.map((row, index) => group(id("c", at * 100 + index + 1), `Exclude-${name}-${row.name}`)),
    ),
  ],
  roleAssignments: [{ principalId: id("f", 3), roleDefinitionId: GLOBAL_ADMINISTRATOR, directoryScopeId: "/" }],
};

/** The register that exempts the break-glass accounts. */
export const REGISTER = aRegister([`group: ${BREAK_GLASS}\n    members: [${id("f", 1)}, ${id("f", 2)}]`]);
