import { asObject, asText, isAbsent, type JsonObject } from "../../../law/json/json-object";
import { EVIDENCE_KEYS } from "../evidence/keys";

/** The lists of a tenant file that a verdict rests on. */
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
  /** What only its objects have. */
  readonly signs: readonly Sign[];
  /** What its objects have, and others might: asked last, where neither Graph nor a name says more. */
  readonly hints: readonly Sign[];
  /** Names of files and folders beside the key, in lower case. */
  readonly names: readonly string[];
  /** What an object has at least that only a name tells; `undefined` where a text is due. */
  readonly least: string | undefined;
}

const has =
  (...keys: readonly string[]): Sign =>
  (object) =>
    keys.every((key) => key in object);

const kind = (told: Pick<Kind, "contexts" | "types" | "signs"> & Partial<Kind>): Kind => ({
  hints: [],
  names: [],
  least: "id",
  ...told,
});

/** What azmfa writes itself, and Graph doesn't show. */
const ours = (least: string | undefined, ...signs: readonly Sign[]): Kind =>
  kind({ contexts: [], types: [], signs, least });

/** The object of which each tenant has one. */
const SECURITY_DEFAULTS = "00000000-0000-0000-0000-000000000005";

/**
 * Every key of a tenant file, and by what it is told. Signs are asked in this order: details of a registration have a user principal
 * name too, and whoever may make a role active has what an assignment has.
 * @see Microsoft Graph, the resource type and the response of "List" or "Get" of each (v1.0 and beta; read 2026-11)
 */
export const KINDS: { readonly [K in Key]: Kind } = {
  policies: kind({
    contexts: ["conditionalaccess/policies", "conditionalaccesspolicies"],
    types: ["conditionalaccesspolicy"],
    signs: [has("conditions", "state"), has("conditions", "grantControls"), has("conditions", "sessionControls")],
    names: ["conditionalaccesspolicies"],
    least: "conditions",
  }),
  namedLocations: kind({
    contexts: ["conditionalaccess/namedlocations", "#namedlocations"],
    types: ["namedlocation", "ipnamedlocation", "countrynamedlocation", "compliantnetworknamedlocation"],
    signs: [has("ipRanges"), has("countriesAndRegions")],
  }),
  authenticationStrengthPolicies: kind({
    contexts: ["authenticationstrengthpolicies", "authenticationstrength/policies"],
    types: ["authenticationstrengthpolicy"],
    signs: [has("allowedCombinations")],
    names: ["authenticationstrengths"],
  }),
  userRegistrationDetails: kind({
    contexts: ["userregistrationdetails"],
    types: ["userregistrationdetails"],
    signs: [has("isMfaRegistered"), has("isMfaCapable"), has("methodsRegistered")],
    names: ["registrationdetails"],
  }),
  users: kind({
    contexts: ["#users"],
    types: ["user", "agentuser"],
    signs: [(object) => "userPrincipalName" in object && !("userId" in object)],
  }),
  administrativeUnits: kind({
    contexts: ["#administrativeunits", "directory/administrativeunits"],
    types: ["administrativeunit"],
    signs: [has("isMemberManagementRestricted"), has("membershipType")],
  }),
  groups: kind({
    contexts: ["#groups"],
    types: ["group"],
    signs: [has("groupTypes"), has("securityEnabled")],
    hints: [has("members", "displayName")],
  }),
  roleEligibilitySchedules: kind({
    contexts: ["directory/roleeligibilityschedules", "directory/roleeligibilityscheduleinstances"],
    types: ["unifiedroleeligibilityschedule", "unifiedroleeligibilityscheduleinstance"],
    signs: [
      has("principalId", "roleDefinitionId", "roleEligibilityScheduleId"),
      (object) => has("principalId", "roleDefinitionId", "scheduleInfo")(object) && !("assignmentType" in object),
    ],
    names: ["roleeligibilityscheduleinstances"],
    least: "principalId",
  }),
  roleAssignments: kind({
    contexts: [
      "directory/roleassignments",
      "directory/roleassignmentschedules",
      "directory/roleassignmentscheduleinstances",
    ],
    types: ["unifiedroleassignment", "unifiedroleassignmentschedule", "unifiedroleassignmentscheduleinstance"],
    signs: [has("principalId", "roleDefinitionId", "assignmentType")],
    hints: [has("principalId", "roleDefinitionId")],
    names: ["roleassignmentschedules", "roleassignmentscheduleinstances"],
    least: "principalId",
  }),
  roleDefinitions: kind({
    contexts: ["directory/roledefinitions"],
    types: ["unifiedroledefinition"],
    signs: [has("isBuiltIn", "templateId")],
  }),
  organization: kind({
    contexts: ["#organization"],
    types: ["organization"],
    signs: [has("verifiedDomains"), has("technicalNotificationMails")],
  }),
  securityDefaults: kind({
    contexts: ["identitysecuritydefaultsenforcementpolicy"],
    types: ["identitysecuritydefaultsenforcementpolicy"],
    signs: [(object) => "isEnabled" in object && asText(object["id"]) === SECURITY_DEFAULTS],
    names: ["identitysecuritydefaultsenforcementpolicy"],
    least: "isEnabled",
  }),
  subscribedSkus: kind({
    contexts: ["#subscribedskus"],
    types: ["subscribedsku"],
    signs: [has("skuPartNumber", "capabilityStatus"), has("skuPartNumber", "prepaidUnits")],
    names: ["skus", "licences", "licenses"],
    least: "skuPartNumber",
  }),
  servicePrincipals: kind({
    contexts: ["#serviceprincipals"],
    types: ["serviceprincipal"],
    signs: [has("servicePrincipalType"), has("servicePrincipalNames"), has("appId", "appRoleAssignments")],
  }),
  conditionalAccessSettings: kind({
    contexts: ["conditionalaccess/settings"],
    types: ["conditionalaccesssettings"],
    signs: [(object) => "allResourcesExclusions" in (asObject(object["exclusions"]) ?? {})],
    least: "exclusions",
  }),
  accessReviews: kind({
    contexts: ["accessreviews/definitions"],
    types: ["accessreviewscheduledefinition"],
    signs: [has("instanceEnumerationScope"), has("scope", "settings")],
    names: ["accessreviewdefinitions"],
    least: "scope",
  }),
  breakGlassAlerts: ours("watches", has("id", "watches")),
  notRead: ours("key"),
  readAt: ours(undefined),
  plannedBy: ours(undefined),
};

export const KEYS = Object.keys(KINDS) as readonly Key[];
