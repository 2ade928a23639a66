import type { Properties, Resource } from "../model/resource";
import { holdsUnknown, isUnknown } from "../model/unknown";
import { AZUREAD } from "./entra-types";
import { plannedId } from "./identity";
import { asList, at, replaced } from "./json";
import { comesOnlyFrom, sourcesOf } from "./references";

/** A list of ids in a policy, or a single one, and what kinds of resources can be meant. */
export interface Place {
  readonly path: readonly string[];
  readonly types: readonly string[];
}

export const PLACES: readonly Place[] = [
  ...["includedGroups", "excludedGroups"].map((list) => ({
    path: ["conditions", "users", list],
    types: [AZUREAD.group, AZUREAD.groupWithoutMembers],
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

/** What a place in a policy can come from; roles state their templates, which are known. */
const MEANT: readonly string[] = [...PLACES.flatMap(({ types }) => types), AZUREAD.role];

/** More readings than this aren't tried; the policy is then undecided. */
export const MOST_READINGS = 64;

/**
 * What a policy may turn out to say. Each value that isn't known yet is read as each of the resources that it can come
 * from; what can't be told stays unknown, and so does, for one reading, what may come from something else as well.
 * @returns at least one; one where everything is known
 */
export function readingsOf(policy: Resource, resources: readonly Resource[]): readonly Properties[] {
  if (!holdsUnknown(policy.properties)) return [policy.properties];
  const readings = PLACES.reduce<readonly Properties[]>(
    (done, { path, types }) => {
      const candidates = sourcesOf(policy, path[0] ?? "", resources).filter(({ type }) => types.includes(type));
      const ids = candidates.map(idMeantBy);
      if (!ids.every((id) => id !== undefined)) return done;
      const next = done.flatMap((reading) => resolved(reading, path, ids));
      return next.length > MOST_READINGS ? done : next;
    },
    [policy.properties],
  );
  const isAll = ["conditions", "grantControls"].every((property) => comesOnlyFrom(policy, property, MEANT));
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
  if (ids.length === 0 || !holdsUnknown(value)) return [reading];
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
  const slots = list.filter(isUnknown).length;
  if (ids.length ** slots > MOST_READINGS) return [list];
  return list.reduce<readonly (readonly unknown[])[]>(
    (done, item) => done.flatMap((start) => (isUnknown(item) ? ids : [item]).map((next) => [...start, next])),
    [[]],
  );
}
