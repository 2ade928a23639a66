import { memoize, memoizePair } from "../../../src/text/memoize";
import type { Settings } from "../../settings/settings";
import { AZUREAD, isGenericGraph, plannedId } from "../objects/entra-objects";
import { holdsUnresolved, type Resource } from "../objects/resource";
import type { ResourceGraph } from "../objects/resource-graph";
import { policiesOfThisTenant } from "../objects/this-tenant";
import { namesActivatedRole } from "./activated-roles";
import { azureadChanges } from "./azuread-changes";
import type { Change, Effect } from "./change";
import { policyEffect } from "./graph-form";
import { msgraphChanges } from "./msgraph-changes";

/** What a resource does to objects that the guarantee may rest on. @param graph the resources that it may refer to */
export const changesOf = (resource: Resource, graph: ResourceGraph): readonly Change[] =>
  isGenericGraph(resource.type) ? msgraphChanges(resource, graph) : azureadChanges(resource, graph);

/** What all resources of a stack do to objects that the guarantee may rest on, in their order. */
export const changesIn: (graph: ResourceGraph) => readonly Change[] = memoize((graph: ResourceGraph) =>
  graph.resources.flatMap((resource) => changesOf(resource, graph)),
);

/** Whether only the whole stack shows which objects a resource is about: it shows where unresolved values come from. */
export const isEarly = (resource: Resource): boolean =>
  holdsUnresolved(resource.properties) || namesActivatedRole(resource);

/** The stack's policies in this tenant that the snapshot lacks and no other resource changes: they may require MFA where no other does. */
export const newPolicies = memoizePair((graph: ResourceGraph, settings: Settings): readonly Effect[] => {
  const known = new Set(settings.tenant.tenant.policies.map(({ id }) => id.toLowerCase()));
  const isChanged = (one: Resource): boolean =>
    changesIn(graph).some((by) => by.kind === "policies" && by.id === plannedId(one) && by.resource !== one);
  return policiesOfThisTenant(graph.ofTypes(AZUREAD.policy), graph.resources, settings)
    .filter((policy) => !known.has(plannedId(policy)) && !isChanged(policy))
    .map(policyEffect);
});
