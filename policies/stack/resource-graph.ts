import { asList } from "../../src/json/json-object";
import { AZUREAD, lastPart, plannedId } from "../model/entra-objects";
import { isUnresolved, type Resource, typeIn } from "../model/resource";
import { memoize } from "./memoize";

/** The objects that a property names. */
export interface Reference {
  /** Lower case; an object of the stack that doesn't exist yet has an id that stands for it. */
  readonly ids: readonly string[];
  /** False where it also names something that is unresolved before deployment. */
  readonly isResolved: boolean;
}

/**
 * What a top-level property names. Where a value isn't known before deployment, the resources of a fitting type that it
 * comes from stand for it: as many of them as there are unknown values, and nothing else that it may come from.
 */
export function referencesIn(
  resource: Resource,
  property: string,
  types: readonly string[],
  resources: readonly Resource[],
): Reference {
  const value = resource.properties[property];
  const items = asList(value) ?? (value === undefined || value === null ? [] : [value]);
  const known = items.filter((item) => typeof item === "string").map((item) => item.toLowerCase());
  const unresolvedCount = items.length - known.length;
  if (unresolvedCount === 0) return { ids: known, isResolved: true };
  const sources = sourcesOf(resource, property, resources).filter(({ type }) => types.includes(type));
  const resolvedIds = sources.map(plannedId).filter((id) => !known.includes(id));
  const isResolved =
    resolvedIds.length >= unresolvedCount &&
    comesOnlyFrom(resource, property, types) &&
    items.every((item) => isUnresolved(item) || typeof item === "string");
  return { ids: [...known, ...resolvedIds], isResolved };
}

/** Who can be in a group or hold a role, and what can be there as well and never signs in as a person. */
const PRINCIPALS = [AZUREAD.user, AZUREAD.group, AZUREAD.groupWithoutMembers, AZUREAD.servicePrincipal];

/** The people and groups that a property names. Service principals of the stack are left out: they are no people. */
export function principalsIn(resource: Resource, property: string, resources: readonly Resource[]): Reference {
  const { ids, isResolved } = referencesIn(resource, property, PRINCIPALS, resources);
  const servicePrincipals = servicePrincipalsIn(resources);
  return { ids: ids.filter((id) => !servicePrincipals.has(id)), isResolved };
}

const servicePrincipalsIn = memoize(
  (resources: readonly Resource[]) =>
    new Set(resources.filter(({ type }) => type === AZUREAD.servicePrincipal).map(plannedId)),
);

/** The resources that a property's value comes from. */
export function sourcesOf(resource: Resource, property: string, resources: readonly Resource[]): readonly Resource[] {
  const urns = new Set(resource.sources[property] ?? []);
  if (urns.size === 0) return [];
  const index = byUrn(resources);
  return [...urns].map((urn) => index.get(urn)).filter((source) => source !== undefined);
}

const byUrn = memoize((resources: readonly Resource[]) => new Map(resources.map((one) => [one.urn, one])));

/** Whether all that a property's value comes from is of these types. */
export const comesOnlyFrom = (resource: Resource, property: string, types: readonly string[]): boolean =>
  (resource.sources[property] ?? []).every((urn) => types.includes(typeIn(urn)));

/**
 * Objects of the stack that these resources refer to, whatever they are referred to by, and what those refer to in turn:
 * a group within a group.
 */
export function reachableFrom(from: readonly Resource[], resources: readonly Resource[]): readonly Resource[] {
  const reached = new Set(from);
  for (const resource of reached) {
    const urns = new Set(Object.values(resource.sources).flat());
    const texts = textsIn(resource.properties);
    for (const other of resources) if (urns.has(other.urn) || texts.has(plannedId(other))) reached.add(other);
  }
  return [...reached].filter((resource) => !from.includes(resource));
}

/** Every text in a value, in lower case; of a path the last part. */
function textsIn(value: unknown): ReadonlySet<string> {
  if (typeof value === "string") return new Set([lastPart(value)]);
  if (typeof value !== "object" || value === null) return new Set();
  return new Set(Object.values(value).flatMap((inner) => [...textsIn(inner)]));
}
