import type { Resource } from "../model/resource";
import type { Settings } from "../settings/settings";
import { AZUREAD } from "./entra-types";

export const isPolicy = ({ type }: Resource): boolean => type === AZUREAD.policy;

/**
 * Whether the resource is one of those that carry the guarantee: the named ones, by logical name or URN, or all policies
 * where none is named.
 */
export const isCarrier = (resource: Resource, { carriers }: Settings): boolean =>
  isPolicy(resource) && (carriers.length === 0 || carriers.some((carrier) => isNamed(resource, carrier)));

export const isNamed = ({ name, urn }: Resource, carrier: string): boolean => carrier === name || carrier === urn;

/** A single carrier must prove alone, so it can be judged before it is deployed. */
export const isOnlyCarrier = (resource: Resource, settings: Settings): boolean =>
  settings.carriers.length === 1 && isCarrier(resource, settings);

/**
 * Policies of different provider instances may be in different tenants: they don't cover for each other, unless the
 * instances name the same tenant.
 */
export function byProvider(resources: readonly Resource[]): readonly (readonly Resource[])[] {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const key = tenantOf(resource) ?? resource.provider?.urn ?? "";
    groups.set(key, [...(groups.get(key) ?? []), resource]);
  }
  return [...groups.values()];
}

function tenantOf({ provider }: Resource): string | undefined {
  const tenant = provider?.properties["tenantId"];
  return typeof tenant === "string" && tenant !== "" ? tenant.toLowerCase() : undefined;
}
