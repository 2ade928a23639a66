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

/** The policy with all unset fields as Graph returns them: an empty list, or null. */
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

const filled = (value: Json | undefined, defaults: JsonObject): Json =>
  isObject(value) ? { ...defaults, ...value } : null;

/** The objects inside a policy that a PATCH merges field by field. It replaces everything else. */
const MERGED = ["conditions", "conditions.applications", "conditions.users", "grantControls", "sessionControls"];

/** The policy after a PATCH. Fields that the body doesn't name stay as they are, even unknown ones. */
export function mergePolicy(stored: JsonObject, body: JsonObject, path = ""): JsonObject {
  const changes = Object.entries(body).map(([name, value]): [string, Json | undefined] => {
    const at = path === "" ? name : `${path}.${name}`;
    const before = stored[name];
    return [name, MERGED.includes(at) && isObject(value) && isObject(before) ? mergePolicy(before, value, at) : value];
  });
  return { ...stored, ...Object.fromEntries(changes) };
}

const READ_ONLY = ["id", "createdDateTime", "modifiedDateTime", "deletedDateTime", "templateId"];

/** The body without the fields that only Graph sets. */
export const withoutReadOnlyKeys = (body: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(body).filter(([name]) => !READ_ONLY.includes(name)));
