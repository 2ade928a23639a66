import type { Settings } from "../../settings/settings";
import { isUnresolved, type Resource } from "./resource";

/** The tenant that a resource's provider is for, lower case; `undefined` where the provider doesn't say. */
export function tenantOf({ provider }: Resource): string | undefined {
  const tenant = provider?.properties["tenantId"];
  return typeof tenant === "string" && tenant !== "" ? tenant.toLowerCase() : undefined;
}

/** The tenant that the guarantee is for, as far as the owner or the snapshot says it. */
const thisTenant = ({ tenantId, tenant }: Settings): string | undefined => tenantId ?? tenant?.tenantId;

/** Whether the resource is in another tenant for sure: no cover in this one, and no danger. */
export function isInAnotherTenant(resource: Resource, settings: Settings): boolean {
  const [its, ours] = [tenantOf(resource), thisTenant(settings)];
  return its !== undefined && ours !== undefined && its !== ours;
}

/** Those that may be counted on together: of this tenant where somebody says which it is, else of one provider's tenant. */
export function coverIn(resources: readonly Resource[], settings: Settings): readonly Resource[] {
  if (thisTenant(settings) !== undefined)
    return resources.filter(({ provider }) => !isUnresolved(provider?.properties["tenantId"]));
  return byTenant(resources).length > 1 ? [] : resources;
}

/**
 * The resources, those together that are in one tenant for sure: of one provider instance, or of several that name the
 * same tenant. Policies of different tenants don't cover for each other.
 */
export function byTenant(resources: readonly Resource[]): readonly (readonly Resource[])[] {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const key = tenantOf(resource) ?? resource.provider?.urn ?? "";
    groups.set(key, [...(groups.get(key) ?? []), resource]);
  }
  return [...groups.values()];
}
