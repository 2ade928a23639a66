import { toGraphNamedLocation, toGraphPolicy, toGraphStrength } from "../../src/adapters/azuread";
import type { JsonObject } from "../../src/adapters/graph";
import type { Properties, Resource } from "../model/resource";
import { plannedId } from "./identity";
import { asObject } from "./json";

/**
 * A ConditionalAccessPolicy in Graph's words, under its URN and logical name: the display name isn't passed on, since it
 * may hold anything, a secret included.
 */
export const policyInGraphForm = ({ urn, name }: Resource, properties: Properties): JsonObject => ({
  ...asObject(toGraphPolicy({ ...properties, displayName: name })),
  id: urn,
});

export const locationInGraphForm = (resource: Resource): JsonObject =>
  toGraphNamedLocation({ ...resource.properties, objectId: plannedId(resource), displayName: resource.name }) ?? {};

export const strengthInGraphForm = (resource: Resource): JsonObject =>
  toGraphStrength({ ...resource.properties, objectId: plannedId(resource), displayName: resource.name }) ?? {};
