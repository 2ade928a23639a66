import { type JsonObject, readNamedLocation, readPolicy } from "../../src/adapters/graph";
import type { Tenant } from "../../src/model/tenant";
import type { Snapshot } from "../settings/settings";
import { directoryAfter } from "./directory-after";
import { asObject } from "./json";
import { byId, type JsonStrengths } from "./strengths";
import type { Effect } from "./touch";

/** The tenant as it would be: effects laid over the snapshot, one after the other. */
export function overlay(snapshot: Snapshot, effects: readonly Effect[]): Tenant {
  return {
    ...directoryAfter(snapshot.tenant, effects),
    policies: policiesAfter(snapshot, effects),
    locations: locationsAfter(snapshot, effects),
  };
}

type ObjectEffect = Extract<Effect, { readonly kind: "policy" | "location" | "strength" | "gone" }>;

const isAboutObject = (effect: Effect): effect is ObjectEffect => "id" in effect;

/** Policies are read anew where something changes that their text refers to. */
function policiesAfter(snapshot: Snapshot, effects: readonly Effect[]): Tenant["policies"] {
  const { tenant, json } = snapshot;
  if (!effects.some(isAboutObject)) return tenant.policies;
  const users = tenant.users && new Set(tenant.users.map(({ id }) => id));
  const strengths = strengthsAfter(snapshot, effects);
  return listAfter(json.policies ?? [], "policy", effects).map((policy) =>
    readPolicy(policy, { name: String(policy["id"]), users, strengths }),
  );
}

export function locationsAfter({ tenant, json }: Snapshot, effects: readonly Effect[]): Tenant["locations"] {
  if (!effects.some(isAboutObject) || json.namedLocations === undefined) return tenant.locations;
  const locations = listAfter(json.namedLocations, "location", effects).map(readNamedLocation);
  return new Map(locations.map((location) => [location.id, location]));
}

export const strengthsAfter = ({ json }: Snapshot, effects: readonly Effect[]): JsonStrengths =>
  json.authenticationStrengthPolicies && byId(listAfter(json.authenticationStrengthPolicies, "strength", effects));

/** What the snapshot has, changed, and what is new: a policy, and a location that may count by being trusted. */
function listAfter(list: readonly JsonObject[], kind: ObjectEffect["kind"], effects: readonly Effect[]) {
  const changes = effects.filter(isAboutObject).filter((change) => change.kind === kind || change.kind === "gone");
  const ids = new Set(list.map(({ id }) => String(id).toLowerCase()));
  const added = changes.filter(({ id }) => !ids.has(id)).filter(isWhole);
  return [...changes.filter(({ id }) => ids.has(id)).reduce(itemsAfter, list), ...added.map(({ json }) => json)];
}

type Whole = Extract<ObjectEffect, { readonly merge: boolean }>;

const isWhole = (change: ObjectEffect): change is Whole => "merge" in change && !change.merge;

function itemsAfter(items: readonly JsonObject[], change: ObjectEffect): readonly JsonObject[] {
  return items.flatMap((item) => {
    if (String(item["id"]).toLowerCase() !== change.id) return [item];
    if (change.kind === "gone") return [];
    return [change.merge ? merged(item, change.json) : change.json];
  });
}

/** Graph changes an object field by field. */
const merged = (before: JsonObject, change: JsonObject): JsonObject => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(change).map(([key, value]) => {
      const [old, young] = [asObject(before[key]), asObject(value)];
      return [key, old !== undefined && young !== undefined ? merged(old, young) : value];
    }),
  ),
});
