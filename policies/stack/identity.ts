import { createHash } from "node:crypto";
import type { Resource } from "../model/resource";

/**
 * The object's id in Entra, lower case. The azuread package has it as `objectId`; for policies, locations and strengths
 * the resource's id is a path that ends with it.
 * @returns `undefined` before the object exists
 */
export function entraId({ properties }: Resource): string | undefined {
  for (const name of ["objectId", "id"]) {
    const value = properties[name];
    if (typeof value === "string" && value !== "") return lastPart(value);
  }
  return undefined;
}

/** The id at the end of a path such as `/policies/authenticationStrengthPolicies/<id>`, lower case. */
export const lastPart = (path: string): string => path.slice(path.lastIndexOf("/") + 1).toLowerCase();

/** The id, or one that stands for it until it exists: the same for the same resource, and nobody else's. */
export const plannedId = (resource: Resource): string => entraId(resource) ?? standInFor(resource.urn);

function standInFor(urn: string): string {
  const hex = createHash("sha256").update(urn).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
}
