import { asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import { LISTS, type List } from "../../law/model/tenant";
import { collectionAt, type ShapeError, shapeError } from "./collection";

type Sign = (object: JsonObject) => boolean;

/** What is due under a key of a tenant file, and by what an object of an export is told to belong there. */
interface Kind {
  readonly due: "list" | "object" | "text";
  /** How the path in `@odata.context` ends, in lower case; after `#` all of it. */
  readonly contexts: readonly string[];
  /** The last part of `@odata.type`, in lower case. */
  readonly types: readonly string[];
  /** What its objects have. The rows are asked in their order. */
  readonly signs: readonly Sign[];
}

const has =
  (...keys: readonly string[]): Sign =>
  (object) =>
    keys.every((key) => key in object);

/** The object of which each tenant has one. */
const SECURITY_DEFAULTS = "00000000-0000-0000-0000-000000000005";

/**
 * Every key of a tenant file. The rows are asked in this order: details of a registration have a user principal name too, and
 * whoever may make a role active has what an assignment has. Rows without a context are azmfa's own.
 * @see Microsoft Graph, the resource type and the response of "List" or "Get" of each (v1.0 and beta; read 2026-11)
 */
export const FILE_KEYS = {
  policies: {
    due: "list",
    contexts: ["conditionalaccess/policies", "conditionalaccesspolicies"],
    types: ["conditionalaccesspolicy"],
    signs: [has("conditions", "state"), has("conditions", "grantControls"), has("conditions", "sessionControls")],
  },
  namedLocations: {
    due: "list",
    contexts: ["conditionalaccess/namedlocations", "#namedlocations"],
    types: ["namedlocation", "ipnamedlocation", "countrynamedlocation", "compliantnetworknamedlocation"],
    signs: [has("ipRanges"), has("countriesAndRegions")],
  },
  authenticationStrengthPolicies: {
    due: "list",
    contexts: ["authenticationstrengthpolicies", "authenticationstrength/policies", "authenticationstrengths/policies"],
    types: ["authenticationstrengthpolicy"],
    signs: [has("allowedCombinations")],
  },
  userRegistrationDetails: {
    due: "list",
    contexts: ["userregistrationdetails"],
    types: ["userregistrationdetails"],
    signs: [has("isMfaRegistered"), has("isMfaCapable"), has("methodsRegistered")],
  },
  users: {
    due: "list",
    contexts: ["#users"],
    types: ["user", "agentuser"],
    signs: [(object) => "userPrincipalName" in object && !("userId" in object) && !("riskState" in object)],
  },
  administrativeUnits: {
    due: "list",
    contexts: ["#administrativeunits", "directory/administrativeunits"],
    types: ["administrativeunit"],
    signs: [has("isMemberManagementRestricted"), has("membershipType")],
  },
  groups: {
    due: "list",
    contexts: ["#groups"],
    types: ["group"],
    signs: [has("groupTypes"), has("securityEnabled"), has("members", "displayName")],
  },
  roleEligibilitySchedules: {
    due: "list",
    contexts: ["directory/roleeligibilityschedules", "directory/roleeligibilityscheduleinstances"],
    types: ["unifiedroleeligibilityschedule", "unifiedroleeligibilityscheduleinstance"],
    signs: [
      has("principalId", "roleDefinitionId", "roleEligibilityScheduleId"),
      (object) => has("principalId", "roleDefinitionId", "scheduleInfo")(object) && !("assignmentType" in object),
    ],
  },
  roleAssignments: {
    due: "list",
    contexts: [
      "directory/roleassignments",
      "directory/roleassignmentschedules",
      "directory/roleassignmentscheduleinstances",
    ],
    types: ["unifiedroleassignment", "unifiedroleassignmentschedule", "unifiedroleassignmentscheduleinstance"],
    signs: [has("principalId", "roleDefinitionId")],
  },
  roleDefinitions: {
    due: "list",
    contexts: ["directory/roledefinitions"],
    types: ["unifiedroledefinition"],
    signs: [has("isBuiltIn", "templateId")],
  },
  organization: {
    due: "object",
    contexts: ["#organization"],
    types: ["organization"],
    signs: [has("verifiedDomains"), has("technicalNotificationMails")],
  },
  securityDefaults: {
    due: "object",
    contexts: ["identitysecuritydefaultsenforcementpolicy"],
    types: ["identitysecuritydefaultsenforcementpolicy"],
    signs: [(object) => "isEnabled" in object && asText(object["id"]) === SECURITY_DEFAULTS],
  },
  subscribedSkus: {
    due: "list",
    contexts: ["#subscribedskus"],
    types: ["subscribedsku"],
    signs: [has("skuPartNumber", "capabilityStatus"), has("skuPartNumber", "prepaidUnits")],
  },
  servicePrincipals: {
    due: "list",
    contexts: ["#serviceprincipals"],
    types: ["serviceprincipal"],
    signs: [has("servicePrincipalType"), has("servicePrincipalNames"), has("appId", "appRoleAssignments")],
  },
  conditionalAccessSettings: {
    due: "object",
    contexts: ["conditionalaccess/settings"],
    types: ["conditionalaccesssettings"],
    signs: [(object) => "allResourcesExclusions" in (asObject(object["exclusions"]) ?? {})],
  },
  accessReviews: {
    due: "list",
    contexts: ["accessreviews/definitions"],
    types: ["accessreviewscheduledefinition"],
    signs: [has("instanceEnumerationScope"), has("scope", "settings")],
  },
  source: { due: "object", contexts: [], types: [], signs: [] },
  breakGlassAlerts: { due: "list", contexts: [], types: [], signs: [has("id", "watches")] },
  notRead: { due: "list", contexts: [], types: [], signs: [] },
  readAt: { due: "text", contexts: [], types: [], signs: [] },
  plannedBy: { due: "text", contexts: [], types: [], signs: [] },
} satisfies { readonly [key: string]: Kind };

/** A key of a tenant file. */
export type Key = keyof typeof FILE_KEYS;

export const KEYS = Object.keys(FILE_KEYS) as readonly Key[];

export const kindAt = (key: Key): Kind => FILE_KEYS[key];

/** Whether a verdict rests on what is under the key. */
export const isList = (key: Key): key is List => LISTS.some((list) => list === key);

/** Whether an object has something under a key of a tenant file that a verdict rests on. */
export const hasLists = (object: JsonObject): boolean => LISTS.some((list) => !isAbsent(object[list]));

/** Of the keys that no verdict rests on, those whose value is of another kind than the one that is due. */
export const wrongEvidence = (file: JsonObject): readonly ShapeError[] =>
  KEYS.filter((key) => !isList(key) && !isAbsent(file[key])).flatMap((key) => wrongAt(file, key) ?? []);

/** What is wrong with the value under a key, as a whole. */
export function wrongAt(file: JsonObject, key: Key): ShapeError | undefined {
  const { due } = kindAt(key);
  if (due === "text") return typeof file[key] === "string" ? undefined : shapeError(key, file[key], "a text");
  if (due === "object") return asObject(file[key]) === undefined ? shapeError(key, file[key], "an object") : undefined;
  const list = collectionAt(file, key);
  return list.kind === "wrong" ? { path: list.path, problem: list.problem } : undefined;
}
