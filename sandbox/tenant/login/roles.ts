/** Application roles that a request needs: one of the alternatives, and of that one every role. */
export type Requirement = readonly (readonly string[])[];

/** Do the roles in a token satisfy the requirement? */
export const satisfies = (roles: readonly string[], needs: Requirement): boolean =>
  needs.some((alternative) => alternative.every((role) => roles.includes(role)));

/** Either of these reads whatever a directory has. */
const DIRECTORY = ["Directory.Read.All", "Directory.ReadWrite.All"];

const anyOf = (...roles: readonly string[]): Requirement => roles.map((role) => [role]);

/**
 * Which application roles each kind of request needs, least first, after the permission tables of Graph's reference.
 * Writing a policy takes three roles together, a known quirk that the reference documents.
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
  /** Two of them, since the records say what became of policies. */
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

/** What the sandbox's client may do: all that this project's program, drift check and end-to-end tests ask for. */
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
