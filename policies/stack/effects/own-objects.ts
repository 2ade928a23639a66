import { AZUREAD, GROUPS, PEOPLE, plannedId } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";
import { templateOf } from "./membership-changes";
import type { ResourceGraph } from "../objects/resource-graph";

/** Resources that are an object of the tenant, so that a value which comes from them is mostly that object's id. */
const OBJECTS: ReadonlySet<string> = new Set([
  ...PEOPLE,
  ...GROUPS,
  AZUREAD.unit,
  AZUREAD.catalog,
  AZUREAD.package,
  AZUREAD.application,
  AZUREAD.servicePrincipal,
  AZUREAD.role,
  AZUREAD.customRole,
  "msgraph:index/resource:Resource",
]);

/**
 * The objects of the stack that an unresolved value can name, by id: a role's by its template. What the value turns out to
 * be is judged again just before the resource is deployed.
 * @returns `undefined` where the value may come from something else, or nobody can tell which role it is
 */
export function ownObjectsIn(
  resource: Resource,
  property: string,
  graph: ResourceGraph,
): readonly string[] | undefined {
  const sources = graph.sourcesOf(resource, property);
  const isAll = sources.length > 0 && sources.length === new Set(resource.sources[property]).size;
  if (!isAll || !sources.every(({ type }) => OBJECTS.has(type))) return undefined;
  const ids = sources.map((source) => (source.type === AZUREAD.role ? templateOf(source) : plannedId(source)));
  return ids.every((id) => id !== undefined) ? ids : undefined;
}
