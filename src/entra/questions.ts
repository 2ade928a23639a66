import type { Question } from "./tenant-problem";

const LARGEST_PAGE = "999";
const GROUP_FIELDS =
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
    what: "the Conditional Access policies",
    role: "Policy.Read.All",
  },
  namedLocations: {
    path: "/identity/conditionalAccess/namedLocations",
    what: "the named locations",
    role: "Policy.Read.All",
  },
  authenticationStrengthPolicies: {
    path: "/policies/authenticationStrengthPolicies",
    what: "the authentication strengths",
    role: "Policy.Read.All",
  },
  securityDefaults: {
    path: "/policies/identitySecurityDefaultsEnforcementPolicy",
    what: "the security defaults",
    role: "Policy.Read.All",
  },
  conditionalAccessSettings: {
    path: "/identity/conditionalAccess/settings",
    version: "beta",
    what: "the settings of Conditional Access",
    role: "Policy.Read.ConditionalAccess",
  },
  users: {
    path: "/users",
    query: {
      $select: "id,displayName,userPrincipalName,userType,accountEnabled,identityParentId,onPremisesSyncEnabled",
      $top: LARGEST_PAGE,
    },
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
    what: "the groups that may hold roles",
    role: "GroupMember.Read.All",
  },
  roleAssignments: {
    path: "/roleManagement/directory/roleAssignments",
    what: "the role assignments",
    role: "RoleManagement.Read.Directory",
  },
  roleDefinitions: {
    path: "/roleManagement/directory/roleDefinitions",
    query: { $select: "id,templateId,displayName,isBuiltIn,isEnabled" },
    what: "the directory roles",
    role: "RoleManagement.Read.Directory",
  },
  roleEligibilitySchedules: {
    path: "/roleManagement/directory/roleEligibilitySchedules",
    what: "who may make a role active",
    role: "RoleEligibilitySchedule.Read.Directory",
  },
  organization: {
    path: "/organization",
    query: { $select: "id,displayName" },
    what: "the organization",
    role: "Organization.Read.All",
  },
  subscribedSkus: {
    path: "/subscribedSkus",
    what: "the licences",
    role: "LicenseAssignment.Read.All",
  },
  userRegistrationDetails: {
    path: "/reports/authenticationMethods/userRegistrationDetails",
    query: { $select: "id,isMfaRegistered,isMfaCapable,methodsRegistered", $top: LARGEST_PAGE },
    what: "the authentication methods that people have registered",
    role: "AuditLog.Read.All",
  },
  graphItself: {
    path: `/servicePrincipals(appId='${MICROSOFT_GRAPH}')`,
    query: { $select: "id,appRoles" },
    what: "the applications that may change policies, groups or roles",
    role: "Application.Read.All",
  },
  administrativeUnits: {
    path: "/directory/administrativeUnits",
    query: { $select: "id,displayName,isMemberManagementRestricted,visibility" },
    what: "the administrative units",
    role: "AdministrativeUnit.Read.All",
  },
  accessReviews: {
    path: "/identityGovernance/accessReviews/definitions",
    what: "the access reviews",
    role: "AccessReview.Read.All",
  },
  detectionRules: {
    path: "/security/rules/detectionRules",
    version: "beta",
    what: "the detection rules",
    role: "CustomDetection.Read.All",
  },
} as const satisfies { readonly [name: string]: Question };

/** One policy, in the version that is asked for. */
export const policyQuestion = (id: string): Question => ({
  path: `${QUESTIONS.policies.path}/${inPath(id)}`,
  what: `the policy ${id}`,
  role: QUESTIONS.policies.role,
});

/** One user, with what shows whether the account is there and enabled. */
export const userQuestion = (id: string): Question => ({
  path: `/users/${inPath(id)}`,
  query: { $select: "id,displayName,userPrincipalName,accountEnabled" },
  what: `the user ${id}`,
  role: QUESTIONS.users.role,
});

/** One group, with what shows who else could change it. */
export const groupQuestion = (id: string): Question => ({
  path: `/groups/${inPath(id)}`,
  query: { $select: GROUP_FIELDS },
  what: `the group ${id}`,
  role: QUESTIONS.roleGroups.role,
});

/** Who is in a group or owns it, each with `@odata.type`. */
export const groupListQuestion = (id: string, list: "members" | "transitiveMembers" | "owners"): Question => ({
  path: `/groups/${inPath(id)}/${list}`,
  query: { $select: list === "transitiveMembers" ? "id,displayName,userPrincipalName" : "id", $top: LARGEST_PAGE },
  what: `the ${list === "owners" ? "owners" : "members"} of the group ${id}`,
  role: QUESTIONS.roleGroups.role,
});

/** Who is in an administrative unit. */
export const unitMembersQuestion = (id: string): Question => ({
  path: `${QUESTIONS.administrativeUnits.path}/${inPath(id)}/members`,
  query: { $select: "id", $top: LARGEST_PAGE },
  what: `the members of the administrative unit ${id}`,
  role: QUESTIONS.administrativeUnits.role,
});

/** Which service principals hold application roles of the resource with that object id. */
export const appRolesGivenQuestion = (id: string): Question => ({
  path: `/servicePrincipals/${inPath(id)}/appRoleAssignedTo`,
  query: { $top: LARGEST_PAGE },
  what: "the applications that hold roles of Microsoft Graph",
  role: QUESTIONS.graphItself.role,
});

/** One service principal, by its object id. */
export const servicePrincipalQuestion = (id: string): Question => ({
  path: `/servicePrincipals/${inPath(id)}`,
  query: { $select: "id,appId,displayName,accountEnabled" },
  what: `the application ${id}`,
  role: QUESTIONS.graphItself.role,
});

/** An id from a file or an answer, escaped for a path. */
const inPath = (id: string): string => encodeURIComponent(id);
