import { asObject, type JsonObject } from "../graph/json";
import { idOf } from "./resource-id";

/** Where a page of Graph's would go on: the members that are known only after deployment. */
const LATER = "known only after deployment";

/**
 * A `azuread.Group` as a `group` of Graph; `undefined` while it has no id. Without `members` its members aren't known;
 * they may be given elsewhere, one by one.
 */
export function toGraphGroup(properties: unknown): JsonObject | undefined {
  const resource = asObject(properties);
  const id = resource && idOf(resource);
  if (resource === undefined || id === undefined) return undefined;
  return { id, displayName: resource["displayName"], members: membersOf(resource["members"]) };
}

function membersOf(value: unknown): unknown {
  if (!Array.isArray(value)) return undefined;
  const known = value.filter((member) => typeof member === "string" && member !== "");
  return known.length === value.length ? known : { value: known, "@odata.nextLink": LATER };
}

/** A `azuread.User` as a `user` of Graph, without its secrets; `undefined` while it has no id. */
export function toGraphUser(properties: unknown): JsonObject | undefined {
  const resource = asObject(properties);
  const id = resource && idOf(resource);
  if (resource === undefined || id === undefined) return undefined;
  const { displayName, userPrincipalName, userType, accountEnabled } = resource;
  return { id, displayName, userPrincipalName, userType, accountEnabled };
}
