import { createHash } from "node:crypto";
import { asList, asObject } from "../../../src/law/json/json-object";
import { comparableId } from "../../../src/law/model/ids";
import { guidsIn } from "../../../src/text/guid";
import { memoize } from "../../../src/text/memoize";
import type { Resource } from "./resource";

/** The token of a type of the azuread package, such as `GroupMember`. */
export const azureadType = (name: string): string =>
  `azuread:index/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`;

/** Type tokens of the azuread package that the pack knows. */
export const AZUREAD = {
  policy: azureadType("ConditionalAccessPolicy"),
  location: azureadType("NamedLocation"),
  strength: azureadType("AuthenticationStrengthPolicy"),
  user: azureadType("User"),
  invitation: azureadType("Invitation"),
  group: azureadType("Group"),
  groupWithoutMembers: azureadType("GroupWithoutMembers"),
  role: azureadType("DirectoryRole"),
  roleMember: azureadType("DirectoryRoleMember"),
  unitRoleMember: azureadType("AdministrativeUnitRoleMember"),
  unit: azureadType("AdministrativeUnit"),
  customRole: azureadType("CustomDirectoryRole"),
  package: azureadType("AccessPackage"),
  catalog: azureadType("AccessPackageCatalog"),
  application: azureadType("Application"),
  servicePrincipal: azureadType("ServicePrincipal"),
} as const;

/** The types of resources that are a person: an account, and an invited guest. */
export const PEOPLE: readonly string[] = [AZUREAD.user, AZUREAD.invitation];

/** The types of resources that are a group. */
export const GROUPS: readonly string[] = [AZUREAD.group, AZUREAD.groupWithoutMembers];

/** Whether the resource manages a group. */
export const isGroup = ({ type }: Resource): boolean => GROUPS.includes(type);

/** Whether a membership rule decides who is in the group. */
export function isDynamic({ properties }: Resource): boolean {
  const rule = properties["dynamicMembership"];
  const list = asList(rule);
  return list === undefined ? asObject(rule) !== undefined || typeof rule === "symbol" : list.length > 0;
}

/** The type of the generic Graph package that makes an object. */
export const GENERIC = "msgraph:index/resource:Resource";

/** Whether the type is one of the generic Graph package, whose resources send any request. */
export const isGenericGraph = (type: string): boolean => type.startsWith("msgraph:");

/** Whether a resource of this type can affect who must pass MFA. All other types are ignored. */
export const isOfEntra = (type: string): boolean => type.startsWith("azuread:") || isGenericGraph(type);

/** The properties that hold the id of a resource's object. */
export const IDS: readonly string[] = ["userId", "objectId", "id"];

/** The object's id in Entra, in lower case and without a path before it; `undefined` before the object exists. */
export function entraId({ type, properties }: Resource): string | undefined {
  for (const name of [type === AZUREAD.invitation ? "userId" : "objectId", "objectId", "id"]) {
    const value = properties[name];
    if (typeof value === "string" && value !== "") return comparableId(value);
  }
  return undefined;
}

/** The object's id or, until it exists, a planned id: the same for the same resource, and no other object's. */
export const plannedId = memoize((resource: Resource): string => entraId(resource) ?? placeholderId(resource.urn));

/** An id that no object has: the same for the same text. */
export function placeholderId(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}

/** Every object id in a value, even within longer texts: in lower case, each once. */
export function idsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [...new Set(guidsIn(value))];
  if (typeof value !== "object" || value === null) return [];
  return [...new Set(Object.values(value).flatMap(idsIn))];
}
