import { asObject, type JsonObject } from "../../json/json-object";
import { unknownKeys } from "../../json/not-understood";
import type { NotUnderstood } from "../../model/truth";

/** What this model knows of a policy, object by object. Grant controls are read elsewhere; session controls don't matter. */
const KNOWN: readonly (readonly [path: string, keys: readonly string[]])[] = [
  [
    "",
    [
      "id",
      "templateId",
      "displayName",
      "description",
      "createdDateTime",
      "modifiedDateTime",
      "deletedDateTime",
      "state",
      "conditions",
      "sessionControls",
      "grantControls",
      "partialEnablementStrategy",
    ],
  ],
  [
    "conditions",
    [
      "users",
      "applications",
      "clientAppTypes",
      "platforms",
      "locations",
      "devices",
      "signInRiskLevels",
      "userRiskLevels",
      "servicePrincipalRiskLevels",
      "clientApplications",
      "insiderRiskLevels",
      "authenticationFlows",
    ],
  ],
  [
    "conditions.users",
    [
      "includeUsers",
      "excludeUsers",
      "includeGroups",
      "excludeGroups",
      "includeRoles",
      "excludeRoles",
      "includeGuestsOrExternalUsers",
      "excludeGuestsOrExternalUsers",
    ],
  ],
  [
    "conditions.applications",
    [
      "includeApplications",
      "excludeApplications",
      "includeUserActions",
      "includeAuthenticationContextClassReferences",
      "applicationFilter",
    ],
  ],
  ["conditions.applications.applicationFilter", ["mode", "rule"]],
  ["conditions.platforms", ["includePlatforms", "excludePlatforms"]],
  ["conditions.locations", ["includeLocations", "excludeLocations"]],
  ["conditions.devices", ["deviceFilter"]],
  ["conditions.devices.deviceFilter", ["mode", "rule"]],
  ["conditions.authenticationFlows", ["transferMethods"]],
];

/** Content of a policy under keys that this model has never heard of. */
export const unknownConditions = (policy: JsonObject): readonly NotUnderstood[] =>
  KNOWN.flatMap(([path, keys]) => {
    const object = at(policy, path);
    return object === undefined ? [] : unknownKeys(object, keys, path);
  });

function at(policy: JsonObject, path: string): JsonObject | undefined {
  const steps = path === "" ? [] : path.split(".");
  return steps.reduce<JsonObject | undefined>((object, step) => asObject(object?.[step]), policy);
}
