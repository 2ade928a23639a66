import { asObject, asText, isAbsent, type JsonObject, odataType } from "../../../json/json-object";

/** The lists of a tenant file. */
export const LISTS = [
  "policies",
  "namedLocations",
  "authenticationStrengthPolicies",
  "users",
  "groups",
  "roleAssignments",
  "roleEligibilitySchedules",
] as const;
export type List = (typeof LISTS)[number];

const BY_TYPE: ReadonlyMap<string, List> = new Map([
  ["conditionalaccesspolicy", "policies"],
  ["ipnamedlocation", "namedLocations"],
  ["countrynamedlocation", "namedLocations"],
  ["compliantnetworknamedlocation", "namedLocations"],
  ["namedlocation", "namedLocations"],
  ["authenticationstrengthpolicy", "authenticationStrengthPolicies"],
  ["user", "users"],
  ["agentuser", "users"],
  ["group", "groups"],
  ["unifiedroleassignment", "roleAssignments"],
  ["unifiedroleassignmentscheduleinstance", "roleAssignments"],
  ["unifiedroleeligibilityscheduleinstance", "roleEligibilitySchedules"],
  ["unifiedroleassignmentschedule", "roleAssignments"],
  ["unifiedroleeligibilityschedule", "roleEligibilitySchedules"],
]);

/** Keys that only objects of one list have, those first that tell most. */
const BY_KEYS: readonly (readonly [keys: readonly string[], list: List])[] = [
  [["conditions", "state"], "policies"],
  [["conditions", "grantControls"], "policies"],
  [["conditions", "sessionControls"], "policies"],
  [["ipRanges"], "namedLocations"],
  [["countriesAndRegions"], "namedLocations"],
  [["allowedCombinations"], "authenticationStrengthPolicies"],
  [["principalId", "roleDefinitionId", "roleEligibilityScheduleId"], "roleEligibilitySchedules"],
  [["principalId", "roleDefinitionId"], "roleAssignments"],
  [["userPrincipalName"], "users"],
  [["groupTypes"], "groups"],
  [["securityEnabled"], "groups"],
  [["members", "displayName"], "groups"],
];

/** Which list an object of Graph's belongs to: by its type, else by the keys it has; `undefined` where neither tells. */
export function listOf(value: unknown): List | undefined {
  const object = asObject(value);
  if (object === undefined) return undefined;
  const type = odataType(object);
  if (type !== undefined) return BY_TYPE.get(type);
  return BY_KEYS.find(([keys]) => keys.every((key) => key in object))?.[1];
}

const BY_CONTEXT: ReadonlyMap<string, List> = new Map([
  ["conditionalaccess/policies", "policies"],
  ["conditionalaccess/namedlocations", "namedLocations"],
  ["authenticationstrengthpolicies", "authenticationStrengthPolicies"],
  ["users", "users"],
  ["groups", "groups"],
  ["roleassignments", "roleAssignments"],
  ["roleeligibilityschedules", "roleEligibilitySchedules"],
  ["roleeligibilityscheduleinstances", "roleEligibilitySchedules"],
]);

/** Which list a page is of, as Graph says in its context; an empty page says it nowhere else. */
export function listOfPage(page: JsonObject): List | undefined {
  const context = asText(page["@odata.context"])?.toLowerCase().replace(/\(.*$/, "") ?? "";
  for (const [end, list] of BY_CONTEXT) if (new RegExp(`[#/]${end}$`).test(context)) return list;
  return undefined;
}

/** Whether an object has lists under a tenant file's keys. */
export const hasLists = (object: JsonObject): boolean => LISTS.some((list) => !isAbsent(object[list]));
