import { createHash } from "node:crypto";
import { asList, asObject } from "../../../src/law/json/json-object";
import { guidsIn } from "../../../src/text/guid";
import types from "./azuread-types.json";
import { memoize } from "./memoize";
import type { Resource } from "./resource";

/** The token of a type of the azuread package. */
const azuread = (name: string): string => `azuread:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;

/** Type tokens of the azuread package that the pack knows. */
export const AZUREAD = {
  policy: azuread("ConditionalAccessPolicy"),
  location: azuread("NamedLocation"),
  strength: azuread("AuthenticationStrengthPolicy"),
  user: azuread("User"),
  invitation: azuread("Invitation"),
  group: azuread("Group"),
  groupWithoutMembers: azuread("GroupWithoutMembers"),
  groupMember: azuread("GroupMember"),
  groupAssignment: azuread("PrivilegedAccessGroupAssignmentSchedule"),
  groupEligibility: azuread("PrivilegedAccessGroupEligibilitySchedule"),
  groupActivation: azuread("GroupRoleManagementPolicy"),
  catalogResource: azuread("AccessPackageResourceCatalogAssociation"),
  packageResource: azuread("AccessPackageResourcePackageAssociation"),
  role: azuread("DirectoryRole"),
  roleAssignment: azuread("DirectoryRoleAssignment"),
  roleMember: azuread("DirectoryRoleMember"),
  roleEligibility: azuread("DirectoryRoleEligibilityScheduleRequest"),
  unitRoleMember: azuread("AdministrativeUnitRoleMember"),
  unitMember: azuread("AdministrativeUnitMember"),
  unit: azuread("AdministrativeUnit"),
  customRole: azuread("CustomDirectoryRole"),
  package: azuread("AccessPackage"),
  packagePolicy: azuread("AccessPackageAssignmentPolicy"),
  catalog: azuread("AccessPackageCatalog"),
  catalogRole: azuread("AccessPackageCatalogRoleAssignment"),
  application: azuread("Application"),
  servicePrincipal: azuread("ServicePrincipal"),
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

/** The id at the end of a path such as `/policies/authenticationStrengthPolicies/<id>`, lower case and without braces. */
export const lastPart = (path: string): string =>
  path
    .slice(path.lastIndexOf("/") + 1)
    .toLowerCase()
    .replace(/^\{(.*)\}$/, "$1");

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

/** The types of the azuread package in the version that the pack was made for; a test holds them against it. */
export const AZUREAD_TYPES: ReadonlySet<string> = new Set(types.map(azuread));

/** Whether a type is one of the azuread package that the pack doesn't know: what it writes to nobody can tell. */
export const isNewerAzuread = (type: string): boolean => type.startsWith("azuread:") && !AZUREAD_TYPES.has(type);
