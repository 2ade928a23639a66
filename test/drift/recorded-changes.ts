import type { Fields } from "../../sandbox/provider/plugin/values";
import { AZURE_MANAGEMENT, FIRST, SECOND } from "./declared-policy";

/** A change behind Pulumi's back, merged into the policy, and the fields in which it is drift. */
export type RecordedChange = { readonly changes: Fields; readonly drift: readonly string[] };

const MEMBER = "aaaaaaaa-0000-4000-8000-000000000003";
const GROUP = "cccccccc-2222-4000-8000-000000000010";
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";
const OTHER_APPLICATION = "00000003-0000-0ff1-ce00-000000000000";
const MFA_STRENGTH = "00000000-0000-0000-0000-000000000002";

const conditions = (changed: Fields): Fields => ({ conditions: changed });
const users = (changed: Fields): Fields => conditions({ users: changed });
const applications = (changed: Fields): Fields => conditions({ applications: changed });
const grant = (changed: Fields): Fields => ({ grantControls: changed });

/** By the names under which the official plugin's answers to them were recorded; `deleted` is no change of a policy. */
export const RECORDED_CHANGES: Readonly<Record<string, RecordedChange>> = {
  state_disabled: { changes: { state: "disabled" }, drift: ["state"] },
  state_report_only: { changes: { state: "enabledForReportingButNotEnforced" }, drift: ["state"] },
  display_name: { changes: { displayName: "MFA, an old one" }, drift: ["displayName"] },
  exclude_user: { changes: users({ excludeUsers: [FIRST, SECOND, MEMBER] }), drift: ["conditions.users.excludeUsers"] },
  exclude_user_removed: { changes: users({ excludeUsers: [FIRST] }), drift: ["conditions.users.excludeUsers"] },
  exclude_group: { changes: users({ excludeGroups: [GROUP] }), drift: ["conditions.users.excludeGroups"] },
  exclude_role: { changes: users({ excludeRoles: [GLOBAL_ADMINISTRATOR] }), drift: ["conditions.users.excludeRoles"] },
  exclude_guests: {
    changes: users({
      excludeGuestsOrExternalUsers: {
        guestOrExternalUserTypes: "b2bCollaborationGuest",
        externalTenants: {
          "@odata.type": "#microsoft.graph.conditionalAccessAllExternalTenants",
          membershipKind: "all",
        },
      },
    }),
    drift: ["conditions.users.excludeGuestsOrExternalUsers"],
  },
  include_users_none: { changes: users({ includeUsers: ["None"] }), drift: ["conditions.users.includeUsers"] },
  include_role_instead: {
    changes: users({ includeUsers: [], includeRoles: [GLOBAL_ADMINISTRATOR] }),
    drift: ["conditions.users.includeRoles", "conditions.users.includeUsers"],
  },
  exclude_api: {
    changes: applications({ excludeApplications: [AZURE_MANAGEMENT] }),
    drift: ["conditions.applications.excludeApplications"],
  },
  include_other_app: {
    changes: applications({ includeApplications: [OTHER_APPLICATION] }),
    drift: ["conditions.applications.includeApplications"],
  },
  user_action: {
    changes: applications({ includeApplications: [], includeUserActions: ["urn:user:registersecurityinfo"] }),
    drift: ["conditions.applications.includeApplications", "conditions.applications.includeUserActions"],
  },
  auth_context: {
    changes: applications({ includeAuthenticationContextClassReferences: ["c1"] }),
    drift: ["conditions.applications.includeAuthenticationContextClassReferences"],
  },
  app_filter: {
    changes: applications({ applicationFilter: { mode: "exclude", rule: 'CustomSecurityAttribute.A_b -eq "x"' } }),
    drift: ["conditions.applications.applicationFilter"],
  },
  client_types: { changes: conditions({ clientAppTypes: ["browser"] }), drift: ["conditions.clientAppTypes"] },
  platforms: {
    changes: conditions({ platforms: { includePlatforms: ["android", "iOS"], excludePlatforms: [] } }),
    drift: ["conditions.platforms.includePlatforms"],
  },
  platforms_explicit_all: {
    changes: conditions({ platforms: { includePlatforms: ["all"], excludePlatforms: [] } }),
    drift: [],
  },
  locations: {
    changes: conditions({ locations: { includeLocations: ["All"], excludeLocations: ["AllTrusted"] } }),
    drift: ["conditions.locations.excludeLocations", "conditions.locations.includeLocations"],
  },
  locations_explicit_all: {
    changes: conditions({ locations: { includeLocations: ["All"], excludeLocations: [] } }),
    drift: [],
  },
  device_filter: {
    changes: conditions({ devices: { deviceFilter: { mode: "exclude", rule: "device.isCompliant -eq True" } } }),
    drift: ["conditions.devices.deviceFilter"],
  },
  signin_risk: { changes: conditions({ signInRiskLevels: ["high"] }), drift: ["conditions.signInRiskLevels"] },
  user_risk: { changes: conditions({ userRiskLevels: ["high"] }), drift: ["conditions.userRiskLevels"] },
  sp_risk: {
    changes: conditions({ servicePrincipalRiskLevels: ["high"] }),
    drift: ["conditions.servicePrincipalRiskLevels"],
  },
  insider_risk: { changes: conditions({ insiderRiskLevels: "elevated" }), drift: ["conditions.insiderRiskLevels"] },
  flows: {
    changes: conditions({ authenticationFlows: { transferMethods: "deviceCodeFlow" } }),
    drift: ["conditions.authenticationFlows.transferMethods"],
  },
  client_applications: {
    changes: conditions({
      clientApplications: { includeServicePrincipals: ["ServicePrincipalsInMyTenant"], excludeServicePrincipals: [] },
    }),
    drift: ["conditions.clientApplications"],
  },
  times: { changes: conditions({ times: { includedRanges: [{ fromHour: 8 }] } }), drift: ["conditions.times"] },
  agent_risk: { changes: conditions({ agentIdRiskLevels: "high" }), drift: ["conditions.agentIdRiskLevels"] },
  grant_or: {
    changes: grant({ builtInControls: ["mfa", "compliantDevice"] }),
    drift: ["grantControls.builtInControls"],
  },
  grant_and: { changes: grant({ operator: "AND" }), drift: [] },
  grant_terms: {
    changes: grant({ termsOfUse: ["99999999-0000-4000-8000-000000000001"] }),
    drift: ["grantControls.termsOfUse"],
  },
  grant_custom: {
    changes: grant({ customAuthenticationFactors: ["RequireExample"] }),
    drift: ["grantControls.customAuthenticationFactors"],
  },
  grant_strength: {
    changes: grant({ builtInControls: [], authenticationStrength: { id: MFA_STRENGTH } }),
    drift: ["grantControls.authenticationStrength", "grantControls.builtInControls"],
  },
  grant_null: {
    changes: {
      grantControls: null,
      sessionControls: { persistentBrowser: { isEnabled: true, mode: "never" } },
    },
    drift: ["grantControls.builtInControls", "sessionControls.persistentBrowser"],
  },
  session: {
    changes: { sessionControls: { signInFrequency: { isEnabled: true, type: "hours", value: 12 } } },
    drift: ["sessionControls.signInFrequency"],
  },
  order: { changes: users({ excludeUsers: [SECOND, FIRST] }), drift: [] },
  case: { changes: users({ excludeUsers: [FIRST.toUpperCase(), SECOND.toUpperCase()] }), drift: [] },
};
