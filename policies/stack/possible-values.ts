import { at, replaced } from "../../src/json/at-path";
import { asList } from "../../src/json/json-object";
import { groupId, locationId } from "../../src/model/ids";
import { AZUREAD, entraId, GROUPS, lastPart, plannedId } from "../model/entra-objects";
import { holdsUnresolved, isUnresolved, type Properties, type Resource } from "../model/resource";
import type { EvaluationContext } from "./evaluation-context";
import { comesOnlyFrom, sourcesOf } from "./resource-graph";

/** A list of ids in a policy, or a single one, and what kinds of resources can be meant. */
export interface IdProperty {
  readonly path: readonly string[];
  readonly types: readonly string[];
}

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

/** What a place in a policy can come from; roles state their templates, which are known. */
const REFERABLE_TYPES: readonly string[] = [...ID_PROPERTIES.flatMap(({ types }) => types), AZUREAD.role];

/** More readings than this aren't tried; the policy is then undecided. */
export const MOST_READINGS = 64;

/**
 * What a policy may turn out to say. Each value that isn't known yet is read as each of the resources that it can come
 * from; what can't be told stays unknown, and so does, for one reading, what may come from something else as well.
 * @returns at least one; one where everything is known
 */
export function readingsBySource(policy: Resource, resources: readonly Resource[]): readonly Properties[] {
  if (!holdsUnresolved(policy.properties)) return [policy.properties];
  const readings = ID_PROPERTIES.reduce<readonly Properties[]>(
    (done, { path, types }) => {
      const candidates = sourcesOf(policy, path[0] ?? "", resources).filter(({ type }) => types.includes(type));
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

/** What a policy's ids may stand for, as far as that can be told before it is deployed. */
export type ReadingsByType =
  | { readonly kind: "unclear" }
  | { readonly kind: "told"; readonly readings: readonly Properties[] };

/**
 * An object of the stack has an id once it is deployed, and the policy's inputs have that id; but the inputs of the object
 * don't say it. So an id that nobody explains may be that of any object which the stack has asked for before.
 * @returns what the policy may say then, other than what it says; `unclear` where an object's own values aren't known
 */
export function readingsByType(
  policy: Resource,
  seen: readonly Resource[],
  context: EvaluationContext,
): ReadingsByType {
  let readings: readonly Properties[] = [policy.properties];
  for (const idProperty of ID_PROPERTIES.filter((one) => isUnexplained(policy, one, context))) {
    const candidates = seen.filter((one) => idProperty.types.includes(one.type) && entraId(one) === undefined);
    if (candidates.some(({ properties }) => holdsUnresolved(properties))) return { kind: "unclear" };
    readings = readings.flatMap((reading) => [reading, ...replacedBy(reading, idProperty, candidates, context)]);
    if (readings.length > MOST_READINGS) return { kind: "unclear" };
  }
  return { kind: "told", readings: readings.slice(1) };
}

const isUnexplained = ({ properties }: Resource, { path, types }: IdProperty, context: EvaluationContext): boolean =>
  idsAt(properties, path).some((id) => !explains(context, types, id));

function explains({ tenant: people, strengths }: EvaluationContext, types: readonly string[], id: string): boolean {
  if (types.includes(AZUREAD.group)) return people.groups?.has(groupId(id)) ?? false;
  if (types.includes(AZUREAD.location)) return people.locations?.has(locationId(id)) ?? false;
  if (types.includes(AZUREAD.strength)) return strengths?.has(id) ?? false;
  return true; // a user is approved by the id or not at all, and an application isn't looked up
}

function idsAt(properties: Properties, path: IdProperty["path"]): readonly string[] {
  const value = at(properties, path);
  return (asList(value) ?? [value])
    .filter((id) => typeof id === "string")
    .filter((id) => id !== "")
    .map(lastPart);
}

/** Each way of reading the ids that nobody explains as candidates, none twice. */
function replacedBy(
  reading: Properties,
  { path, types }: IdProperty,
  candidates: readonly Resource[],
  context: EvaluationContext,
): readonly Properties[] {
  const value = at(reading, path);
  const list = asList(value);
  if (list === undefined) return candidates.map((one) => replaced(reading, path, plannedId(one)));
  return choices(list, candidates, (item) => typeof item === "string" && !explains(context, types, lastPart(item)))
    .slice(0, MOST_READINGS + 1)
    .map((ids) => replaced(reading, path, ids));
}

function choices(
  list: readonly unknown[],
  candidates: readonly Resource[],
  isOpen: (item: unknown) => boolean,
): readonly (readonly unknown[])[] {
  const [first, ...rest] = list;
  if (list.length === 0) return [[]];
  const heads: readonly (Resource | undefined)[] = isOpen(first) ? [...candidates, undefined] : [undefined];
  return heads.flatMap((head) =>
    choices(rest, head === undefined ? candidates : candidates.filter((one) => one !== head), isOpen).map((tail) => [
      head === undefined ? first : plannedId(head),
      ...tail,
    ]),
  );
}
