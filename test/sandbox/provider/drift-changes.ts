import type { Fields } from "../../../sandbox/provider/plugin/values";
import { BREAK_GLASS } from "./recorded-program";

const [FIRST = "", SECOND = ""] = BREAK_GLASS;
const GUID = "dddddddd-0000-4000-8000-000000000001";

const conditions = (change: Fields): Fields => ({ conditions: change });
const users = (change: Fields): Fields => conditions({ users: change });
const applications = (change: Fields): Fields => conditions({ applications: change });
const grant = (change: Fields): Fields => ({ grantControls: change });

/**
 * What somebody changes in the tenant behind Pulumi's back, by the recordings' name for it; as Graph merges it into the
 * policy. `undefined` deletes the policy.
 */
export const changes: Readonly<Record<string, Fields | undefined>> = {
  state_disabled: { state: "disabled" },
  state_report_only: { state: "enabledForReportingButNotEnforced" },
  display_name: { displayName: "Something else" },
  exclude_user: users({ excludeUsers: [FIRST, SECOND, GUID] }),
  exclude_user_removed: users({ excludeUsers: [FIRST] }),
  exclude_group: users({ excludeGroups: [GUID] }),
  exclude_role: users({ excludeRoles: [GUID] }),
  exclude_guests: users({
    excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: "b2bCollaborationGuest", externalTenants: null },
  }),
  include_users_none: users({ includeUsers: ["None"] }),
  include_role_instead: users({ includeUsers: [], includeRoles: [GUID] }),
  exclude_api: applications({ excludeApplications: [GUID] }),
  include_other_app: applications({ includeApplications: [GUID] }),
  user_action: applications({ includeApplications: [], includeUserActions: ["urn:user:registerdevice"] }),
  auth_context: applications({ includeAuthenticationContextClassReferences: ["c1"] }),
  app_filter: applications({ applicationFilter: { mode: "exclude", rule: 'CustomSecurityAttribute.a_b -eq "c"' } }),
  client_types: conditions({ clientAppTypes: ["browser"] }),
  platforms: conditions({ platforms: { includePlatforms: ["windows"], excludePlatforms: [] } }),
  platforms_explicit_all: conditions({ platforms: { includePlatforms: ["all"], excludePlatforms: [] } }),
  locations: conditions({ locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } }),
  locations_explicit_all: conditions({ locations: { includeLocations: ["All"], excludeLocations: [] } }),
  device_filter: conditions({ devices: { deviceFilter: { mode: "exclude", rule: "device.isCompliant -eq True" } } }),
  signin_risk: conditions({ signInRiskLevels: ["high"] }),
  user_risk: conditions({ userRiskLevels: ["high"] }),
  sp_risk: conditions({ servicePrincipalRiskLevels: ["high"] }),
  insider_risk: conditions({ insiderRiskLevels: "elevated" }),
  flows: conditions({ authenticationFlows: { transferMethods: "deviceCodeFlow" } }),
  client_applications: conditions({
    clientApplications: { includeServicePrincipals: ["ServicePrincipalsInMyTenant"], excludeServicePrincipals: [] },
  }),
  times: conditions({ times: { all: true } }),
  agent_risk: conditions({ agentIdRiskLevels: "high" }),
  grant_or: grant({ builtInControls: ["mfa", "compliantDevice"] }),
  grant_and: grant({ operator: "AND" }),
  grant_terms: grant({ termsOfUse: [GUID] }),
  grant_custom: grant({ customAuthenticationFactors: ["Factor"] }),
  grant_strength: grant({ builtInControls: [], authenticationStrength: { id: GUID } }),
  grant_null: { grantControls: null, sessionControls: { persistentBrowser: { isEnabled: true, mode: "never" } } },
  session: { sessionControls: { persistentBrowser: { isEnabled: true, mode: "never" } } },
  order: users({ excludeUsers: [SECOND, FIRST] }),
  case: users({ excludeUsers: [FIRST.toUpperCase(), SECOND.toUpperCase()] }),
  deleted: undefined,
};
