import { type JsonObject, readNamedLocation } from "../../src/adapters/graph";
import type { Tenant } from "../../src/model/tenant";
import type { Resource } from "../model/resource";
import type { Settings, Snapshot } from "../settings/settings";
import { directoryAfter } from "./directory-after";
import { AZUREAD } from "./entra-types";
import { locationInGraphForm, strengthInGraphForm } from "./graph-form";
import { isGroup } from "./groups";
import { asList, asObject, at } from "./json";
import { asPeople } from "./newcomers";
import { locationsAfter, strengthsAfter } from "./overlay";
import { ownGroups } from "./own-groups";
import { everythingIn, relevantEffects } from "./relevance";
import type { JsonStrengths } from "./strengths";
import type { Effect } from "./touch";
import { touchesOf } from "./touches";

/** What policies are read against and judged in: the snapshot where there is one, overlaid with what the stack has. */
export interface World {
  readonly people: Omit<Tenant, "policies">;
  readonly strengths: JsonStrengths;
}

export function worldOf(resources: readonly Resource[], { tenant: snapshot }: Settings): World {
  const base = snapshot === undefined ? NOTHING_KNOWN : tenantAfter(snapshot, resources);
  return {
    people: {
      ...base.people,
      groups: overlaid(base.people.groups, ownGroups(resources, base.people.groups)),
      locations: overlaid(base.people.locations, locationsIn(resources)),
    },
    strengths: overlaid(base.strengths, strengthsIn(resources)),
  };
}

const NOTHING_KNOWN: World = {
  people: { users: undefined, groups: undefined, roleAssignments: undefined, locations: undefined },
  strengths: undefined,
};

/** The snapshot with what the stack does to objects that only the tenant has. */
function tenantAfter(snapshot: Snapshot, resources: readonly Resource[]): World {
  const effects = effectsOfStack(snapshot, resources);
  const before = asPeople(snapshot.tenant, effects, ownGroups(resources, snapshot.tenant.groups));
  return {
    people: { ...directoryAfter(before, effects), locations: locationsAfter(snapshot, effects) },
    strengths: strengthsAfter(snapshot, effects),
  };
}

/** What manages a group says who is in it, which is read where the stack's groups are. */
function effectsOfStack(snapshot: Snapshot, resources: readonly Resource[]): readonly Effect[] {
  const touches = resources.flatMap((resource) => touchesOf(resource, resources));
  if (touches.length === 0) return [];
  const relevant = everythingIn(snapshot, resources.flatMap(rolesNamedBy));
  return touches
    .filter(({ resource, id }) => id === undefined || !isGroup(resource))
    .flatMap((touch) => relevantEffects(relevant, touch));
}

function rolesNamedBy({ type, properties }: Resource): readonly string[] {
  if (type !== AZUREAD.policy) return [];
  const users = asObject(at(properties, ["conditions", "users"])) ?? {};
  return [users["includedRoles"], users["excludedRoles"]]
    .flatMap((list) => asList(list) ?? [])
    .filter((role) => typeof role === "string")
    .map((role) => role.toLowerCase());
}

const overlaid = <Id, T>(
  base: ReadonlyMap<Id, T> | undefined,
  top: ReadonlyMap<Id, T>,
): ReadonlyMap<Id, T> | undefined =>
  base === undefined && top.size === 0 ? undefined : new Map([...(base ?? []), ...top]);

function locationsIn(resources: readonly Resource[]): NonNullable<Tenant["locations"]> {
  const locations = resources.filter(({ type }) => type === AZUREAD.location);
  return new Map(
    locations
      .map(locationInGraphForm)
      .map(readNamedLocation)
      .map((location) => [location.id, location]),
  );
}

function strengthsIn(resources: readonly Resource[]): ReadonlyMap<string, JsonObject> {
  const strengths = resources.filter(({ type }) => type === AZUREAD.strength).map(strengthInGraphForm);
  return new Map(strengths.map((strength) => [String(strength["id"]), strength]));
}
