import { asObject, isAbsent, type JsonObject } from "../../../src/law/json/json-object";
import { comparableId } from "../../../src/law/model/ids";
import { toGraphNamedLocation, toGraphPolicy, toGraphStrength } from "../../../src/tenant/azuread/policy";
import { plannedId } from "../objects/entra-objects";
import { isUnresolved, type Resource } from "../objects/resource";
import type { Effect } from "./change";

/** A policy in Graph's form, under its URN and logical name: its display name may hold a secret. */
export const policyInGraphForm = ({ urn, name, properties }: Resource): JsonObject => ({
  ...asObject(toGraphPolicy({ ...properties, displayName: name })),
  id: urn,
});

/** A NamedLocation in Graph's form, under its planned id. */
export const locationInGraphForm = (resource: Resource): JsonObject =>
  toGraphNamedLocation(withPlannedId(resource)) ?? {};

/** An AuthenticationStrengthPolicy in Graph's form, under its planned id. */
export const strengthInGraphForm = (resource: Resource): JsonObject => toGraphStrength(withPlannedId(resource)) ?? {};

const withPlannedId = (resource: Resource) => ({
  ...resource.properties,
  objectId: plannedId(resource),
  displayName: resource.name,
});

/** Objects in Graph's form, by id in lower case. */
export const byId = (list: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(list.map((item) => [comparableId(String(item["id"])), item]));

/** The policy is from now on what its resource says. */
export const policyEffect = (resource: Resource): ObjectEffect => {
  const id = plannedId(resource);
  return { kind: "policy", id, json: { ...policyInGraphForm(resource), id } };
};

/** An effect that changes a policy, a named location or an authentication strength. */
export type ObjectEffect = Extract<Effect, { readonly json: unknown }>;

/** The location is from now on what its resource says. If its trust is unresolved, it counts as trusted: a policy may exclude that. */
export function ownLocationEffect(resource: Resource): ObjectEffect {
  const json = locationInGraphForm(resource);
  const trust = isUnresolved(resource.properties["ip"]) || json["isTrusted"];
  const isTrusted = !isAbsent(trust) && trust !== false;
  return { kind: "location", id: plannedId(resource), json: isTrusted ? { ...json, isTrusted } : json };
}
