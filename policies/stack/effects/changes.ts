import { memoize, memoizePair } from "../../../src/text/memoize";
import type { Settings } from "../../settings/settings";
import { AZUREAD, isGenericGraph, plannedId } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";
import type { ResourceGraph } from "../objects/resource-graph";
import { policiesOfThisTenant } from "../objects/this-tenant";
import { requestsOf } from "../requests/requests";
import { namesActivatedRole } from "./activated-roles";
import { azureadChanges } from "./azuread-changes";
import type { Change, Effect } from "./change";
import { policyEffect } from "./graph-form";
import { matchingRows } from "./matching-rows";
import { msgraphChanges } from "./msgraph-changes";

/** What a resource does to objects that the guarantee may rest on. @param graph the resources that it may refer to */
export const changesOf = (resource: Resource, graph: ResourceGraph): readonly Change[] =>
  isGenericGraph(resource.type) ? msgraphChanges(resource, graph) : azureadChanges(resource, graph);

/** What all resources of a stack do to objects that the guarantee may rest on, in their order. */
export const changesIn: (graph: ResourceGraph) => readonly Change[] = memoize((graph: ResourceGraph) =>
  graph.resources.flatMap((resource) => changesOf(resource, graph)),
);

/** Whether only another resource of the stack shows which object this resource is about. */
export const isResolvedByStack = (resource: Resource): boolean =>
  namesActivatedRole(resource) ||
  (isGenericGraph(resource.type) &&
    requestsOf(resource).some((request) =>
      matchingRows(request).some(
        ({ row: { on, named } }) => on.includes("{activated}") || (typeof named === "object" && "activated" in named),
      ),
    ));

/** The stack's policies in this tenant that the snapshot lacks and no other resource changes: they may require MFA where no other does. */
export const newPolicies = memoizePair((graph: ResourceGraph, settings: Settings): readonly Effect[] => {
  const known = new Set(settings.tenant.tenant.policies.map(({ id }) => id.toLowerCase()));
  const isChanged = (one: Resource): boolean =>
    changesIn(graph).some((by) => by.kind === "policies" && by.id === plannedId(one) && by.resource !== one);
  return policiesOfThisTenant(graph.ofTypes(AZUREAD.policy), graph.resources, settings)
    .filter((policy) => !known.has(plannedId(policy)) && !isChanged(policy))
    .map(policyEffect);
});
