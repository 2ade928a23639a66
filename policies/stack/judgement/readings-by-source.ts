import { at, replaced } from "../../../src/law/json/at-path";
import { asList } from "../../../src/law/json/json-object";
import { AZUREAD, GROUPS, plannedId } from "../objects/entra-objects";
import { holdsUnresolved, isUnresolved, type Properties, type Resource } from "../objects/resource";
import { comesOnlyFrom, type ResourceGraph } from "../objects/resource-graph";

/** A list of ids in a policy, or a single one, and what kinds of resources can be meant. */
export interface IdProperty {
  readonly path: readonly string[];
  readonly types: readonly string[];
}

/** Everything in a policy that names objects of the tenant, roles apart. */
export const ID_PROPERTIES: readonly IdProperty[] = [
  ...["includedGroups", "excludedGroups"].map((list) => ({
    path: ["conditions", "users", list],
    types: GROUPS,
  })),
  ...["includedUsers", "excludedUsers"].map((list) => ({ path: ["conditions", "users", list], types: [AZUREAD.user] })),
  ...["includedApplications", "excludedApplications"].map((list) => ({
    path: ["conditions", "applications", list],
    types: [AZUREAD.application, AZUREAD.servicePrincipal],
  })),
  ...["includedLocations", "excludedLocations"].map((list) => ({
    path: ["conditions", "locations", list],
    types: [AZUREAD.location],
  })),
  { path: ["grantControls", "authenticationStrengthPolicyId"], types: [AZUREAD.strength] },
];

/** What a value in a policy can come from; roles state their templates, which are known. */
const REFERABLE_TYPES: readonly string[] = [...ID_PROPERTIES.flatMap(({ types }) => types), AZUREAD.role];

/** More readings than this aren't tried: then what isn't known stays so, and the verdict is unknown. */
export const MOST_READINGS = 64;

/**
 * What a policy may turn out to say. Each value that isn't known yet is read as each of the resources that it can come
 * from. What none of them can be stays unresolved, and so does, in one more reading, what may come from something else.
 * @returns at least one; one where everything is known
 */
export function readingsBySource(policy: Resource, graph: ResourceGraph): readonly Properties[] {
  if (!holdsUnresolved(policy.properties)) return [policy.properties];
  const readings = ID_PROPERTIES.reduce<readonly Properties[]>(
    (done, { path, types }) => {
      const candidates = graph.sourcesOf(policy, path[0] ?? "").filter(({ type }) => types.includes(type));
      const ids = candidates.map(idMeantBy);
      if (!ids.every((id) => id !== undefined)) return done;
      const next = done.flatMap((reading) => resolved(reading, path, ids));
      return next.length > MOST_READINGS ? done : next;
    },
    [policy.properties],
  );
  const isAll = ["conditions", "grantControls"].every((property) => comesOnlyFrom(policy, property, REFERABLE_TYPES));
  return isAll ? readings : [...readings, policy.properties];
}

/**
 * The id that a policy knows the object by. An application that the stack makes isn't the API, whatever its id will be; a
 * service principal may be that of any application, the API included.
 */
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

/** What a value may be that isn't known as a whole: a list of one of the ids, or of all of them. */
function wholes(path: readonly string[], ids: readonly string[]): readonly unknown[] {
  if (path[0] === "grantControls") return ids;
  return ids.length === 1 ? [ids] : [...ids.map((id) => [id]), ids];
}

/** Each way of putting ids where the list has unknowns. */
function fillings(list: readonly unknown[], ids: readonly string[]): readonly (readonly unknown[])[] {
  const slots = list.filter(isUnresolved).length;
  if (ids.length ** slots > MOST_READINGS) return [list];
  return list.reduce<readonly (readonly unknown[])[]>(
    (done, item) => done.flatMap((start) => (isUnresolved(item) ? ids : [item]).map((next) => [...start, next])),
    [[]],
  );
}
