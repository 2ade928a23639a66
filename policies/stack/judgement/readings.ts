import { asList, at, replaced } from "../../../src/law/json/json-object";
import { comparableId, groupId, locationId } from "../../../src/law/model/ids";
import { memoize } from "../../../src/text/memoize";
import { type Snapshot, usersById } from "../../settings/snapshot";
import { changesIn } from "../effects/changes";
import type { Relevant } from "../effects/relevant";
import { AZUREAD, entraId, GROUPS, isGroup, plannedId } from "../objects/entra-objects";
import { holdsUnresolved, isUnresolved, type Resource, UNRESOLVED } from "../objects/resource";
import { comesOnlyFrom, ResourceGraph } from "../objects/resource-graph";
import { isWithin, joinsIn, outerGroupsIn } from "./groups";
import type { PlannedTenant } from "./tenant-after";

/** The properties of a policy that name objects of the tenant, apart from roles, and the types that they can name. */
const ID_PROPERTIES = Object.entries({
  "conditions.users.includedGroups": GROUPS,
  "conditions.users.excludedGroups": GROUPS,
  "conditions.users.includedUsers": [AZUREAD.user],
  "conditions.users.excludedUsers": [AZUREAD.user],
  "conditions.applications.includedApplications": [AZUREAD.application, AZUREAD.servicePrincipal],
  "conditions.applications.excludedApplications": [AZUREAD.application, AZUREAD.servicePrincipal],
  "conditions.locations.includedLocations": [AZUREAD.location],
  "conditions.locations.excludedLocations": [AZUREAD.location],
  "grantControls.authenticationStrengthPolicyId": [AZUREAD.strength],
} as Record<string, readonly string[]>).map(([path, types]) => ({ path: path.split("."), types }));

/** The types that a value in a policy can come from. A role's template is known without a reading. */
const REFERABLE_TYPES: readonly string[] = [...ID_PROPERTIES.flatMap(({ types }) => types), AZUREAD.role];

/** The types of resources that are no person, and can be in a group. */
export const APPLICATIONS: readonly string[] = [AZUREAD.servicePrincipal];

/** With more readings than this, the stack is judged as a whole. */
const MAX_READINGS = 64;

/** The policy with ids in place of unresolved values, if the program shows which objects of the stack these are. */
export function resolvedBySource(policy: Resource, graph: ResourceGraph): Resource {
  const isAll = ["conditions", "grantControls"].every((property) => comesOnlyFrom(policy, property, REFERABLE_TYPES));
  if (!isAll || !holdsUnresolved(policy.properties)) return policy;
  const properties = ID_PROPERTIES.reduce((reading, { path, types }) => {
    const sources = graph.sourcesOf(policy, path[0] ?? "").filter(({ type }) => types.includes(type));
    const filled = filledWith(sources.map(idMeantBy), at(reading, path), path.at(-1)?.startsWith("excluded") === true);
    return filled === undefined ? reading : replaced(reading, path, path[0] === "grantControls" ? filled[0] : filled);
  }, policy.properties);
  return { ...policy, properties };
}

/** The id by which a policy names an object; {@link UNRESOLVED} for a service principal that may belong to any application. */
function idMeantBy(resource: Resource): unknown {
  if (resource.type !== AZUREAD.servicePrincipal) return plannedId(resource);
  const { clientId } = resource.properties;
  return typeof clientId === "string" ? clientId : UNRESOLVED;
}

/** A value with ids in place of what is unresolved in it; `undefined` if it isn't clear which they are. */
function filledWith(ids: readonly unknown[], value: unknown, isExcluded: boolean): readonly unknown[] | undefined {
  const list = asList(value) ?? [value];
  // To exclude all of them is the worst. One of them may be included twice, and another not at all.
  const isClear = ids.length === 1 || (ids.length > 1 && isExcluded);
  return isClear && list.some(isUnresolved) ? [...list.filter((item) => !isUnresolved(item)), ...ids] : undefined;
}

/**
 * The readings of a stack: an unexplained id in a policy, or of a group's owner, may be the id of each new object of the right type.
 * `undefined` if a new object has unresolved values, or if there are too many readings.
 * @param joiners further ids that nothing explains: those of new groups or applications
 */
export function readingsById(
  policies: readonly Resource[],
  graph: ResourceGraph,
  planned: PlannedTenant,
  joiners: readonly string[],
): readonly ResourceGraph[] | undefined {
  let ways: readonly ReadonlyMap<string, string>[] = [new Map()];
  const owners = graph.ofTypes(...GROUPS).flatMap((group) => graph.principalsIn(group, "owners").ids);
  const named = ID_PROPERTIES.map(({ path, types }) => ({ types, all: policies.flatMap((one) => idsAt(one, path)) }));
  const unexplained = [...named, { types: APPLICATIONS, all: owners }].flatMap(({ types, all }) =>
    all.filter((id) => !isExplained(id, types, planned)).map((id) => ({ types, id })),
  );
  const outer = outerGroupsIn(graph);
  const joining = joiners.map((id) => ({ types: outer.has(id) ? GROUPS : [...GROUPS, ...APPLICATIONS], id }));
  for (const { types, id } of [...unexplained, ...joining]) {
    const candidates = graph.ofTypes(...types).filter((one) => entraId(one) === undefined);
    if (candidates.some(({ properties }) => holdsUnresolved(properties))) return undefined;
    ways = ways.flatMap((way) => [way, ...waysWith(id, way, candidates)]);
    if (ways.length > MAX_READINGS) return undefined;
  }
  return ways.slice(1).map((way) => new ResourceGraph(graph.resources.map((one) => withId(one, way.get(one.urn)))));
}

// Before a resource is deployed, the engine shows its inputs, and neither its id nor where its values come from. So the id of a
// new object shows only in the resources that refer to it.

/** Whether an id may be that of a new group or application of the stack. */
export const mayBeNew = (id: string, graph: ResourceGraph, { tenant }: Snapshot): boolean =>
  hasNew(graph) && !graph.hasId(id, GROUPS) && !tenant.groups?.has(groupId(id)) && !usersById(tenant).has(id);

const hasNew = memoize((graph: ResourceGraph): boolean =>
  graph.ofTypes(...GROUPS, ...APPLICATIONS).some((one) => entraId(one) === undefined),
);

/** The ids that may be new, and come into what policies leave out. */
export const newJoiners = ({ leavingOut }: Relevant, graph: ResourceGraph, snapshot: Snapshot): readonly string[] =>
  joinsIn(changesIn(graph)).flatMap(({ who, object }) =>
    who !== undefined && mayBeNew(who, graph, snapshot) && isWithin(object, leavingOut, graph) ? [who] : [],
  );

const waysWith = (id: string, way: ReadonlyMap<string, string>, candidates: readonly Resource[]) =>
  [...way.values()].includes(id)
    ? []
    : candidates.filter(({ urn }) => !way.has(urn)).map(({ urn }) => new Map([...way, [urn, id]]));

/** The resource with an id. A new group has only the members that the program puts into it. */
const withId = (resource: Resource, objectId: string | undefined): Resource =>
  objectId === undefined
    ? resource
    : { ...resource, properties: { objectId, ...(isGroup(resource) && { members: [] }), ...resource.properties } };

const idsAt = ({ properties }: Resource, path: readonly string[]): readonly string[] => {
  const value = at(properties, path);
  return (asList(value) ?? [value]).filter((id): id is string => typeof id === "string" && id !== "").map(comparableId);
};

function isExplained(
  id: string,
  types: readonly string[],
  { tenant: { users, groups, locations }, strengths }: PlannedTenant,
): boolean {
  if (types === GROUPS) return groups?.has(groupId(id)) ?? false;
  if (types === APPLICATIONS) return users?.some((user) => user.id === id) ?? false;
  if (types.includes(AZUREAD.location)) return locations?.has(locationId(id)) ?? false;
  if (types.includes(AZUREAD.strength)) return strengths.has(id);
  return true; // the register approves users by id, and applications aren't looked up
}
