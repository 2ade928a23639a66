const words = (text: string): readonly string[] => text.split(" ");

/** The types of the azuread package in the version that the pack was made for; a test holds them against it. */
export const AZUREAD_TYPES: ReadonlySet<string> = new Set(
  [
    ...words("AccessPackage AccessPackageAssignmentPolicy AccessPackageCatalog AccessPackageCatalogRoleAssignment"),
    ...words("AccessPackageResourceCatalogAssociation AccessPackageResourcePackageAssociation AdministrativeUnit"),
    ...words("AdministrativeUnitMember AdministrativeUnitRoleMember AppRoleAssignment Application"),
    ...words("ApplicationApiAccess ApplicationAppRole ApplicationCertificate ApplicationFallbackPublicClient"),
    ...words("ApplicationFederatedIdentityCredential ApplicationFlexibleFederatedIdentityCredential"),
    ...words("ApplicationFromTemplate ApplicationIdentifierUri ApplicationKnownClients ApplicationOptionalClaims"),
    ...words("ApplicationOwner ApplicationPassword ApplicationPermissionScope ApplicationPreAuthorized"),
    ...words("ApplicationRedirectUris ApplicationRegistration AuthenticationStrengthPolicy ClaimsMappingPolicy"),
    ...words("ConditionalAccessPolicy CustomDirectoryRole DirectoryRole DirectoryRoleAssignment"),
    ...words("DirectoryRoleEligibilityScheduleRequest DirectoryRoleMember Group GroupMember"),
    ...words("GroupRoleManagementPolicy GroupWithoutMembers Invitation NamedLocation"),
    ...words("PrivilegedAccessGroupAssignmentSchedule PrivilegedAccessGroupEligibilitySchedule ServicePrincipal"),
    ...words("ServicePrincipalCertificate ServicePrincipalClaimsMappingPolicyAssignment"),
    ...words("ServicePrincipalDelegatedPermissionGrant ServicePrincipalPassword"),
    ...words("ServicePrincipalTokenSigningCertificate SynchronizationJob SynchronizationJobProvisionOnDemand"),
    ...words("SynchronizationSecret User UserFlowAttribute"),
  ].map((name) => `azuread:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`),
);

/** Whether a type is one of the azuread package that the pack doesn't know: what it writes to nobody can tell. */
export const isNewerAzuread = (type: string): boolean => type.startsWith("azuread:") && !AZUREAD_TYPES.has(type);
