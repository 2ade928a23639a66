import type { Resource } from "../model/resource";
import { isUnknown } from "../model/unknown";
import { plannedId } from "./identity";
import { asList } from "./json";

/**
 * Ids that a top-level property holds or will hold. Where a value isn't known before deployment, the resources that it
 * comes from stand for it.
 * @returns lower case; empty where nothing can be told
 */
export function referredTo(resource: Resource, property: string, resources: readonly Resource[]): readonly string[] {
  const value = resource.properties[property];
  const items = asList(value) ?? [value];
  const known = items.filter((item) => typeof item === "string").map((item) => item.toLowerCase());
  if (!items.some(isUnknown)) return known;
  return [...known, ...sourcesOf(resource, property, resources).map(plannedId)];
}

/** The resources that a property's value comes from. */
export function sourcesOf(resource: Resource, property: string, resources: readonly Resource[]): readonly Resource[] {
  const urns = new Set(resource.sources[property] ?? []);
  return urns.size === 0 ? [] : resources.filter(({ urn }) => urns.has(urn));
}
