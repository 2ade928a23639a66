import { isNewerAzuread } from "../objects/azuread-types";
import { AZUREAD, entraId, isGenericGraph, plannedId } from "../objects/entra-objects";
import { byTenant, type Resource } from "../objects/resource";
import { PROTECTED_KINDS } from "../../settings/settings";
import { type Change, type ChangeReader, changesToItself, type Effect } from "./change";
import { locationInGraphForm, policyInGraphForm, strengthInGraphForm } from "./graph-form";
import { locationEffect, withHiddenTrust } from "./location-effects";
import {
  givesRole,
  joinsGroup,
  managesGroup,
  namesActivatedRole,
  ofForeignPackage,
  opensGroup,
  packageResource,
  unitMembers,
} from "./membership-changes";
import { memoize } from "../objects/memoize";
import { requestsActivatedRole } from "./msgraph-activated-roles";
import { msgraphChanges } from "./msgraph-changes";
import { anything } from "./msgraph-untold";
import type { ResourceGraph } from "../objects/resource-graph";

/**
 * What a resource does to objects that the guarantee may rest on; none where it leaves them alone.
 * @param graph the resources that it may refer to
 */
export function changesOf(resource: Resource, graph: ResourceGraph): readonly Change[] {
  if (isGenericGraph(resource.type)) return msgraphChanges(resource, graph);
  if (isNewerAzuread(resource.type))
    return anything(resource, "type", PROTECTED_KINDS, "writes, by a type that this pack doesn't know,");
  return READERS.get(resource.type)?.(resource, graph) ?? [];
}

/** What all resources of a stack do to objects that the guarantee may rest on, in their order. */
export const changesIn: (graph: ResourceGraph) => readonly Change[] = memoize((graph: ResourceGraph) =>
  graph.resources.flatMap((resource) => changesOf(resource, graph)),
);

/** Whether what the resource is about is known only from another resource of the stack, which it refers to. */
export const isResolvedByStack = (resource: Resource): boolean =>
  namesActivatedRole(resource) || (isGenericGraph(resource.type) && requestsActivatedRole(resource));

const managesPolicy: ChangeReader = (resource) =>
  changesToItself(resource, "policies", "manages", (id) => ({
    kind: "policy",
    id,
    json: { ...policyInGraphForm(resource, resource.properties), id },
    merge: false,
  }));

/** A new one matters where policies rest on every location that is trusted. */
const managesLocation: ChangeReader = (resource) => {
  const id = plannedId(resource);
  const effect = locationEffect(id, withHiddenTrust(resource.properties, locationInGraphForm(resource)), false);
  const verb = entraId(resource) === undefined ? "adds" : "manages";
  return [{ resource, kind: "locations", id, property: "id", verb, effect }];
};

const READERS: ReadonlyMap<string, ChangeReader> = new Map<string, ChangeReader>([
  [AZUREAD.groupMember, joinsGroup("groupObjectId", "memberObjectId", "puts somebody into")],
  [AZUREAD.groupAssignment, joinsGroup("groupId", "principalId", "assigns somebody to")],
  [AZUREAD.groupEligibility, joinsGroup("groupId", "principalId", "makes somebody eligible for")],
  [AZUREAD.groupActivation, opensGroup("groupId", "changes who may activate membership of")],
  [AZUREAD.catalogResource, opensGroup("resourceOriginId", "puts into an access package catalog")],
  [AZUREAD.packageResource, packageResource],
  [AZUREAD.group, managesGroup],
  [AZUREAD.groupWithoutMembers, managesGroup],
  [AZUREAD.roleAssignment, givesRole("roleId", "principalObjectId", "assigns", "directoryScopeId")],
  [AZUREAD.roleMember, givesRole("roleObjectId", "memberObjectId", "assigns")],
  [
    AZUREAD.roleEligibility,
    givesRole("roleDefinitionId", "principalId", "makes somebody eligible for", "directoryScopeId"),
  ],
  [
    AZUREAD.unitRoleMember,
    givesRole("roleObjectId", "memberObjectId", "assigns, within a unit,", "administrativeUnitObjectId"),
  ],
  [AZUREAD.unitMember, unitMembers("memberObjectId")],
  [AZUREAD.unit, unitMembers("members")],
  [AZUREAD.packagePolicy, ofForeignPackage("accessPackageId", [AZUREAD.package], "says who may ask for")],
  [AZUREAD.catalogRole, ofForeignPackage("catalogId", [AZUREAD.catalog], "says who may manage")],
  [AZUREAD.user, (resource) => changesToItself(resource, "users", "manages, with password and state,")],
  [AZUREAD.policy, managesPolicy],
  [AZUREAD.location, managesLocation],
  [
    AZUREAD.strength,
    (resource) =>
      changesToItself(resource, "strengths", "manages", (id) => ({
        kind: "strength",
        id,
        json: strengthInGraphForm(resource),
        merge: false,
      })),
  ],
]);

/** The policies that the stack adds, as far as they are in one tenant for sure: another provider may be for another. */
export function newPolicies(graph: ResourceGraph): readonly Effect[] {
  const policies = graph.ofTypes(AZUREAD.policy);
  if (byTenant(policies).length > 1) return [];
  return policies
    .filter((resource) => entraId(resource) === undefined)
    .map((resource) => {
      const [id, json] = [plannedId(resource), policyInGraphForm(resource, resource.properties)];
      return { kind: "policy", id, json: { ...json, id }, merge: false };
    });
}
