/** Inputs of an azuread policy that uses every field of the plugin for users, targets and conditions. */
export const everyField = {
  __defaults: [],
  displayName: "Every field",
  state: "enabled",
  conditions: {
    __defaults: [],
    applications: { includedApplications: ["All"], excludedApplications: ["Office365"] },
    authenticationFlowTransferMethods: ["deviceCodeFlow", "authenticationTransfer"],
    clientAppTypes: ["browser", "mobileAppsAndDesktopClients"],
    devices: { filter: { mode: "exclude", rule: "device.isCompliant -eq True" } },
    insiderRiskLevels: "elevated",
    locations: {
      includedLocations: ["All"],
      excludedLocations: [
        "/identity/conditionalAccess/namedLocations/4e4345b5-ae8a-4014-8df4-a8f523af0d1c",
        "dd8ae035-6dd8-4846-8268-66dca38d96dc",
        "AllTrusted",
      ],
    },
    platforms: { includedPlatforms: ["all"], excludedPlatforms: ["linux"] },
    signInRiskLevels: ["high"],
    userRiskLevels: ["medium"],
    users: {
      includedUsers: ["All"],
      includedGroups: ["cccccccc-0000-4000-8000-000000000001"],
      excludedGroups: ["cccccccc-0000-4000-8000-000000000002"],
      includedRoles: ["62e90394-69f5-4237-9190-012177145e10"],
      excludedRoles: ["fe930be7-5e62-47db-91af-98c3a49a38b1"],
      excludedUsers: ["bbbbbbbb-0000-4000-8000-000000000001"],
      includedGuestsOrExternalUsers: [{ guestOrExternalUserTypes: ["internalGuest"] }],
      excludedGuestsOrExternalUsers: [
        {
          guestOrExternalUserTypes: ["b2bCollaborationGuest", "serviceProvider"],
          externalTenants: [{ membershipKind: "enumerated", members: ["99999999-0000-4000-8000-000000000001"] }],
        },
      ],
    },
  },
  grantControls: {
    operator: "AND",
    builtInControls: ["compliantDevice"],
    termsOfUses: ["77777777-0000-4000-8000-000000000001"],
    customAuthenticationFactors: ["x"],
    authenticationStrengthPolicyId: "/policies/authenticationStrengthPolicies/2b56a58a-f187-4bf8-85d0-3c1e058a21aa",
  },
  sessionControls: {
    applicationEnforcedRestrictionsEnabled: true,
    cloudAppSecurityPolicy: "blockDownloads",
    persistentBrowserMode: "never",
    disableResilienceDefaults: true,
    signInFrequency: 4,
    signInFrequencyPeriod: "hours",
    signInFrequencyInterval: "timeBased",
    signInFrequencyAuthenticationType: "secondaryAuthentication",
  },
};

/** The same policy as Graph has it. */
export const everyFieldInGraph = {
  displayName: "Every field",
  state: "enabled",
  conditions: {
    applications: { includeApplications: ["All"], excludeApplications: ["Office365"] },
    authenticationFlows: { transferMethods: "deviceCodeFlow,authenticationTransfer" },
    clientAppTypes: ["browser", "mobileAppsAndDesktopClients"],
    devices: { deviceFilter: { mode: "exclude", rule: "device.isCompliant -eq True" } },
    insiderRiskLevels: "elevated",
    locations: {
      includeLocations: ["All"],
      excludeLocations: ["4e4345b5-ae8a-4014-8df4-a8f523af0d1c", "dd8ae035-6dd8-4846-8268-66dca38d96dc", "AllTrusted"],
    },
    platforms: { includePlatforms: ["all"], excludePlatforms: ["linux"] },
    signInRiskLevels: ["high"],
    userRiskLevels: ["medium"],
    users: {
      includeUsers: ["All"],
      includeGroups: ["cccccccc-0000-4000-8000-000000000001"],
      excludeGroups: ["cccccccc-0000-4000-8000-000000000002"],
      includeRoles: ["62e90394-69f5-4237-9190-012177145e10"],
      excludeRoles: ["fe930be7-5e62-47db-91af-98c3a49a38b1"],
      excludeUsers: ["bbbbbbbb-0000-4000-8000-000000000001"],
      includeGuestsOrExternalUsers: { guestOrExternalUserTypes: "internalGuest" },
      excludeGuestsOrExternalUsers: {
        guestOrExternalUserTypes: "b2bCollaborationGuest,serviceProvider",
        externalTenants: { membershipKind: "enumerated", members: ["99999999-0000-4000-8000-000000000001"] },
      },
    },
  },
  grantControls: {
    operator: "AND",
    builtInControls: ["compliantDevice"],
    termsOfUse: ["77777777-0000-4000-8000-000000000001"],
    customAuthenticationFactors: ["x"],
    authenticationStrength: { id: "2b56a58a-f187-4bf8-85d0-3c1e058a21aa" },
  },
  sessionControls: {
    applicationEnforcedRestrictions: { isEnabled: true },
    cloudAppSecurity: { isEnabled: true, cloudAppSecurityType: "blockDownloads" },
    persistentBrowser: { isEnabled: true, mode: "never" },
    disableResilienceDefaults: true,
    signInFrequency: {
      isEnabled: true,
      value: 4,
      type: "hours",
      frequencyInterval: "timeBased",
      authenticationType: "secondaryAuthentication",
    },
  },
};

/** Fields without a value. */
const unset = (...fields: readonly string[]) => Object.fromEntries(fields.map((field) => [field, null]));

/** Outputs of a plain policy after a refresh: what is unset is null, empty text or an empty list. */
export const refreshed = {
  __meta: "{}",
  __pulumi_raw_state_delta: { obj: {} },
  id: "/identity/conditionalAccess/policies/94211f8c-ffcf-4ac5-808b-4b0325a682c2",
  objectId: "94211f8c-ffcf-4ac5-808b-4b0325a682c2",
  displayName: "MFA for Azure management",
  state: "enabled",
  sessionControls: null,
  conditions: {
    ...unset("authenticationFlowTransferMethods", "clientApplications", "devices", "locations", "platforms"),
    ...unset("servicePrincipalRiskLevels", "signInRiskLevels", "userRiskLevels"),
    clientAppTypes: ["all"],
    insiderRiskLevels: "",
    applications: {
      includedApplications: ["797f4846-ba00-4fd7-ba43-dac1f8f63013"],
      ...unset("excludedApplications", "includedUserActions", "filter"),
    },
    users: {
      includedUsers: ["All"],
      excludedUsers: ["bbbbbbbb-0000-4000-8000-000000000001"],
      ...unset("includedGroups", "excludedGroups", "includedRoles", "excludedRoles"),
      includedGuestsOrExternalUsers: [],
      excludedGuestsOrExternalUsers: [],
    },
  },
  grantControls: {
    operator: "OR",
    builtInControls: ["mfa"],
    authenticationStrengthPolicyId: "",
    ...unset("customAuthenticationFactors", "termsOfUses"),
  },
};
