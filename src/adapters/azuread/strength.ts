import { asObject, type JsonObject } from "../graph/json";
import { idOf } from "./resource-id";

/**
 * A `azuread.AuthenticationStrengthPolicy` as an `authenticationStrengthPolicy` of Graph; `undefined` while it has no id.
 * @param properties outputs of the resource, or inputs; a symbol where a value is known only after deployment
 */
export function toGraphStrength(properties: unknown): JsonObject | undefined {
  const resource = asObject(properties);
  const id = resource && idOf(resource);
  if (resource === undefined || id === undefined) return undefined;
  const { displayName, allowedCombinations } = resource;
  return { id, displayName, policyType: "custom", allowedCombinations };
}
