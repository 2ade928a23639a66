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

/** The policies that count as cover: of this tenant, or where nobody says which it is, of the one that the stack is for. */
export function coverIn(
  policies: readonly Resource[],
  stack: readonly Resource[],
  settings: Settings,
): readonly Resource[] {
  const stated = policies.filter(({ provider }) => !isUnresolved(provider?.properties["tenantId"]));
  if (thisTenant(settings) !== undefined) return stated;
  return byTenant(policies).length > 1 || new Set(stack.map(tenantOf)).size > 1 ? [] : stated;
}

/** The resources, those together that are in one tenant for sure: only these cover for each other. */
export function byTenant(resources: readonly Resource[]): readonly (readonly Resource[])[] {
  const groups = new Map<string, Resource[]>();
  for (const resource of resources) {
    const key = tenantOf(resource) ?? resource.provider?.urn ?? "";
    const others = groups.get(key);
    if (others === undefined) groups.set(key, [resource]);
    else others.push(resource);
  }
  return [...groups.values()];
}
