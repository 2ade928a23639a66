import { asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import { LISTS, type List } from "../../law/model/tenant";
import { collectionAt, type ShapeError, shapeError } from "./collection";

type Sign = (object: JsonObject) => boolean;

/** What is due under a key of a tenant file, and how an object of an export is recognised to belong there. */
interface Kind {
  readonly due: "list" | "object" | "text";
  /** How the path in `@odata.context` ends, in lower case; after `#` all of it. */
  readonly contexts: readonly string[];
  /** The last part of `@odata.type`, in lower case. */
  readonly types: readonly string[];
  /** What its objects have: one of these suffices. */
  readonly signs: readonly Sign[];
}

const kind =
  (due: Kind["due"]) =>
  (contexts: Kind["contexts"] = [], types: Kind["types"] = [], ...signs: Kind["signs"]): Kind => ({
    ...{ due, contexts, types, signs },
  });
const [list, object, text] = [kind("list"), kind("object"), kind("text")];

const has =
  (...keys: readonly string[]): Sign =>
  (one) =>
    keys.every((key) => key in one);

const SECURITY_DEFAULTS = "00000000-0000-0000-0000-000000000005";

/**
 * Every key of a tenant file: what is due there, the contexts, the types and the signs of its objects. The first row that fits
 * counts: details of a registration have a user principal name too, and whoever may make a role active has what an assignment has.
 * Rows without a context are azmfa's own.
 * @see Microsoft Graph, the resource type and the response of "List" or "Get" of each (v1.0 and beta; read 2026-11)
 */
const FILE_KEYS = {
  policies: list(
    ["conditionalaccess/policies", "conditionalaccesspolicies"],
    ["conditionalaccesspolicy"],
    ...[has("conditions", "state"), has("conditions", "grantControls"), has("conditions", "sessionControls")],
  ),
  namedLocations: list(
    ["conditionalaccess/namedlocations", "#namedlocations"],
    ["namedlocation", "ipnamedlocation", "countrynamedlocation", "compliantnetworknamedlocation"],
    ...[has("ipRanges"), has("countriesAndRegions")],
  ),
  authenticationStrengthPolicies: list(
    ["authenticationstrengthpolicies", "authenticationstrength/policies", "authenticationstrengths/policies"],
    ["authenticationstrengthpolicy"],
    has("allowedCombinations"),
  ),
  userRegistrationDetails: list(
    ["userregistrationdetails"],
    ["userregistrationdetails"],
    ...[has("isMfaRegistered"), has("isMfaCapable"), has("methodsRegistered")],
  ),
  users: list(
    ["#users"],
    ["user", "agentuser"],
    (one) => "userPrincipalName" in one && !("userId" in one) && !("riskState" in one),
  ),
  administrativeUnits: list(
    ["#administrativeunits", "directory/administrativeunits"],
    ["administrativeunit"],
    ...[has("isMemberManagementRestricted"), has("membershipType")],
  ),
  groups: list(["#groups"], ["group"], has("groupTypes"), has("securityEnabled"), has("members", "displayName")),
  roleEligibilitySchedules: list(
    ["directory/roleeligibilityschedules", "directory/roleeligibilityscheduleinstances"],
    ["unifiedroleeligibilityschedule", "unifiedroleeligibilityscheduleinstance"],
    has("principalId", "roleDefinitionId", "roleEligibilityScheduleId"),
    (one) => has("principalId", "roleDefinitionId", "scheduleInfo")(one) && !("assignmentType" in one),
  ),
  roleAssignments: list(
    ["roleassignments", "roleassignmentschedules", "roleassignmentscheduleinstances"].map((end) => `directory/${end}`),
    ["unifiedroleassignment", "unifiedroleassignmentschedule", "unifiedroleassignmentscheduleinstance"],
    has("principalId", "roleDefinitionId"),
  ),
  roleDefinitions: list(["directory/roledefinitions"], ["unifiedroledefinition"], has("isBuiltIn", "templateId")),
  organization: object(
    ["#organization"],
    ["organization"],
    ...[has("verifiedDomains"), has("technicalNotificationMails")],
  ),
  securityDefaults: object(
    ["identitysecuritydefaultsenforcementpolicy"],
    ["identitysecuritydefaultsenforcementpolicy"],
    (one) => "isEnabled" in one && asText(one["id"]) === SECURITY_DEFAULTS,
  ),
  subscribedSkus: list(
    ["#subscribedskus"],
    ["subscribedsku"],
    ...[has("skuPartNumber", "capabilityStatus"), has("skuPartNumber", "prepaidUnits")],
  ),
  servicePrincipals: list(
    ["#serviceprincipals"],
    ["serviceprincipal"],
    ...[has("servicePrincipalType"), has("servicePrincipalNames"), has("appId", "appRoleAssignments")],
  ),
  conditionalAccessSettings: object(
    ["conditionalaccess/settings"],
    ["conditionalaccesssettings"],
    (one) => "allResourcesExclusions" in (asObject(one["exclusions"]) ?? {}),
  ),
  accessReviews: list(
    ["accessreviews/definitions"],
    ["accessreviewscheduledefinition"],
    ...[has("instanceEnumerationScope"), has("scope", "settings")],
  ),
  source: object(),
  directoryAudits: list(["auditlogs/directoryaudits"], ["directoryaudit"], has("activityDateTime", "targetResources")),
  notRead: list(),
  readAt: text(),
  plannedBy: text(),
} satisfies { readonly [key: string]: Kind };

/** A key of a tenant file. */
export type Key = keyof typeof FILE_KEYS;

export const KEYS = Object.keys(FILE_KEYS) as readonly Key[];

export const kindAt = (key: Key): Kind => FILE_KEYS[key];

/** Whether a verdict rests on what is under the key. */
export const isList = (key: Key): key is List => LISTS.some((one) => one === key);

/** Whether an object has something under a key of a tenant file that a verdict rests on. */
export const hasLists = (file: JsonObject): boolean => LISTS.some((key) => !isAbsent(file[key]));

/** Of the keys that no verdict rests on, those whose value is of another kind than the one that is due. */
export const wrongEvidence = (file: JsonObject): readonly ShapeError[] =>
  KEYS.filter((key) => !isList(key) && !isAbsent(file[key])).flatMap((key) => wrongAt(file, key) ?? []);

export function wrongAt(file: JsonObject, key: Key): ShapeError | undefined {
  const { due } = kindAt(key);
  if (due === "text") return typeof file[key] === "string" ? undefined : shapeError(key, file[key], "a text");
  if (due === "object") return asObject(file[key]) === undefined ? shapeError(key, file[key], "an object") : undefined;
  const found = collectionAt(file, key);
  return found.kind === "wrong" ? { path: found.path, problem: found.problem } : undefined;
}
