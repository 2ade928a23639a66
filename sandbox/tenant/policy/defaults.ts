import { isObject, type Json, type JsonObject, objectIn } from "../json";

const APPLICATIONS: JsonObject = {
  includeApplications: [],
  excludeApplications: [],
  includeUserActions: [],
  includeAuthenticationContextClassReferences: [],
  applicationFilter: null,
};

const USERS: JsonObject = {
  includeUsers: [],
  excludeUsers: [],
  includeGroups: [],
  excludeGroups: [],
  includeRoles: [],
  excludeRoles: [],
  includeGuestsOrExternalUsers: null,
  excludeGuestsOrExternalUsers: null,
};

const CONDITIONS: JsonObject = {
  userRiskLevels: [],
  signInRiskLevels: [],
  servicePrincipalRiskLevels: [],
  insiderRiskLevels: null,
  platforms: null,
  locations: null,
  devices: null,
  clientApplications: null,
  authenticationFlows: null,
};

const GRANT_CONTROLS: JsonObject = {
  operator: "OR",
  builtInControls: [],
  customAuthenticationFactors: [],
  termsOfUse: [],
  authenticationStrength: null,
};

/** The policy with every unset field as Graph reads it back: an empty list, or null. */
export function withDefaults(policy: JsonObject): JsonObject {
  const conditions = objectIn(policy["conditions"]);
  return {
    templateId: null,
    createdDateTime: null,
    modifiedDateTime: null,
    sessionControls: null,
    ...policy,
    grantControls: filled(policy["grantControls"], GRANT_CONTROLS),
    conditions: {
      ...CONDITIONS,
      ...conditions,
      applications: { ...APPLICATIONS, ...objectIn(conditions["applications"]) },
      users: { ...USERS, ...objectIn(conditions["users"]) },
    },
  };
}

function filled(value: Json | undefined, defaults: JsonObject): Json {
  return isObject(value) ? { ...defaults, ...value } : null;
}
