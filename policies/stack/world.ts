import { type JsonObject, readNamedLocation, readTenant } from "../../src/adapters/graph";
import type { Tenant } from "../../src/verifier";
import type { Resource } from "../model/resource";
import type { Settings } from "../settings/settings";
import { AZUREAD } from "./entra-types";
import { locationInGraphForm, strengthInGraphForm } from "./graph-form";
import { groupsIn } from "./groups";
import { type JsonStrengths, strengthsById } from "./strengths";

/** What policies are read against and judged in: the snapshot where there is one, overlaid with what the stack has. */
export interface World {
  readonly people: Omit<Tenant, "policies">;
  readonly strengths: JsonStrengths;
}

export function worldOf(resources: readonly Resource[], { tenant: snapshot }: Settings): World {
  const base = snapshot?.tenant;
  return {
    people: {
      users: base?.users,
      roleAssignments: base?.roleAssignments,
      groups: overlaid(base?.groups, groupsInModel(resources)),
      locations: overlaid(base?.locations, locationsIn(resources)),
    },
    strengths: overlaid(snapshot && strengthsById(snapshot), strengthsIn(resources)),
  };
}

const overlaid = <Id, T>(
  base: ReadonlyMap<Id, T> | undefined,
  top: ReadonlyMap<Id, T>,
): ReadonlyMap<Id, T> | undefined =>
  base === undefined && top.size === 0 ? undefined : new Map([...(base ?? []), ...top]);

function groupsInModel(resources: readonly Resource[]): NonNullable<Tenant["groups"]> {
  const read = readTenant({ policies: [], groups: groupsIn(resources) });
  return (read.ok ? read.tenant.groups : undefined) ?? new Map();
}

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
