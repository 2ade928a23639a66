/** The application roles that a request needs: all roles of any one alternative. */
export type Requirement = readonly (readonly string[])[];

/** Whether the roles in a token meet the requirement. */
export const satisfies = (roles: readonly string[], needs: Requirement): boolean =>
  needs.some((alternative) => alternative.every((role) => roles.includes(role)));

/** The roles that can read the whole directory. */
const DIRECTORY = ["Directory.Read.All", "Directory.ReadWrite.All"];

const anyOf = (...roles: readonly string[]): Requirement => roles.map((role) => [role]);

/**
 * The application roles that each kind of request needs, least privileged first, after the permission tables of Graph's
 * reference. To write a policy takes three roles, a known quirk that the reference documents.
 */
export const needs = {
  readPolicies: anyOf("Policy.Read.All", "Policy.ReadWrite.ConditionalAccess"),
  writePolicies: [["Policy.Read.All", "Policy.ReadWrite.ConditionalAccess", "Application.Read.All"]],
  readLocations: anyOf("Policy.Read.All", "Policy.ReadWrite.ConditionalAccess"),
  writeLocations: [["Policy.Read.All", "Policy.ReadWrite.ConditionalAccess"]],
  readStrengths: anyOf(
    "Policy.Read.AuthenticationMethod",
    "Policy.Read.All",
    "Policy.ReadWrite.ConditionalAccess",
    "Policy.ReadWrite.AuthenticationMethod",
  ),
  writeStrengths: anyOf("Policy.ReadWrite.ConditionalAccess", "Policy.ReadWrite.AuthenticationMethod"),
  readUsers: anyOf("User.Read.All", "User.ReadWrite.All", ...DIRECTORY),
  readGroups: anyOf(
    "GroupMember.Read.All",
    "Group.Read.All",
    "GroupMember.ReadWrite.All",
    "Group.ReadWrite.All",
    ...DIRECTORY,
  ),
  writeGroups: anyOf("Group.ReadWrite.All", "Directory.ReadWrite.All"),
  writeMembers: anyOf("GroupMember.ReadWrite.All", "Group.ReadWrite.All", "Directory.ReadWrite.All"),
  readApplications: anyOf("Application.Read.All", "Application.ReadWrite.All", ...DIRECTORY),
  readRoles: anyOf(
    "RoleManagement.Read.Directory",
    "RoleManagement.Read.All",
    "RoleManagement.ReadWrite.Directory",
    ...DIRECTORY,
  ),
  /** This needs two roles, because the records hold the results of policies. */
  readSignIns: [
    ["AuditLog.Read.All", "Policy.Read.ConditionalAccess"],
    ["AuditLog.Read.All", "Policy.Read.All"],
  ],
  evaluate: anyOf("Policy.Read.ConditionalAccess", "Policy.Read.All", "Policy.ReadWrite.ConditionalAccess"),
  readSecurityDefaults: anyOf("Policy.Read.All"),
  writeSecurityDefaults: [["Policy.Read.All", "Policy.ReadWrite.SecurityDefaults"]],
  readOrganization: anyOf("Organization.Read.All", ...DIRECTORY),
  readLicences: anyOf("LicenseAssignment.Read.All", "Organization.Read.All", ...DIRECTORY),
  readEligibilities: anyOf(
    "RoleEligibilitySchedule.Read.Directory",
    "RoleEligibilitySchedule.ReadWrite.Directory",
    "RoleManagement.Read.All",
    "RoleManagement.Read.Directory",
    "RoleManagement.ReadWrite.Directory",
  ),
  readRegistrations: anyOf("AuditLog.Read.All", "UserAuthenticationMethod.Read.All"),
  readReviews: anyOf("AccessReview.Read.All", "AccessReview.ReadWrite.All"),
  readAudits: anyOf("AuditLog.Read.All"),
  readSettings: anyOf("Policy.Read.ConditionalAccess", "Policy.ReadWrite.ConditionalAccess"),
} satisfies Record<string, Requirement>;

/** The roles of the sandbox's client. This project's program, drift check and engine tests need them. */
export const DEFAULT_ROLES: readonly string[] = [
  "AccessReview.Read.All",
  "Application.Read.All",
  "AuditLog.Read.All",
  "Directory.Read.All",
  "Group.ReadWrite.All",
  "GroupMember.ReadWrite.All",
  "Organization.Read.All",
  "Policy.Read.All",
  "Policy.Read.ConditionalAccess",
  "Policy.ReadWrite.AuthenticationMethod",
  "Policy.ReadWrite.ConditionalAccess",
  "Policy.ReadWrite.SecurityDefaults",
  "RoleEligibilitySchedule.Read.Directory",
  "RoleManagement.ReadWrite.Directory",
  "User.ReadWrite.All",
];
