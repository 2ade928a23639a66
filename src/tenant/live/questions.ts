import type { Question } from "./tenant-problem";

/** The most objects that Graph shows on a page. */
export const LARGEST_PAGE = "999";
/** Of whatever Graph shows, an object has an id. */
export const HAS_ID = { id: "text" } as const;
/** What is asked of a group: who is in it, and who else could change it. */
export const GROUP_FIELDS =
  "id,displayName,isAssignableToRole,groupTypes,membershipRule,visibility,securityEnabled,isManagementRestricted";

/** Microsoft Graph itself, whose application roles let applications change a tenant; the same id in every cloud. */
const MICROSOFT_GRAPH = "00000003-0000-0000-c000-000000000000";

/**
 * What this project asks a tenant, each with the least application role that may: messages, and the lists of roles in the
 * documentation, follow from here. Where the policies' role serves too, it is named instead of one more: strengths alone would take
 * Policy.Read.AuthenticationMethod. RoleManagement.Read.Directory serves for who may make a role active, too.
 * @see Microsoft Graph, the table "Permissions" of each method: conditionalAccessRoot "List policies" and "List namedLocations",
 *   authenticationStrengthPolicy "Get", identitySecurityDefaultsEnforcementPolicy "Get", conditionalAccessSettings "Get" (beta), user,
 *   group, organization, subscribedSku and accessReviewScheduleDefinition "List", "List userRegistrationDetails", rbacApplication
 *   "List roleAssignments", "List roleDefinitions" and "List roleEligibilitySchedules", servicePrincipal "Get" and "List
 *   appRoleAssignedTo", directory "List administrativeUnits", rulesRoot "List detectionRules" (beta); v1.0 otherwise (read 2026-11)
 */
export const QUESTIONS = {
  policies: {
    path: "/identity/conditionalAccess/policies",
    fields: HAS_ID,
    what: "the Conditional Access policies",
    role: "Policy.Read.All",
  },
  namedLocations: {
    path: "/identity/conditionalAccess/namedLocations",
    fields: HAS_ID,
    what: "the named locations",
    role: "Policy.Read.All",
  },
  authenticationStrengthPolicies: {
    path: "/policies/authenticationStrengthPolicies",
    fields: HAS_ID,
    what: "the authentication strengths",
    role: "Policy.Read.All",
  },
  securityDefaults: {
    path: "/policies/identitySecurityDefaultsEnforcementPolicy",
    fields: { isEnabled: "flag" },
    what: "the security defaults",
    role: "Policy.Read.All",
  },
  conditionalAccessSettings: {
    path: "/identity/conditionalAccess/settings",
    version: "beta",
    fields: { exclusions: "present" },
    what: "the settings of Conditional Access",
    role: "Policy.Read.ConditionalAccess",
  },
  users: {
    path: "/users",
    query: {
      $select: "id,displayName,userPrincipalName,userType,accountEnabled,identityParentId,onPremisesSyncEnabled",
      $top: LARGEST_PAGE,
    },
    fields: HAS_ID,
    what: "the users",
    role: "User.Read.All",
  },
  userCount: {
    path: "/users",
    query: { $count: "true", $top: "1", $select: "id" },
    eventual: true,
    what: "the number of users",
    role: "User.Read.All",
  },
  roleGroups: {
    path: "/groups",
    query: { $filter: "isAssignableToRole eq true", $select: GROUP_FIELDS, $top: LARGEST_PAGE },
    fields: HAS_ID,
    what: "the groups that may hold roles",
    role: "GroupMember.Read.All",
  },
  roleAssignments: {
    path: "/roleManagement/directory/roleAssignments",
    fields: { principalId: "text", roleDefinitionId: "text" },
    what: "the role assignments",
    role: "RoleManagement.Read.Directory",
  },
  roleDefinitions: {
    path: "/roleManagement/directory/roleDefinitions",
    query: { $select: "id,templateId,displayName,isBuiltIn,isEnabled" },
    fields: HAS_ID,
    what: "the directory roles",
    role: "RoleManagement.Read.Directory",
  },
  roleEligibilitySchedules: {
    path: "/roleManagement/directory/roleEligibilitySchedules",
    fields: { principalId: "text", roleDefinitionId: "text" },
    what: "who may make a role active",
    role: "RoleEligibilitySchedule.Read.Directory",
  },
  organization: {
    path: "/organization",
    query: { $select: "id,displayName" },
    fields: HAS_ID,
    what: "the organization",
    role: "Organization.Read.All",
  },
  subscribedSkus: {
    path: "/subscribedSkus",
    fields: { skuPartNumber: "text", servicePlans: "list" },
    what: "the licences",
    role: "LicenseAssignment.Read.All",
  },
  userRegistrationDetails: {
    path: "/reports/authenticationMethods/userRegistrationDetails",
    query: { $select: "id,isMfaRegistered,isMfaCapable,methodsRegistered", $top: LARGEST_PAGE },
    fields: { id: "text", isMfaRegistered: "flag" },
    what: "the authentication methods that people have registered",
    role: "AuditLog.Read.All",
  },
  graphItself: {
    path: `/servicePrincipals(appId='${MICROSOFT_GRAPH}')`,
    query: { $select: "id,appRoles" },
    fields: { id: "text", appRoles: "list" },
    what: "the applications that may change policies, groups or roles",
    role: "Application.Read.All",
  },
  administrativeUnits: {
    path: "/directory/administrativeUnits",
    query: { $select: "id,displayName,isMemberManagementRestricted,visibility" },
    fields: HAS_ID,
    what: "the administrative units",
    role: "AdministrativeUnit.Read.All",
  },
  accessReviews: {
    path: "/identityGovernance/accessReviews/definitions",
    fields: HAS_ID,
    what: "the access reviews",
    role: "AccessReview.Read.All",
  },
  detectionRules: {
    path: "/security/rules/detectionRules",
    version: "beta",
    fields: HAS_ID,
    what: "the detection rules",
    role: "CustomDetection.Read.All",
  },
} as const satisfies { readonly [name: string]: Question };
