import { createHash } from "node:crypto";
import { asList, asObject } from "../../../src/law/json/json-object";
import { guidsIn } from "../../../src/text/guid";
import { memoize } from "./memoize";
import type { Resource } from "./resource";

const azuread = <Name extends string>(module: string, name: Name) => `azuread:index/${module}:${name}` as const;

/** Type tokens of the azuread package that the pack knows. */
export const AZUREAD = {
  policy: azuread("conditionalAccessPolicy", "ConditionalAccessPolicy"),
  location: azuread("namedLocation", "NamedLocation"),
  strength: azuread("authenticationStrengthPolicy", "AuthenticationStrengthPolicy"),
  user: azuread("user", "User"),
  invitation: azuread("invitation", "Invitation"),
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

/** The types of resources that are a person: an account, and a guest who is invited. */
export const PEOPLE: readonly string[] = [AZUREAD.user, AZUREAD.invitation];

/** The types of a group's resource. */
export const GROUPS: readonly string[] = [AZUREAD.group, AZUREAD.groupWithoutMembers];

/** Whether the resource manages a group. */
export const isGroup = ({ type }: Resource): boolean => GROUPS.includes(type);

/** Whether a rule decides who is in the group. */
export function isDynamic({ properties }: Resource): boolean {
  const rule = properties["dynamicMembership"];
  const list = asList(rule);
  return list === undefined ? asObject(rule) !== undefined || typeof rule === "symbol" : list.length > 0;
}

/** A generic resource of Microsoft Graph: anything may be in it. */
export const isGenericGraph = (type: string): boolean => type.startsWith("msgraph:");

/** Whether a resource of this type can matter to who must pass MFA. Everything else is left alone at this one look. */
export const isOfEntra = (type: string): boolean => type.startsWith("azuread:") || isGenericGraph(type);

/** The object's id in Entra, lower case, in which paths of policies and the like end; `undefined` before it exists. */
export function entraId({ type, properties }: Resource): string | undefined {
  for (const name of [type === AZUREAD.invitation ? "userId" : "objectId", "objectId", "id"]) {
    const value = properties[name];
    if (typeof value === "string" && value !== "") return lastPart(value);
  }
  return undefined;
}

/** The id at the end of a path such as `/policies/authenticationStrengthPolicies/<id>`, lower case. */
export const lastPart = (path: string): string => path.slice(path.lastIndexOf("/") + 1).toLowerCase();

/** The id, or one that stands for it until it exists: the same for the same resource, and nobody else's. */
export const plannedId = memoize((resource: Resource): string => entraId(resource) ?? standInFor(resource.urn));

/** An id that nobody has, the same for the same text. */
export function standInFor(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/** Every object id in a value, within longer texts too, lower case, each once. */
export function idsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [...new Set(guidsIn(value))];
  if (typeof value !== "object" || value === null) return [];
  return [...new Set(Object.values(value).flatMap(idsIn))];
}

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
