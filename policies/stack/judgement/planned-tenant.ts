import { asObject, at, type JsonObject, replaced } from "../../../src/law/json/json-object";
import type { Tenant } from "../../../src/law/model/tenant";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";
import { idsKnownIn } from "../../../src/tenant/graph/people";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { approvedGroups, type Settings } from "../../settings/settings";
import { NO_SNAPSHOT, type Snapshot } from "../../settings/snapshot";
import type { Change, Effect } from "../effects/change";
import { changesIn } from "../effects/changes";
import {
  byId,
  changedBeyondSnapshot,
  locationInGraphForm,
  type ObjectEffect,
  type StrengthsInGraphForm,
  strengthInGraphForm,
} from "../effects/graph-form";
import { everythingIn, relevantEffects } from "../effects/relevant";
import { AZUREAD, idsIn, isGroup, lastPart } from "../objects/entra-objects";
import { idNamed, type ResourceGraph } from "../objects/resource-graph";
import { directoryAfter } from "./directory";
import { stackGroups } from "./groups";
import { laterEffects } from "./later-effects";
import { unlistedIn, withAddedUsers } from "./tenant-before";

/** A tenant as it would be after a deployment. */
export interface PlannedTenant {
  readonly tenant: Tenant;
  readonly strengths: StrengthsInGraphForm;
}

/** The snapshot after effects, one after the other. */
export function tenantAfter(snapshot: Snapshot, effects: readonly Effect[]): PlannedTenant {
  const strengths = strengthsAfter(snapshot, effects);
  const tenant = {
    ...snapshot.tenant,
    ...directoryAfter(snapshot.tenant, effects, snapshot.membershipRules),
    policies: policiesAfter(snapshot, effects, strengths),
    locations: locationsAfter(snapshot, effects),
  };
  return { tenant, strengths };
}

/** The snapshot, if there is one, after everything that the stack does. The stack's own objects replace the snapshot's. */
export function tenantOfStack(
  graph: ResourceGraph,
  settings: Settings,
  byRules: readonly Change[] = [],
): PlannedTenant {
  const { tenant: snapshot = NO_SNAPSHOT } = settings;
  const approved = approvedGroups(settings);
  const effects = effectsOfStack(snapshot, graph, byRules);
  const unlisted = unlistedIn(snapshot.tenant, effects, stackGroups(graph, snapshot.tenant, approved));
  const known = { ...snapshot, tenant: withAddedUsers(snapshot.tenant, unlisted) };
  const { tenant, strengths } = tenantAfter(known, effects);
  const locations = graph.ofTypes(AZUREAD.location).map(locationInGraphForm).map(readNamedLocation);
  return {
    tenant: {
      ...tenant,
      groups: overlaid(tenant.groups, stackGroups(graph, tenant, approved)),
      locations: overlaid(tenant.locations, new Map(locations.map((one) => [one.id, one]))),
    },
    strengths: overlaid(strengths, byId(graph.ofTypes(AZUREAD.strength).map(strengthInGraphForm))),
  };
}

/** What the stack does to the tenant's objects, and lets others do. Its own groups and policies are read from their resources. */
function effectsOfStack(snapshot: Snapshot, graph: ResourceGraph, byRules: readonly Change[]): readonly Effect[] {
  const users = graph.ofTypes(AZUREAD.policy).map(({ properties }) => at(properties, ["conditions", "users"]));
  const roles = users.flatMap((clause) => idsIn(["includedRoles", "excludedRoles"].map((name) => at(clause, [name]))));
  const relevant = everythingIn(snapshot, roles);
  return [...changesIn(graph), ...byRules]
    .filter(({ resource, id, kind }) => id === undefined || !(isGroup(resource) || kind === "policies"))
    .flatMap((change) => [
      ...relevantEffects(relevant, change),
      ...laterEffects(change, relevant, snapshot, graph).map(({ effect }) => effect),
    ]);
}

const overlaid = <Id, T>(
  base: ReadonlyMap<Id, T> | undefined,
  top: ReadonlyMap<Id, T>,
): ReadonlyMap<Id, T> | undefined =>
  base === undefined && top.size === 0 ? undefined : new Map([...(base ?? []), ...top]);

/** If anything changes that policies refer to, all policies are read again. */
function policiesAfter(
  snapshot: Snapshot,
  effects: readonly Effect[],
  strengths: StrengthsInGraphForm,
): Tenant["policies"] {
  const { tenant, json } = snapshot;
  if (!effects.some((effect) => "id" in effect)) return tenant.policies;
  const known = { ...idsKnownIn(tenant), strengths };
  const changed = new Set(effects.flatMap((effect) => (effect.kind === "strength" ? [effect.id] : [])));
  return listAfter(json.policies ?? [], "policy", effects).map((policy) => {
    // The combinations that a policy has of its strength are as old as the snapshot.
    const id = lastPart(String(at(policy, [...STRENGTH, "id"])));
    const now = changed.has(id) && strengths?.has(id) ? replaced(policy, STRENGTH, { id }) : policy;
    return readPolicy(now, { name: String(policy["id"]), ...known });
  });
}

const STRENGTH = ["grantControls", "authenticationStrength"];

/** Named locations are read again only if one of them changes. */
function locationsAfter({ tenant, json }: Snapshot, effects: readonly Effect[]): Tenant["locations"] {
  if (!effects.some(({ kind }) => kind === "location" || kind === "gone")) return tenant.locations;
  const locations = listAfter(json.namedLocations ?? [], "location", effects).map(readNamedLocation);
  return new Map(locations.map((location) => [location.id, location]));
}

/** A strength that the snapshot lacks stays unknown, apart from what an effect sets. */
const strengthsAfter = ({ json }: Snapshot, effects: readonly Effect[]): StrengthsInGraphForm =>
  byId(listAfter(json.authenticationStrengthPolicies ?? [], "strength", effects));

/** A list after effects. If anything may be done to an object, it counts as gone, whatever else is done. */
function listAfter(list: readonly JsonObject[], kind: ObjectEffect["kind"], effects: readonly Effect[]) {
  const isAt = (item: JsonObject, id: string): boolean => lastPart(String(item["id"])) === id;
  let after = list;
  for (const effect of effects) {
    if (effect.kind !== kind) continue;
    const { id, json, merge } = effect;
    const change = (item: JsonObject): JsonObject => (merge ? merged(item, json) : json);
    after = after.some((item) => isAt(item, id))
      ? after.map((item) => (isAt(item, id) ? change(item) : item))
      : [...after, ...addedBy(effect)];
  }
  const gone = effects.filter((effect) => effect.kind === "gone");
  return after.filter((item) => !gone.some(({ id }) => isAt(item, id)));
}

const addedBy = (effect: ObjectEffect): readonly JsonObject[] =>
  effect.merge ? changedBeyondSnapshot(effect) : [effect.json];

/** Graph merges nested objects, and reads keys in any letter case. A reference to another object replaces the object. */
const merged = (before: JsonObject, change: JsonObject): JsonObject => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(change).map(([written, said]) => {
      const [, bound] = /^(.*)@odata\.bind$/i.exec(written) ?? [];
      const name = (bound ?? written).toLowerCase();
      const key = Object.keys(before).find((one) => one.toLowerCase() === name) ?? bound ?? written;
      const value = bound === undefined ? said : { id: said };
      const [old, young] = [asObject(before[key]), asObject(value)];
      if (young !== undefined && "id" in young) return [key, referredTo(young, old)];
      return [key, old !== undefined && young !== undefined ? merged(old, young) : value];
    }),
  ),
});

/** Other fields next to the id of another object say nothing about it. Next to the same id, they may count. */
function referredTo(said: JsonObject, before: JsonObject | undefined): JsonObject {
  const id = idSaid(said);
  return before !== undefined && idSaid(before) === id ? merged(before, { ...said, id }) : { id };
}

const idSaid = ({ id }: JsonObject): unknown => (typeof id === "string" ? idNamed(id) : id);
