import type { Fields } from "../../sandbox/provider/plugin/values";
import { FIRST, SECOND } from "../cli/a-tenant";
import { AZURE_MANAGEMENT } from "./declared-policy";

/** A change behind Pulumi's back, merged into the policy, and the fields in which it is drift. */
export type RecordedChange = { readonly changes: Fields; readonly drift: readonly string[] };

const MEMBER = "aaaaaaaa-0000-4000-8000-000000000003";
const GROUP = "cccccccc-2222-4000-8000-000000000010";
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
const OTHER = "00000003-0000-0ff1-ce00-000000000000";
const MFA_STRENGTH = "00000000-0000-0000-0000-000000000002";

const conditions = (changed: Fields): Fields => ({ conditions: changed });
const users = (changed: Fields): Fields => conditions({ users: changed });
const applications = (changed: Fields): Fields => conditions({ applications: changed });
const grant = (changed: Fields): Fields => ({ grantControls: changed });

const platforms = (...includePlatforms: string[]): Fields =>
  conditions({ platforms: { includePlatforms, excludePlatforms: [] } });
const APPLICATIONS = "conditions.applications";
const ALL_TENANTS = { "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants", membershipKind: "all" };
const GUESTS_OF_ALL = { guestOrExternalUserTypes: "b2bCollaborationGuest", externalTenants: ALL_TENANTS };
const ALL_SERVICES = { includeServicePrincipals: ["ServicePrincipalsInMyTenant"], excludeServicePrincipals: [] };

/** By the names under which the official plugin's answers to them were recorded; `deleted` is no change of a policy. */
const CHANGES: Readonly<Record<string, readonly [changes: Fields, ...drift: readonly string[]]>> = {
  state_disabled: [{ state: "disabled" }, "state"],
  state_report_only: [{ state: "enabledForReportingButNotEnforced" }, "state"],
  display_name: [{ displayName: "MFA, an old one" }, "displayName"],
  exclude_user: [users({ excludeUsers: [FIRST, SECOND, MEMBER] }), "conditions.users.excludeUsers"],
  exclude_user_removed: [users({ excludeUsers: [FIRST] }), "conditions.users.excludeUsers"],
  exclude_group: [users({ excludeGroups: [GROUP] }), "conditions.users.excludeGroups"],
  exclude_role: [users({ excludeRoles: [GLOBAL_ADMINISTRATOR] }), "conditions.users.excludeRoles"],
  exclude_guests: [
    users({ excludeGuestsOrExternalUsers: GUESTS_OF_ALL }),
    "conditions.users.excludeGuestsOrExternalUsers",
  ],
  include_users_none: [users({ includeUsers: ["None"] }), "conditions.users.includeUsers"],
  include_role_instead: [
    users({ includeUsers: [], includeRoles: [GLOBAL_ADMINISTRATOR] }),
    ...["conditions.users.includeRoles", "conditions.users.includeUsers"],
  ],
  exclude_api: [applications({ excludeApplications: [AZURE_MANAGEMENT] }), `${APPLICATIONS}.excludeApplications`],
  include_other_app: [applications({ includeApplications: [OTHER] }), `${APPLICATIONS}.includeApplications`],
  user_action: [
    applications({ includeApplications: [], includeUserActions: ["urn:user:registersecurityinfo"] }),
    ...[`${APPLICATIONS}.includeApplications`, `${APPLICATIONS}.includeUserActions`],
  ],
  auth_context: [
    applications({ includeAuthenticationContextClassReferences: ["c1"] }),
    `${APPLICATIONS}.includeAuthenticationContextClassReferences`,
  ],
  app_filter: [
    applications({ applicationFilter: { mode: "exclude", rule: 'CustomSecurityAttribute.A_b -eq "x"' } }),
    `${APPLICATIONS}.applicationFilter`,
  ],
  client_types: [conditions({ clientAppTypes: ["browser"] }), "conditions.clientAppTypes"],
  platforms: [platforms("android", "iOS"), "conditions.platforms.includePlatforms"],
  platforms_explicit_all: [platforms("all")],
  locations: [
    conditions({ locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } }),
    ...["conditions.locations.excludeLocations", "conditions.locations.includeLocations"],
  ],
  locations_explicit_all: [conditions({ locations: { includeLocations: ["All"], excludeLocations: [] } })],
  device_filter: [
    conditions({ devices: { deviceFilter: { mode: "exclude", rule: "device.isCompliant -eq True" } } }),
    "conditions.devices.deviceFilter",
  ],
  signin_risk: [conditions({ signInRiskLevels: ["high"] }), "conditions.signInRiskLevels"],
  user_risk: [conditions({ userRiskLevels: ["high"] }), "conditions.userRiskLevels"],
  sp_risk: [conditions({ servicePrincipalRiskLevels: ["high"] }), "conditions.servicePrincipalRiskLevels"],
  insider_risk: [conditions({ insiderRiskLevels: "elevated" }), "conditions.insiderRiskLevels"],
  flows: [
    conditions({ authenticationFlows: { transferMethods: "deviceCodeFlow" } }),
    "conditions.authenticationFlows.transferMethods",
  ],
  client_applications: [conditions({ clientApplications: ALL_SERVICES }), "conditions.clientApplications"],
  times: [conditions({ times: { includedRanges: [{ fromHour: 8 }] } }), "conditions.times"],
  agent_risk: [conditions({ agentIdRiskLevels: "high" }), "conditions.agentIdRiskLevels"],
  grant_or: [grant({ builtInControls: ["mfa", "compliantDevice"] }), "grantControls.builtInControls"],
  grant_and: [grant({ operator: "AND" })],
  grant_terms: [grant({ termsOfUse: ["99999999-0000-4000-8000-000000000001"] }), "grantControls.termsOfUse"],
  grant_custom: [
    grant({ customAuthenticationFactors: ["RequireExample"] }),
    "grantControls.customAuthenticationFactors",
  ],
  grant_strength: [
    grant({ builtInControls: [], authenticationStrength: { id: MFA_STRENGTH } }),
    ...["grantControls.authenticationStrength", "grantControls.builtInControls"],
  ],
  grant_null: [
    { grantControls: null, sessionControls: { persistentBrowser: { isEnabled: true, mode: "never" } } },
    ...["grantControls.builtInControls", "sessionControls.persistentBrowser"],
  ],
  session: [
    { sessionControls: { signInFrequency: { isEnabled: true, type: "hours", value: 12 } } },
    "sessionControls.signInFrequency",
  ],
  order: [users({ excludeUsers: [SECOND, FIRST] })],
  case: [users({ excludeUsers: [FIRST.toUpperCase(), SECOND.toUpperCase()] })],
};

export const RECORDED_CHANGES: Readonly<Record<string, RecordedChange>> = Object.fromEntries(
  Object.entries(CHANGES).map(([name, [changes, ...drift]]) => [name, { changes, drift }]),
);
