import { asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import { LISTS, type List } from "../../law/model/tenant";
import { EVIDENCE_KEYS } from "../graph/evidence/keys";

/** A key of a tenant file. */
export type Key = List | keyof typeof EVIDENCE_KEYS;

/** What is under a key of a tenant file. */
export const dueAt = (key: Key): "list" | "object" | "text" => (key in EVIDENCE_KEYS ? evidenceAt(key) : "list");

const evidenceAt = (key: string): "list" | "object" | "text" => EVIDENCE_KEYS[key as keyof typeof EVIDENCE_KEYS];

/** Whether an object has something under a key of a tenant file that a verdict rests on. */
export const hasLists = (object: JsonObject): boolean => LISTS.some((list) => !isAbsent(object[list]));

type Sign = (object: JsonObject) => boolean;

/** By what an object of an export is told to belong under a key. */
export interface Kind {
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

/** What azmfa writes itself, and Graph doesn't show. */
const ours = (...signs: readonly Sign[]): Kind => ({ contexts: [], types: [], signs });

/** The object of which each tenant has one. */
const SECURITY_DEFAULTS = "00000000-0000-0000-0000-000000000005";

/**
 * Every key of a tenant file, and by what it is told. The rows are asked in this order: details of a registration have a user principal
 * name too, and whoever may make a role active has what an assignment has.
 * @see Microsoft Graph, the resource type and the response of "List" or "Get" of each (v1.0 and beta; read 2026-11)
 */
export const KINDS: { readonly [K in Key]: Kind } = {
  policies: {
    contexts: ["conditionalaccess/policies", "conditionalaccesspolicies"],
    types: ["conditionalaccesspolicy"],
    signs: [has("conditions", "state"), has("conditions", "grantControls"), has("conditions", "sessionControls")],
  },
  namedLocations: {
    contexts: ["conditionalaccess/namedlocations", "#namedlocations"],
    types: ["namedlocation", "ipnamedlocation", "countrynamedlocation", "compliantnetworknamedlocation"],
    signs: [has("ipRanges"), has("countriesAndRegions")],
  },
  authenticationStrengthPolicies: {
    contexts: ["authenticationstrengthpolicies", "authenticationstrength/policies", "authenticationstrengths/policies"],
    types: ["authenticationstrengthpolicy"],
    signs: [has("allowedCombinations")],
  },
  userRegistrationDetails: {
    contexts: ["userregistrationdetails"],
    types: ["userregistrationdetails"],
    signs: [has("isMfaRegistered"), has("isMfaCapable"), has("methodsRegistered")],
  },
  users: {
    contexts: ["#users"],
    types: ["user", "agentuser"],
    signs: [(object) => "userPrincipalName" in object && !("userId" in object) && !("riskState" in object)],
  },
  administrativeUnits: {
    contexts: ["#administrativeunits", "directory/administrativeunits"],
    types: ["administrativeunit"],
    signs: [has("isMemberManagementRestricted"), has("membershipType")],
  },
  groups: {
    contexts: ["#groups"],
    types: ["group"],
    signs: [has("groupTypes"), has("securityEnabled"), has("members", "displayName")],
  },
  roleEligibilitySchedules: {
    contexts: ["directory/roleeligibilityschedules", "directory/roleeligibilityscheduleinstances"],
    types: ["unifiedroleeligibilityschedule", "unifiedroleeligibilityscheduleinstance"],
    signs: [
      has("principalId", "roleDefinitionId", "roleEligibilityScheduleId"),
      (object) => has("principalId", "roleDefinitionId", "scheduleInfo")(object) && !("assignmentType" in object),
    ],
  },
  roleAssignments: {
    contexts: [
      "directory/roleassignments",
      "directory/roleassignmentschedules",
      "directory/roleassignmentscheduleinstances",
    ],
    types: ["unifiedroleassignment", "unifiedroleassignmentschedule", "unifiedroleassignmentscheduleinstance"],
    signs: [has("principalId", "roleDefinitionId")],
  },
  roleDefinitions: {
    contexts: ["directory/roledefinitions"],
    types: ["unifiedroledefinition"],
    signs: [has("isBuiltIn", "templateId")],
  },
  organization: {
    contexts: ["#organization"],
    types: ["organization"],
    signs: [has("verifiedDomains"), has("technicalNotificationMails")],
  },
  securityDefaults: {
    contexts: ["identitysecuritydefaultsenforcementpolicy"],
    types: ["identitysecuritydefaultsenforcementpolicy"],
    signs: [(object) => "isEnabled" in object && asText(object["id"]) === SECURITY_DEFAULTS],
  },
  subscribedSkus: {
    contexts: ["#subscribedskus"],
    types: ["subscribedsku"],
    signs: [has("skuPartNumber", "capabilityStatus"), has("skuPartNumber", "prepaidUnits")],
  },
  servicePrincipals: {
    contexts: ["#serviceprincipals"],
    types: ["serviceprincipal"],
    signs: [has("servicePrincipalType"), has("servicePrincipalNames"), has("appId", "appRoleAssignments")],
  },
  conditionalAccessSettings: {
    contexts: ["conditionalaccess/settings"],
    types: ["conditionalaccesssettings"],
    signs: [(object) => "allResourcesExclusions" in (asObject(object["exclusions"]) ?? {})],
  },
  accessReviews: {
    contexts: ["accessreviews/definitions"],
    types: ["accessreviewscheduledefinition"],
    signs: [has("instanceEnumerationScope"), has("scope", "settings")],
  },
  source: ours(),
  breakGlassAlerts: ours(has("id", "watches")),
  notRead: ours(),
  readAt: ours(),
  plannedBy: ours(),
};

export const KEYS = Object.keys(KINDS) as readonly Key[];
