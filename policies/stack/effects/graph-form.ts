import { asObject, type JsonObject } from "../../../src/law/json/json-object";
import { toGraphPolicy } from "../../../src/tenant/azuread/policy";
import { toGraphNamedLocation, toGraphStrength } from "../../../src/tenant/azuread/resources";
import { plannedId } from "../objects/entra-objects";
import type { Properties, Resource } from "../objects/resource";

/**
 * A ConditionalAccessPolicy in Graph's words, under its URN and logical name: the display name isn't passed on, since it
 * may hold anything, a secret included.
 */
export const policyInGraphForm = ({ urn, name }: Resource, properties: Properties): JsonObject => ({
  ...asObject(toGraphPolicy({ ...properties, displayName: name })),
  id: urn,
});

/** A NamedLocation in Graph's words, under the id that it has or will have. */
export const locationInGraphForm = (resource: Resource): JsonObject =>
  toGraphNamedLocation({ ...resource.properties, objectId: plannedId(resource), displayName: resource.name }) ?? {};

/** An AuthenticationStrengthPolicy in Graph's words, under the id that it has or will have. */
export const strengthInGraphForm = (resource: Resource): JsonObject =>
  toGraphStrength({ ...resource.properties, objectId: plannedId(resource), displayName: resource.name }) ?? {};

/** Authentication strengths in Graph's form, by id in lower case; `undefined` when they aren't known. */
export type StrengthsInGraphForm = ReadonlyMap<string, JsonObject> | undefined;

/** Objects of Graph's by id in lower case. */
export const byId = (list: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(list.map((item) => [String(item["id"]).toLowerCase(), item]));
