import { AZUREAD, entraId, isGenericGraph, plannedId } from "../objects/entra-objects";
import { memoize } from "../objects/memoize";
import { byTenant, type Resource } from "../objects/resource";
import type { ResourceGraph } from "../objects/resource-graph";
import { requestsOf } from "../requests/requests";
import { azureadChanges, namesActivatedRole } from "./azuread-changes";
import type { Change, Effect } from "./change";
import { policyInGraphForm } from "./graph-form";
import { msgraphChanges } from "./msgraph-changes";
import { fittingRows } from "./request-rows";

/**
 * What a resource does to objects that the guarantee may rest on; none where it leaves them alone.
 * @param graph the resources that it may refer to
 */
export const changesOf = (resource: Resource, graph: ResourceGraph): readonly Change[] =>
  isGenericGraph(resource.type) ? msgraphChanges(resource, graph) : azureadChanges(resource, graph);

/** What all resources of a stack do to objects that the guarantee may rest on, in their order. */
export const changesIn: (graph: ResourceGraph) => readonly Change[] = memoize((graph: ResourceGraph) =>
  graph.resources.flatMap((resource) => changesOf(resource, graph)),
);

/** Whether what the resource is about is known only from another resource of the stack, which it refers to. */
export const isResolvedByStack = (resource: Resource): boolean =>
  namesActivatedRole(resource) ||
  (isGenericGraph(resource.type) &&
    requestsOf(resource).some((request) => fittingRows(request).some(({ row }) => isAboutActivated(row))));

const isAboutActivated = ({ on, named }: { readonly on: string; readonly named?: unknown }): boolean =>
  on.includes("{activated}") || (typeof named === "object" && named !== null && "activated" in named);

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
