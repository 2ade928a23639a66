import type { JsonObject } from "../../src/law/json/json-object";

export const AZURE_MANAGEMENT = "797f4846-ba00-4fd7-ba43-dac1f8f63013";
export const FIRST = "bbbbbbbb-0000-4000-8000-000000000001";
export const SECOND = "bbbbbbbb-0000-4000-8000-000000000002";
export const POLICY_ID = "12121212-0000-4000-8000-000000000001";

/** What the program gives for the policy of the dev stack. */
export const declaredInputs: JsonObject = {
  __defaults: [],
  displayName: "Require MFA for Azure management",
  state: "enabled",
  conditions: {
    __defaults: [],
    clientAppTypes: ["all"],
    applications: { includedApplications: [AZURE_MANAGEMENT] },
    users: { includedUsers: ["All"], excludedUsers: [FIRST, SECOND] },
  },
  grantControls: { operator: "OR", builtInControls: ["mfa"] },
};

/** The same policy as Graph shows it: every field is there, most of them empty. */
export const deployedPolicy = {
  "@odata.context": "https://graph.microsoft.com/v1.0/$metadata#identity/conditionalAccess/policies/$entity",
  id: POLICY_ID,
  templateId: null,
  displayName: "Require MFA for Azure management",
  createdDateTime: "2026-09-01T08:00:00Z",
  modifiedDateTime: null,
  state: "enabled",
  sessionControls: null,
  conditions: {
    userRiskLevels: [],
    signInRiskLevels: [],
    servicePrincipalRiskLevels: [],
    insiderRiskLevels: null,
    clientAppTypes: ["all"],
    platforms: null,
    locations: null,
    devices: null,
    clientApplications: null,
    authenticationFlows: null,
    applications: {
      includeApplications: [AZURE_MANAGEMENT],
      excludeApplications: [],
      includeUserActions: [],
      includeAuthenticationContextClassReferences: [],
      applicationFilter: null,
    },
    users: {
      includeUsers: ["All"],
      excludeUsers: [FIRST, SECOND],
      includeGroups: [],
      excludeGroups: [],
      includeRoles: [],
      excludeRoles: [],
      includeGuestsOrExternalUsers: null,
      excludeGuestsOrExternalUsers: null,
    },
  },
  grantControls: {
    operator: "OR",
    builtInControls: ["mfa"],
    customAuthenticationFactors: [],
    termsOfUse: [],
    "authenticationStrength@odata.context":
      "https://graph.microsoft.com/v1.0/$metadata#…/authenticationStrength/$entity",
    authenticationStrength: null,
  },
} as const satisfies JsonObject;
