import { groupedBy } from "../../../src/text/grouped-by";
import { isGuid } from "../../../src/text/guid";
import type { Settings } from "../../settings/settings";
import { isUnresolved, type Resource } from "./resource";

/** The tenant of a resource's provider, by id or domain, in lower case; `undefined` if the provider doesn't show it. */
export function tenantOf({ provider }: Resource): string | undefined {
  const tenant = provider?.properties["tenantId"];
  return typeof tenant === "string" && tenant !== "" ? tenant.toLowerCase() : undefined;
}

/** The tenant that the guarantee is for, from the owner's settings or the snapshot. */
const thisTenant = ({ tenantId, tenant }: Settings): string | undefined => tenantId ?? tenant.tenantId;

/** Whether the resource is certainly in another tenant, so it can't matter here. A domain may be one of this tenant's. */
export function isInAnotherTenant(resource: Resource, settings: Settings): boolean {
  const [its, ours] = [tenantOf(resource), thisTenant(settings)];
  return its !== undefined && ours !== undefined && its !== ours && isGuid(its);
}

/** The policies that certainly protect this tenant. If the whole stack is in one tenant, all do, or it changes nothing here. */
export function policiesOfThisTenant(
  policies: readonly Resource[],
  stack: readonly Resource[],
  settings: Settings,
): readonly Resource[] {
  const isUnclear = ({ provider }: Resource): boolean => isUnresolved(provider?.properties["tenantId"]);
  const isInOne = byTenant(policies).length <= 1 && new Set(stack.map(tenantOf)).size <= 1 && !stack.some(isUnclear);
  return isInOne ? policies : policies.filter((policy) => tenantOf(policy) === (thisTenant(settings) ?? ""));
}

/** The resources, grouped by tenant. Only policies that are certainly in one tenant protect it together. */
export function byTenant(resources: readonly Resource[]): readonly (readonly Resource[])[] {
  const groups = groupedBy(resources, (one) => tenantOf(one) ?? one.provider?.urn ?? "");
  return groups.map(([, own]) => own);
}
