import type { Resource } from "../model/resource";
import { isUnknown } from "../model/unknown";
import { plannedId } from "./identity";
import { asList } from "./json";

/** The objects that a property names. */
export interface Reference {
  /** Lower case; an object of the stack that doesn't exist yet has an id that stands for it. */
  readonly ids: readonly string[];
  /** False where it also names something that can't be told before deployment. */
  readonly complete: boolean;
}

/**
 * What a top-level property names. Where a value isn't known before deployment, the resources of a fitting type that it
 * comes from stand for it: as many of them as there are unknown values.
 */
export function named(
  resource: Resource,
  property: string,
  types: readonly string[],
  resources: readonly Resource[],
): Reference {
  const value = resource.properties[property];
  const items = asList(value) ?? (value === undefined || value === null ? [] : [value]);
  const known = items.filter((item) => typeof item === "string").map((item) => item.toLowerCase());
  const open = items.length - known.length;
  if (open === 0) return { ids: known, complete: true };
  const coming = sourcesOf(resource, property, resources).filter(({ type }) => types.includes(type));
  const fresh = coming.map(plannedId).filter((id) => !known.includes(id));
  return {
    ids: [...known, ...fresh],
    complete: fresh.length >= open && items.every((item) => isUnknown(item) || typeof item === "string"),
  };
}

/** The resources that a property's value comes from. */
export function sourcesOf(resource: Resource, property: string, resources: readonly Resource[]): readonly Resource[] {
  const urns = new Set(resource.sources[property] ?? []);
  return urns.size === 0 ? [] : resources.filter(({ urn }) => urns.has(urn));
}
