import { asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import { groupId, roleId, userId } from "../../law/model/ids";
import { type List, TENANT_LISTS } from "../../law/model/tenant";
import { accessReviewOf } from "./access-reviews";
import { type ForAudit, type InGraph, question } from "./collection-row";
import { asBoolean, asFlag, asTexts, type Facts, listOf, mapOf, objectOf } from "./evidence";
import { changeOf, exceptsNoUserAction, groupSettingsOf, licenceOf } from "./facts";

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

/** A key whose objects Graph has. */
export type GraphKey = List | keyof Facts;

/** A key of a tenant file: of Graph's objects, or of what azmfa writes about the file. */
export type Key = GraphKey | "source" | "notRead" | "readAt" | "plannedBy";

/** The row of each key. A row without a member doesn't compile, nor does a fact without a reader. */
type Rows = { readonly [L in List]: InGraph } & { readonly [F in keyof Facts]: ForAudit<Facts[F]> } & {
  readonly [K in Exclude<Key, GraphKey>]: { readonly holds?: "object" | "text" };
};

/**
 * Every key of a tenant file, in the order in which a live tenant is read. Files, folders, stacks, the live reading and the
 * snapshot's manifest take from here what they know about a collection.
 *
 * A question names the least privileged application role. Where the role for policies serves too, it is named instead of one more:
 * strengths alone would take Policy.Read.AuthenticationMethod. RoleManagement.Read.Directory also serves for eligibilities.
 * @see Microsoft Graph, the resource type, the response and the table "Permissions" of "List" or "Get" of each (v1.0, and beta for
 *   policies and conditionalAccessSettings; read 2026-11)
 */
export const COLLECTIONS: Rows = {
  policies: {
    // v1.0 leaves out policies with conditions that only beta has, or these conditions.
    question: question(`${ACCESS}/policies`, "the Conditional Access policies", POLICY_ROLE, { version: "beta" }),
    otherContexts: ["conditionalaccesspolicies"],
    types: ["conditionalaccesspolicy"],
    keys: ["conditions state", "conditions grantControls", "conditions sessionControls"],
  },
  namedLocations: {
    question: question(`${ACCESS}/namedLocations`, "the named locations", POLICY_ROLE),
    types: ["namedlocation", "ipnamedlocation", "countrynamedlocation", "compliantnetworknamedlocation"],
    keys: ["ipRanges", "countriesAndRegions"],
  },
  authenticationStrengthPolicies: {
    question: question("/policies/authenticationStrengthPolicies", "the authentication strengths", POLICY_ROLE),
    otherContexts: ["authenticationstrength/policies", "authenticationstrengths/policies"],
    types: ["authenticationstrengthpolicy"],
    keys: ["allowedCombinations"],
  },
  users: {
    question: question("/users", "the users", "User.Read.All", { query: { $select: USER_FIELDS, $top } }),
    types: ["user", "agentuser"],
    keys: ["userPrincipalName -userId -riskState -isMfaRegistered -isMfaCapable -methodsRegistered"],
    // Null means that the account was never synchronised. @see Microsoft Graph, "user", `onPremisesSyncEnabled` (v1.0)
    evidence: mapOf(userId, (user) => ({
      isEnabled: asBoolean(user["accountEnabled"]),
      isSynchronised: asFlag(user["onPremisesSyncEnabled"]),
    })),
  },
  roleAssignments: {
    question: question(`${ROLES}/roleAssignments`, "the role assignments", ROLES_ROLE),
    otherContexts: ["directory/roleassignmentschedules", "directory/roleassignmentscheduleinstances"],
    types: ["unifiedroleassignment", "unifiedroleassignmentschedule", "unifiedroleassignmentscheduleinstance"],
    keys: [
      "principalId roleDefinitionId -roleEligibilityScheduleId -scheduleInfo",
      "principalId roleDefinitionId -roleEligibilityScheduleId assignmentType",
    ],
  },
  roleEligibilitySchedules: {
    question: question(`${ROLES}/roleEligibilitySchedules`, "who may make a role active", ELIGIBILITY_ROLE),
    otherContexts: ["directory/roleeligibilityscheduleinstances"],
    types: ["unifiedroleeligibilityschedule", "unifiedroleeligibilityscheduleinstance"],
    keys: [
      "principalId roleDefinitionId roleEligibilityScheduleId",
      "principalId roleDefinitionId scheduleInfo -assignmentType",
    ],
    evidence: listOf((one) => one),
  },
  groups: {
    question: question("/groups", "the groups", "GroupMember.Read.All", {
      query: { $filter: "isAssignableToRole eq true", $select: GROUP_FIELDS, $top },
    }),
    types: ["group"],
    keys: ["groupTypes", "securityEnabled", "members displayName"],
    evidence: mapOf(groupId, groupSettingsOf),
  },
  organization: {
    holds: "object",
    question: question("/organization", "the organization", "Organization.Read.All", {
      query: { $select: "id,displayName" },
    }),
    types: ["organization"],
    keys: ["verifiedDomains", "technicalNotificationMails"],
    evidence: objectOf(({ id, displayName }) => ({ id: asText(id), displayName: asText(displayName) })),
  },
  securityDefaults: {
    holds: "object",
    question: question(DEFAULTS, "the security defaults", POLICY_ROLE),
    types: ["identitysecuritydefaultsenforcementpolicy"],
    keys: ["isEnabled id=00000000-0000-0000-0000-000000000005"],
    evidence: objectOf(({ isEnabled }) => asBoolean(isEnabled)),
  },
  conditionalAccessSettings: {
    holds: "object",
    question: question(`${ACCESS}/settings`, "the settings of Conditional Access", "Policy.Read.ConditionalAccess", {
      version: "beta",
    }),
    types: ["conditionalaccesssettings"],
    keys: ["exclusions.allResourcesExclusions"],
    evidence: objectOf((settings) => ({ exceptsNoUserAction: exceptsNoUserAction(settings) })),
  },
  subscribedSkus: {
    question: question("/subscribedSkus", "the licences", "LicenseAssignment.Read.All"),
    types: ["subscribedsku"],
    keys: ["skuPartNumber capabilityStatus", "skuPartNumber prepaidUnits"],
    evidence: listOf(licenceOf),
  },
  roleDefinitions: {
    question: question(`${ROLES}/roleDefinitions`, "the directory roles", ROLES_ROLE, {
      query: { $select: "id,templateId,displayName,isBuiltIn,isEnabled" },
    }),
    types: ["unifiedroledefinition"],
    keys: ["isBuiltIn templateId"],
    evidence: mapOf(roleId, ({ displayName }) => ({ displayName: asText(displayName) })),
  },
  userRegistrationDetails: {
    question: question(REGISTRATIONS, "the authentication methods that people have registered", AUDIT_LOG_ROLE, {
      query: { $select: "id,isMfaRegistered,methodsRegistered", $top },
    }),
    types: ["userregistrationdetails"],
    keys: ["isMfaRegistered", "isMfaCapable", "methodsRegistered"],
    evidence: mapOf(userId, (details) => ({
      isMfaRegistered: asBoolean(details["isMfaRegistered"]),
      methods: asTexts(details["methodsRegistered"]),
    })),
  },
  accessReviews: {
    question: question("/identityGovernance/accessReviews/definitions", "the access reviews", "AccessReview.Read.All"),
    types: ["accessreviewscheduledefinition"],
    keys: ["instanceEnumerationScope", "scope settings"],
    evidence: listOf(accessReviewOf),
  },
  directoryAudits: {
    question: question("/auditLogs/directoryAudits", "the log of changes to policies", AUDIT_LOG_ROLE, {
      query: { $filter: "loggedByService eq 'Conditional Access'", $top },
    }),
    types: ["directoryaudit"],
    keys: ["activityDateTime targetResources"],
    evidence: listOf(changeOf),
  },
  source: { holds: "object" },
  notRead: {},
  readAt: { holds: "text" },
  plannedBy: { holds: "text" },
};

/** Every key of a tenant file. */
export const KEYS = Object.keys(COLLECTIONS) as readonly Key[];

/** The keys whose objects Graph has. */
export const GRAPH_KEYS = KEYS.filter((key): key is GraphKey => "question" in COLLECTIONS[key]);

/** The keys that the audit looks at. */
export const FACT_KEYS = KEYS.filter((key): key is keyof Facts => "evidence" in COLLECTIONS[key]);

/** Whether a verdict rests on what is under the key. */
export const isList = (key: string): key is List => TENANT_LISTS.some((one) => one === key);

/** Whether the key holds a list. */
export const isMany = (key: Key): boolean => COLLECTIONS[key].holds === undefined;

/** Whether the key holds a text. */
export const isText = (key: Key): boolean => COLLECTIONS[key].holds === "text";

/** Whether a file has one of the lists that verdicts rest on. */
export const hasLists = (file: JsonObject): boolean => TENANT_LISTS.some((key) => !isAbsent(file[key]));

const REFERRED_TO: readonly string[] = ["namedLocations", "authenticationStrengthPolicies", "groups"] satisfies List[];

/**
 * Whether policies and groups refer to the objects of a list, by the id or else by the name. A reference to an object that isn't listed
 * is unknown by itself, so the list may lack others and still be complete.
 */
export const isReferredTo = (key: string): boolean => REFERRED_TO.includes(key);
