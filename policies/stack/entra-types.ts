const azuread = <Name extends string>(module: string, name: Name) => `azuread:index/${module}:${name}` as const;

/** Type tokens of the azuread package that the pack knows. */
export const AZUREAD = {
  policy: azuread("conditionalAccessPolicy", "ConditionalAccessPolicy"),
  location: azuread("namedLocation", "NamedLocation"),
  strength: azuread("authenticationStrengthPolicy", "AuthenticationStrengthPolicy"),
  user: azuread("user", "User"),
  group: azuread("group", "Group"),
  groupWithoutMembers: azuread("groupWithoutMembers", "GroupWithoutMembers"),
  groupMember: azuread("groupMember", "GroupMember"),
  groupAssignment: azuread("privilegedAccessGroupAssignmentSchedule", "PrivilegedAccessGroupAssignmentSchedule"),
  groupEligibility: azuread("privilegedAccessGroupEligibilitySchedule", "PrivilegedAccessGroupEligibilitySchedule"),
  groupActivation: azuread("groupRoleManagementPolicy", "GroupRoleManagementPolicy"),
  catalogResource: azuread("accessPackageResourceCatalogAssociation", "AccessPackageResourceCatalogAssociation"),
  packageResource: azuread("accessPackageResourcePackageAssociation", "AccessPackageResourcePackageAssociation"),
  role: azuread("directoryRole", "DirectoryRole"),
  roleAssignment: azuread("directoryRoleAssignment", "DirectoryRoleAssignment"),
  roleMember: azuread("directoryRoleMember", "DirectoryRoleMember"),
  roleEligibility: azuread("directoryRoleEligibilityScheduleRequest", "DirectoryRoleEligibilityScheduleRequest"),
  unitRoleMember: azuread("administrativeUnitRoleMember", "AdministrativeUnitRoleMember"),
  unitMember: azuread("administrativeUnitMember", "AdministrativeUnitMember"),
  unit: azuread("administrativeUnit", "AdministrativeUnit"),
  customRole: azuread("customDirectoryRole", "CustomDirectoryRole"),
  package: azuread("accessPackage", "AccessPackage"),
  packagePolicy: azuread("accessPackageAssignmentPolicy", "AccessPackageAssignmentPolicy"),
  catalog: azuread("accessPackageCatalog", "AccessPackageCatalog"),
  catalogRole: azuread("accessPackageCatalogRoleAssignment", "AccessPackageCatalogRoleAssignment"),
  application: azuread("application", "Application"),
  servicePrincipal: azuread("servicePrincipal", "ServicePrincipal"),
} as const;

/** A generic resource of Microsoft Graph: anything may be in it. */
export const isGenericGraph = (type: string): boolean => type.startsWith("msgraph:");

/** Whether a resource of this type can matter to who must pass MFA. Everything else is left alone at this one look. */
export const isOfEntra = (type: string): boolean => type.startsWith("azuread:") || isGenericGraph(type);
