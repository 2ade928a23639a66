import { asObject, asText, type JsonObject, odataType } from "../../../law/json/json-object";
import type {
  AdministrativeUnit,
  Evidence,
  GroupSettings,
  PowerfulApplication,
  RoleDefinition,
  RoleEligibility,
} from "../../../law/model/evidence";
import { type GroupId, groupId, type RoleId, roleId, userId } from "../../../law/model/ids";
import { collectionAt } from "../collection";
import { asBoolean, asFlag, asTexts, type EvidenceSource, listAt, mapAt } from "./source";

/** The directory roles that there are, by id. */
export const readRoleDefinitions = (source: EvidenceSource): Evidence<ReadonlyMap<RoleId, RoleDefinition>> =>
  mapAt(source, "roleDefinitions", roleId, (role) => {
    const template = asText(role["templateId"]);
    return {
      displayName: asText(role["displayName"]),
      templateId: template === undefined ? undefined : roleId(template),
      isBuiltIn: asBoolean(role["isBuiltIn"]),
    };
  });

/** Who may make which role active. */
export const readEligibilities = (source: EvidenceSource): Evidence<readonly RoleEligibility[]> =>
  listAt(source, "roleEligibilitySchedules", (schedule) => {
    const [principal, role] = [asText(schedule["principalId"]), asText(schedule["roleDefinitionId"])];
    if (principal === undefined || role === undefined) return undefined;
    return { principal: userId(principal), role: roleId(role), scope: asText(schedule["directoryScopeId"]) };
  });

/** Applications that may change policies, groups or roles. Of one without `appRoleAssignments` it isn't known which roles it has. */
export const readApplications = (source: EvidenceSource): Evidence<readonly PowerfulApplication[]> =>
  listAt(source, "servicePrincipals", (principal) => {
    const id = asText(principal["id"]);
    if (id === undefined) return undefined;
    const assignments = collectionAt(principal, "appRoleAssignments");
    const items = "items" in assignments ? assignments.items : [];
    const roles = items.flatMap((assignment) => asText(asObject(assignment)?.["value"]) ?? []);
    return {
      id: id.toLowerCase(),
      appId: asText(principal["appId"])?.toLowerCase(),
      displayName: asText(principal["displayName"]),
      roles,
      rolesAreWhole: assignments.kind === "whole" && roles.length === items.length,
    };
  });

/** Administrative units, restricted ones with their members. */
export const readAdministrativeUnits = (source: EvidenceSource): Evidence<readonly AdministrativeUnit[]> =>
  listAt(source, "administrativeUnits", (unit) => {
    const id = asText(unit["id"]);
    const members = idsIn(unit, "members");
    if (id === undefined) return undefined;
    return {
      id: id.toLowerCase(),
      displayName: asText(unit["displayName"]),
      isRestricted: asFlag(unit["isMemberManagementRestricted"]),
      members: members && new Set(members),
    };
  });

/** Who else could change who is in each group. */
export const readGroupSettings = (source: EvidenceSource): Evidence<ReadonlyMap<GroupId, GroupSettings>> =>
  mapAt(source, "groups", groupId, (group) => ({
    displayName: asText(group["displayName"]),
    isAssignableToRole: asFlag(group["isAssignableToRole"]),
    isDynamic: asTexts(group["groupTypes"])?.includes("DynamicMembership"),
    membershipRule: asText(group["membershipRule"]),
    isUnified: asTexts(group["groupTypes"])?.includes("Unified"),
    visibility: asText(group["visibility"]),
    isManagementRestricted: asFlag(group["isManagementRestricted"]),
    owners: idsIn(group, "owners"),
    servicePrincipals: servicePrincipalsIn(group),
  }));

function servicePrincipalsIn(group: JsonObject): readonly string[] {
  const members = collectionAt(group, "members");
  return ("items" in members ? members.items : []).flatMap((item) => {
    const member = asObject(item);
    const isOne = member !== undefined && odataType(member) === "serviceprincipal";
    return isOne ? (asText(member["id"])?.toLowerCase() ?? []) : [];
  });
}

/** Ids in lower case of a list that is there as a whole, each item having one. */
function idsIn(object: JsonObject, key: string): readonly string[] | undefined {
  const list = collectionAt(object, key);
  if (list.kind !== "whole") return undefined;
  const ids = list.items.map((item) => (asText(item) ?? asText(asObject(item)?.["id"]))?.toLowerCase());
  return ids.every((id) => id !== undefined) ? ids : undefined;
}
