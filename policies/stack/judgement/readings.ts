import { asList, at, replaced } from "../../../src/law/json/json-object";
import { groupId, locationId } from "../../../src/law/model/ids";
import { memoize } from "../../../src/text/memoize";
import { type Snapshot, usersById } from "../../settings/snapshot";
import { changesIn } from "../effects/changes";
import type { Relevant } from "../effects/relevant";
import { AZUREAD, entraId, GROUPS, isGroup, lastPart, plannedId } from "../objects/entra-objects";
import { holdsUnresolved, isUnresolved, type Properties, type Resource } from "../objects/resource";
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

/** With more readings than this, unresolved values stay unresolved, and the verdict is unknown. */
const MAX_READINGS = 64;

/** The readings of a policy: an unresolved value may be the id of each resource that it can come from. */
export function readingsBySource(policy: Resource, graph: ResourceGraph): readonly Resource[] {
  if (!holdsUnresolved(policy.properties)) return [policy];
  const readings = ID_PROPERTIES.reduce<readonly Properties[]>(
    (done, { path, types }) => {
      const candidates = graph.sourcesOf(policy, path[0] ?? "").filter(({ type }) => types.includes(type));
      const ids = candidates.map(idMeantBy);
      if (!ids.every((id) => id !== undefined)) return done;
      const next = done.flatMap((reading) => resolved(reading, path, ids));
      return next.length > MAX_READINGS ? done : next;
    },
    [policy.properties],
  );
  const isAll = ["conditions", "grantControls"].every((property) => comesOnlyFrom(policy, property, REFERABLE_TYPES));
  const all = isAll ? readings : [...readings, policy.properties];
  return all.map((properties) => ({ ...policy, properties }));
}

/** The id by which a policy names an object; `undefined` for a service principal that may belong to any application. */
function idMeantBy(resource: Resource): string | undefined {
  if (resource.type !== AZUREAD.servicePrincipal) return plannedId(resource);
  const { clientId } = resource.properties;
  if (typeof clientId === "string") return clientId;
  const isOurs =
    (resource.sources["clientId"]?.length ?? 0) > 0 && comesOnlyFrom(resource, "clientId", [AZUREAD.application]);
  return isOurs ? plannedId(resource) : undefined;
}

function resolved(reading: Properties, path: readonly string[], ids: readonly string[]): readonly Properties[] {
  const value = at(reading, path);
  if (ids.length === 0 || !holdsUnresolved(value)) return [reading];
  const list = asList(value);
  if (list === undefined) return wholes(path, ids).map((whole) => replaced(reading, path, whole));
  return fillings(list, ids).map((filling) => replaced(reading, path, filling));
}

/** The readings of a value that is unresolved as a whole: a list of one of the ids, or of all of them. */
function wholes(path: readonly string[], ids: readonly string[]): readonly unknown[] {
  if (path[0] === "grantControls") return ids;
  return ids.length === 1 ? [ids] : [...ids.map((id) => [id]), ids];
}

/** The readings of a list with unresolved items: each of them may be each of the ids. */
function fillings(list: readonly unknown[], ids: readonly string[]): readonly (readonly unknown[])[] {
  const slots = list.filter(isUnresolved).length;
  if (ids.length ** slots > MAX_READINGS) return [list];
  return everyChoice(list.map((item) => (isUnresolved(item) ? ids : [item])));
}

/** Each way to choose one of each. */
export const everyChoice = <T>(choices: readonly (readonly T[])[]): readonly (readonly T[])[] =>
  choices.reduce<readonly (readonly T[])[]>(
    (done, next) => done.flatMap((start) => next.map((one) => [...start, one])),
    [[]],
  );

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
export const withId = (resource: Resource, objectId: string | undefined): Resource =>
  objectId === undefined
    ? resource
    : { ...resource, properties: { objectId, ...(isGroup(resource) && { members: [] }), ...resource.properties } };

const idsAt = ({ properties }: Resource, path: readonly string[]): readonly string[] => {
  const value = at(properties, path);
  return (asList(value) ?? [value]).filter((id): id is string => typeof id === "string" && id !== "").map(lastPart);
};

function isExplained(
  id: string,
  types: readonly string[],
  { tenant: { users, groups, locations }, strengths }: PlannedTenant,
): boolean {
  if (types === GROUPS) return groups?.has(groupId(id)) ?? false;
  if (types === APPLICATIONS) return users?.some((user) => user.id === id) ?? false;
  if (types.includes(AZUREAD.location)) return locations?.has(locationId(id)) ?? false;
  if (types.includes(AZUREAD.strength)) return strengths?.has(id) ?? false;
  return true; // the register approves users by id, and applications aren't looked up
}
