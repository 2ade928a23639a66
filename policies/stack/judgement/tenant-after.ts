import { at, type JsonObject, replaced } from "../../../src/law/json/json-object";
import { comparableId } from "../../../src/law/model/ids";
import type { Tenant } from "../../../src/law/model/tenant";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";
import { idsKnownIn } from "../../../src/tenant/graph/people";
import { readPolicy } from "../../../src/tenant/graph/policy";
import type { Snapshot } from "../../settings/snapshot";
import type { Effect } from "../effects/change";
import { byId, type ObjectEffect } from "../effects/graph-form";
import { directoryAfter } from "./directory";

/** A tenant as it would be after a deployment. */
export interface PlannedTenant {
  readonly tenant: Tenant;
  /** Authentication strengths in Graph's form, by id in lower case. */
  readonly strengths: ReadonlyMap<string, JsonObject>;
}

/** The snapshot after effects, one after the other. */
export function tenantAfter(snapshot: Snapshot, effects: readonly Effect[]): PlannedTenant {
  // A strength that the snapshot lacks stays unknown, apart from what an effect sets.
  const strengths = byId(listAfter(snapshot.json.authenticationStrengthPolicies, "strength", effects));
  const tenant = {
    ...snapshot.tenant,
    ...directoryAfter(snapshot.tenant, effects, snapshot.membershipRules),
    policies: policiesAfter(snapshot, effects, strengths),
    locations: locationsAfter(snapshot, effects),
  };
  return { tenant, strengths };
}

/** If anything changes that policies refer to, all policies are read again. */
function policiesAfter(
  snapshot: Snapshot,
  effects: readonly Effect[],
  strengths: PlannedTenant["strengths"],
): Tenant["policies"] {
  const { tenant, json } = snapshot;
  if (!effects.some((effect) => "id" in effect)) return tenant.policies;
  const known = { ...idsKnownIn(tenant), strengths };
  const changed = new Set(effects.flatMap((effect) => (effect.kind === "strength" ? [effect.id] : [])));
  return listAfter(json.policies, "policy", effects).map((policy) => {
    // The combinations that a policy has of its strength are as old as the snapshot.
    const id = comparableId(String(at(policy, [...STRENGTH, "id"])));
    const now = changed.has(id) && strengths.has(id) ? replaced(policy, STRENGTH, { id }) : policy;
    return readPolicy(now, { name: String(policy["id"]), ...known });
  });
}

const STRENGTH = ["grantControls", "authenticationStrength"];

/** Named locations are read again only if one of them changes. */
function locationsAfter({ tenant, json }: Snapshot, effects: readonly Effect[]): Tenant["locations"] {
  if (!effects.some(({ kind }) => kind === "location" || kind === "gone")) return tenant.locations;
  const locations = listAfter(json.namedLocations, "location", effects).map(readNamedLocation);
  return new Map(locations.map((location) => [location.id, location]));
}

/** A list after effects. If anything may be done to an object, it counts as gone, whatever else is done. */
function listAfter(list: readonly JsonObject[], kind: ObjectEffect["kind"], effects: readonly Effect[]) {
  const changed = byId(effects.flatMap((effect) => (effect.kind === kind ? [effect.json] : [])));
  const gone = new Set(effects.flatMap((effect) => (effect.kind === "gone" ? [effect.id] : [])));
  const idOf = (item: JsonObject): string => comparableId(String(item["id"]));
  const known = new Set(list.map(idOf));
  const added = [...changed.values()].filter((item) => !known.has(idOf(item)));
  return [...list.map((item) => changed.get(idOf(item)) ?? item), ...added].filter((item) => !gone.has(idOf(item)));
}
