import { asList, asObject, isAbsent, type JsonObject } from "../law/json/json-object";
import { type List, TENANT_LISTS } from "../law/model/tenant";
import {
  type AboutTheFile,
  aboutTheFile,
  type ForAudit,
  type ForVerdicts,
  forAudit,
  forVerdicts,
  type InGraph,
  only,
  question,
} from "./collection-row";

/** The longest page that Graph gives. */
export const $top = "999";
const USER_FIELDS = "id,displayName,userPrincipalName,userType,accountEnabled,identityParentId,onPremisesSyncEnabled";
/** What a group is asked for: who is in it, and who could change that. */
export const GROUP_FIELDS =
  "id,displayName,isAssignableToRole,groupTypes,membershipRule,visibility,securityEnabled,isManagementRestricted";

const ACCESS = "/identity/conditionalAccess";
const ROLES = "/roleManagement/directory";
const DEFAULTS = "/policies/identitySecurityDefaultsEnforcementPolicy";
const REGISTRATIONS = "/reports/authenticationMethods/userRegistrationDetails";

const POLICY_ROLE = "Policy.Read.All";
const ROLES_ROLE = "RoleManagement.Read.Directory";
const ELIGIBILITY_ROLE = "RoleEligibilitySchedule.Read.Directory";
const AUDIT_LOG_ROLE = "AuditLog.Read.All";

const IDS_OF_A_HOLDER = { principalId: "text", roleDefinitionId: "text" } as const;

/** Who changed which object and when. The change itself is left out: the log repeats whole policies. */
const keptOfAudit = (record: JsonObject): JsonObject => ({
  ...only("id", "activityDateTime", "activityDisplayName", "initiatedBy")(record),
  targetResources: (asList(record["targetResources"]) ?? []).map((one) => only("id")(asObject(one) ?? {})),
});

/**
 * Every key of a tenant file, in the order in which a live tenant is read. Files, folders, stacks, the live reading and the
 * snapshot's manifest take from here what they know about a collection.
 *
 * A question names the least privileged application role. Where the role for policies serves too, it is named instead of one more:
 * strengths alone would take Policy.Read.AuthenticationMethod. RoleManagement.Read.Directory also serves for eligibilities.
 * @see Microsoft Graph, the resource type, the response and the table "Permissions" of "List" or "Get" of each (v1.0, and beta for
 *   conditionalAccessSettings; read 2026-11)
 */
export const COLLECTIONS = {
  policies: forVerdicts({
    nouns: ["policy", "policies"],
    isReferredTo: false,
    question: question(`${ACCESS}/policies`, "the Conditional Access policies", POLICY_ROLE),
    otherContexts: ["conditionalaccesspolicies"],
    types: ["conditionalaccesspolicy"],
    keys: ["conditions state", "conditions grantControls", "conditions sessionControls"],
  }),
  namedLocations: forVerdicts({
    nouns: ["named location", "named locations"],
    isReferredTo: true,
    question: question(`${ACCESS}/namedLocations`, "the named locations", POLICY_ROLE),
    otherContexts: ["#namedlocations"],
    types: ["namedlocation", "ipnamedlocation", "countrynamedlocation", "compliantnetworknamedlocation"],
    keys: ["ipRanges", "countriesAndRegions"],
  }),
  authenticationStrengthPolicies: forVerdicts({
    nouns: ["authentication strength", "authentication strengths"],
    isReferredTo: true,
    question: question("/policies/authenticationStrengthPolicies", "the authentication strengths", POLICY_ROLE),
    otherContexts: ["authenticationstrength/policies", "authenticationstrengths/policies"],
    types: ["authenticationstrengthpolicy"],
    keys: ["allowedCombinations"],
  }),
  users: forVerdicts({
    nouns: ["user", "users"],
    isReferredTo: false,
    question: question("/users", "the users", "User.Read.All", { query: { $select: USER_FIELDS, $top } }),
    otherContexts: [],
    types: ["user", "agentuser"],
    keys: ["userPrincipalName -userId -riskState -isMfaRegistered -isMfaCapable -methodsRegistered"],
  }),
  roleAssignments: forVerdicts({
    nouns: ["role assignment", "role assignments"],
    isReferredTo: false,
    question: question(`${ROLES}/roleAssignments`, "the role assignments", ROLES_ROLE, { fields: IDS_OF_A_HOLDER }),
    otherContexts: ["directory/roleassignmentschedules", "directory/roleassignmentscheduleinstances"],
    types: ["unifiedroleassignment", "unifiedroleassignmentschedule", "unifiedroleassignmentscheduleinstance"],
    keys: [
      "principalId roleDefinitionId -roleEligibilityScheduleId -scheduleInfo",
      "principalId roleDefinitionId -roleEligibilityScheduleId assignmentType",
    ],
  }),
  roleEligibilitySchedules: forVerdicts({
    nouns: ["role eligibility", "role eligibilities"],
    isReferredTo: false,
    question: question(`${ROLES}/roleEligibilitySchedules`, "who may make a role active", ELIGIBILITY_ROLE, {
      fields: IDS_OF_A_HOLDER,
      kept: only("id", "principalId", "roleDefinitionId", "directoryScopeId", "appScopeId", "memberType", "status"),
    }),
    otherContexts: ["directory/roleeligibilityscheduleinstances"],
    types: ["unifiedroleeligibilityschedule", "unifiedroleeligibilityscheduleinstance"],
    keys: [
      "principalId roleDefinitionId roleEligibilityScheduleId",
      "principalId roleDefinitionId scheduleInfo -assignmentType",
    ],
  }),
  groups: forVerdicts({
    nouns: ["group", "groups"],
    isReferredTo: true,
    question: question("/groups", "the groups", "GroupMember.Read.All", {
      query: { $filter: "isAssignableToRole eq true", $select: GROUP_FIELDS, $top },
    }),
    otherContexts: [],
    types: ["group"],
    keys: ["groupTypes", "securityEnabled", "members displayName"],
  }),
  organization: forAudit({
    holds: "object",
    question: question("/organization", "the organization", "Organization.Read.All", {
      query: { $select: "id,displayName" },
    }),
    types: ["organization"],
    keys: ["verifiedDomains", "technicalNotificationMails"],
  }),
  securityDefaults: forAudit({
    holds: "object",
    question: question(DEFAULTS, "the security defaults", POLICY_ROLE, { fields: { isEnabled: "flag" } }),
    types: ["identitysecuritydefaultsenforcementpolicy"],
    keys: ["isEnabled id=00000000-0000-0000-0000-000000000005"],
  }),
  conditionalAccessSettings: forAudit({
    holds: "object",
    question: question(`${ACCESS}/settings`, "the settings of Conditional Access", "Policy.Read.ConditionalAccess", {
      ...{ version: "beta", fields: { exclusions: "present" } },
    }),
    types: ["conditionalaccesssettings"],
    keys: ["exclusions.allResourcesExclusions"],
  }),
  subscribedSkus: forAudit({
    holds: "list",
    question: question("/subscribedSkus", "the licences", "LicenseAssignment.Read.All", {
      fields: { skuPartNumber: "text", servicePlans: "list" },
    }),
    types: ["subscribedsku"],
    keys: ["skuPartNumber capabilityStatus", "skuPartNumber prepaidUnits"],
  }),
  roleDefinitions: forAudit({
    holds: "list",
    question: question(`${ROLES}/roleDefinitions`, "the directory roles", ROLES_ROLE, {
      query: { $select: "id,templateId,displayName,isBuiltIn,isEnabled" },
    }),
    types: ["unifiedroledefinition"],
    keys: ["isBuiltIn templateId"],
  }),
  userRegistrationDetails: forAudit({
    holds: "list",
    question: question(REGISTRATIONS, "the authentication methods that people have registered", AUDIT_LOG_ROLE, {
      query: { $select: "id,isMfaRegistered,methodsRegistered", $top },
      fields: { id: "text", isMfaRegistered: "flag" },
      kept: only("id", "isMfaRegistered", "methodsRegistered"),
    }),
    types: ["userregistrationdetails"],
    keys: ["isMfaRegistered", "isMfaCapable", "methodsRegistered"],
  }),
  accessReviews: forAudit({
    holds: "list",
    question: question("/identityGovernance/accessReviews/definitions", "the access reviews", "AccessReview.Read.All", {
      kept: only("id", "displayName", "status", "scope", "instanceEnumerationScope", "settings"),
    }),
    types: ["accessreviewscheduledefinition"],
    keys: ["instanceEnumerationScope", "scope settings"],
  }),
  directoryAudits: forAudit({
    holds: "list",
    question: question("/auditLogs/directoryAudits", "the log of changes to policies", AUDIT_LOG_ROLE, {
      query: { $filter: "loggedByService eq 'Conditional Access'", $top },
      kept: keptOfAudit,
    }),
    types: ["directoryaudit"],
    keys: ["activityDateTime targetResources"],
  }),
  source: aboutTheFile("object"),
  notRead: aboutTheFile("list"),
  readAt: aboutTheFile("text"),
  plannedBy: aboutTheFile("text"),
} satisfies { readonly [L in List]: ForVerdicts } & { readonly [key: string]: ForVerdicts | ForAudit | AboutTheFile };

/** A key of a tenant file. */
export type Key = keyof typeof COLLECTIONS;

/** Every key of a tenant file. */
export const KEYS = Object.keys(COLLECTIONS) as readonly Key[];

/** A key whose objects Graph has. */
export type GraphKey = { readonly [K in Key]: (typeof COLLECTIONS)[K] extends InGraph ? K : never }[Key];

/** The keys whose objects Graph has. */
export const GRAPH_KEYS = KEYS.filter((key): key is GraphKey => COLLECTIONS[key].restsOnIt !== "nothing");

/** Whether a verdict rests on what is under the key. */
export const isList = (key: string): key is List => TENANT_LISTS.some((one) => one === key);

/** Whether the key holds a list. */
export const isMany = (key: Key): boolean => COLLECTIONS[key].holds === "list";

/** Whether a file has one of the lists that verdicts rest on. */
export const hasLists = (file: JsonObject): boolean => TENANT_LISTS.some((key) => !isAbsent(file[key]));
