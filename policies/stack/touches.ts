import type { Resource } from "../model/resource";
import { AZUREAD, isGenericGraph } from "./entra-types";
import { genericTouches } from "./generic-touches";
import { locationInGraphForm, policyInGraphForm, strengthInGraphForm } from "./graph-form";
import { foreign, group, joins, opensGroup, packageResource, unitMembers } from "./group-touches";
import { entraId, plannedId } from "./identity";
import { namesActivatedRole, roleOf } from "./role-touches";
import type { Touch } from "./touch";
import { itself, type Reader } from "./touching";

/** What a resource does to objects that the guarantee may rest on. */
export function touchesOf(resource: Resource, resources: readonly Resource[]): readonly Touch[] {
  if (isGenericGraph(resource.type)) return genericTouches(resource, resources);
  return READERS.get(resource.type)?.(resource, resources) ?? [];
}

/** Whether only the stack tells what the resource is about, by the resource that it refers to. */
export const isToldByStack = (resource: Resource): boolean =>
  namesActivatedRole(resource) || resource.type === AZUREAD.packagePolicy || resource.type === AZUREAD.catalogRole;

const policy: Reader = (resource) =>
  itself(resource, "policies", "manages", (id) => ({
    kind: "policy",
    id,
    json: { ...policyInGraphForm(resource, resource.properties), id },
    merge: false,
  }));

/** A new one matters where policies rest on every location that is trusted. */
const location: Reader = (resource) => {
  const id = plannedId(resource);
  const effect = { kind: "location", id, json: locationInGraphForm(resource), merge: false } as const;
  const deed = entraId(resource) === undefined ? "adds" : "manages";
  return [{ resource, kind: "locations", id, property: "id", deed, effect }];
};

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  [AZUREAD.groupMember, joins("groupObjectId", "memberObjectId", "puts somebody into")],
  [AZUREAD.groupAssignment, joins("groupId", "principalId", "assigns somebody to")],
  [AZUREAD.groupEligibility, joins("groupId", "principalId", "makes somebody eligible for")],
  [AZUREAD.groupActivation, opensGroup("groupId", "changes who may activate membership of")],
  [AZUREAD.catalogResource, opensGroup("resourceOriginId", "puts into an access package catalog")],
  [AZUREAD.packageResource, packageResource],
  [AZUREAD.group, group],
  [AZUREAD.groupWithoutMembers, group],
  [AZUREAD.roleAssignment, roleOf("roleId", "principalObjectId", "assigns", "directoryScopeId")],
  [AZUREAD.roleMember, roleOf("roleObjectId", "memberObjectId", "assigns")],
  [
    AZUREAD.roleEligibility,
    roleOf("roleDefinitionId", "principalId", "makes somebody eligible for", "directoryScopeId"),
  ],
  [
    AZUREAD.unitRoleMember,
    roleOf("roleObjectId", "memberObjectId", "assigns, within a unit,", "administrativeUnitObjectId"),
  ],
  [AZUREAD.unitMember, unitMembers("memberObjectId")],
  [AZUREAD.unit, unitMembers("members")],
  [AZUREAD.packagePolicy, foreign("accessPackageId", [AZUREAD.package], "says who may ask for membership of")],
  [AZUREAD.catalogRole, foreign("catalogId", [AZUREAD.catalog], "says who may give membership of")],
  [AZUREAD.user, (resource) => itself(resource, "users", "manages, with password and state,")],
  [AZUREAD.policy, policy],
  [AZUREAD.location, location],
  [
    AZUREAD.strength,
    (resource) =>
      itself(resource, "strengths", "manages", (id) => ({
        kind: "strength",
        id,
        json: strengthInGraphForm(resource),
        merge: false,
      })),
  ],
]);
