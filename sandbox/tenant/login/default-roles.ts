/** What the sandbox's client may do: all that this project's program, drift check and end-to-end tests ask for. */
export const DEFAULT_ROLES: readonly string[] = [
  "Application.Read.All",
  "Directory.Read.All",
  "Group.ReadWrite.All",
  "GroupMember.ReadWrite.All",
  "Organization.Read.All",
  "Policy.Read.All",
  "Policy.ReadWrite.AuthenticationMethod",
  "Policy.ReadWrite.ConditionalAccess",
  "Policy.ReadWrite.SecurityDefaults",
  "RoleManagement.ReadWrite.Directory",
  "User.ReadWrite.All",
];
