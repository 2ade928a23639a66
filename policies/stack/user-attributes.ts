import type { Properties, Resource } from "../model/resource";
import { AZUREAD, isGenericGraph } from "./entra-types";
import { type GraphRequest, requestsOf } from "./graph-request";
import { asObject } from "./json";

/** What a resource says of a user, by property. */
export function attributesIn(resource: Resource): Properties {
  if (resource.type === AZUREAD.user) return resource.properties;
  if (!isGenericGraph(resource.type)) return {};
  const bodies = requestsOf(resource)
    .filter(mayBeUser)
    .map(({ body }) => asObject(body) ?? {});
  return Object.assign({}, ...bodies) as Properties;
}

const mayBeUser = ({ address = "users" }: GraphRequest): boolean => /users|directoryObjects|^me\b/i.test(address);
