import { asList, at, replaced } from "../../../src/law/json/json-object";
import { groupId, locationId } from "../../../src/law/model/ids";
import { AZUREAD, entraId, GROUPS, isGroup, lastPart, plannedId } from "../objects/entra-objects";
import { holdsUnresolved, isUnresolved, type Properties, type Resource } from "../objects/resource";
import { comesOnlyFrom, ResourceGraph } from "../objects/resource-graph";
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

const APPLICATIONS: readonly string[] = [AZUREAD.servicePrincipal];

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
 */
export function readingsById(
  policies: readonly Resource[],
  graph: ResourceGraph,
  planned: PlannedTenant,
): readonly ResourceGraph[] | undefined {
  let ways: readonly ReadonlyMap<string, string>[] = [new Map()];
  const owners = graph.ofTypes(...GROUPS).flatMap((group) => graph.principalsIn(group, "owners").ids);
  const named = ID_PROPERTIES.map(({ path, types }) => ({ types, all: policies.flatMap((one) => idsAt(one, path)) }));
  for (const { types, all } of [...named, { types: APPLICATIONS, all: owners }]) {
    const ids = all.filter((id) => !isExplained(id, types, planned));
    const candidates = ids.length === 0 ? [] : graph.ofTypes(...types).filter((one) => entraId(one) === undefined);
    if (candidates.some(({ properties }) => holdsUnresolved(properties))) return undefined;
    for (const id of ids) {
      ways = ways.flatMap((way) => [way, ...waysWith(id, way, candidates)]);
      if (ways.length > MAX_READINGS) return undefined;
    }
  }
  return ways.slice(1).map((way) => new ResourceGraph(graph.resources.map((one) => withId(one, way.get(one.urn)))));
}

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
