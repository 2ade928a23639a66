/**
 * Application roles of Microsoft Graph by which an application could open what policies close: it changes the policies, who is in
 * their groups, who holds roles (its own included), or what people sign in with.
 * @see Microsoft Graph, "permissions reference" (read 2026-11)
 */
export const POWERFUL_ROLES: ReadonlySet<string> = new Set([
  // policies
  "Policy.ReadWrite.ConditionalAccess",
  "Policy.ReadWrite.AuthenticationMethod",
  "Policy.ReadWrite.SecurityDefaults",
  // groups, and the units that protect them
  "Directory.ReadWrite.All",
  "Group.ReadWrite.All",
  "GroupMember.ReadWrite.All",
  "AdministrativeUnit.ReadWrite.All",
  "EntitlementManagement.ReadWrite.All",
  "PrivilegedAccess.ReadWrite.AzureADGroup",
  "PrivilegedAssignmentSchedule.ReadWrite.AzureADGroup",
  "PrivilegedEligibilitySchedule.ReadWrite.AzureADGroup",
  // roles, of people and of applications
  "RoleManagement.ReadWrite.Directory",
  "RoleAssignmentSchedule.ReadWrite.Directory",
  "RoleEligibilitySchedule.ReadWrite.Directory",
  "RoleManagementPolicy.ReadWrite.Directory",
  "PrivilegedAccess.ReadWrite.AzureAD",
  "AppRoleAssignment.ReadWrite.All",
  "Application.ReadWrite.All",
  // people, and what they sign in with
  "User.ReadWrite.All",
  "UserAuthenticationMethod.ReadWrite.All",
]);
