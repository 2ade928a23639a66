import { type JsonObject, readNamedLocation, readTenant } from "../../src/adapters/graph";
import type { Tenant } from "../../src/verifier";
import type { Resource } from "../model/resource";
import type { Settings } from "../settings/settings";
import { AZUREAD } from "./entra-types";
import { locationInGraphForm, strengthInGraphForm } from "./graph-form";
import { declaresMember, groupsIn, isGroup } from "./groups";
import { type JsonStrengths, strengthsById } from "./strengths";
import type { Touch } from "./touch";
import { touchesOf } from "./touches";

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
      groups: overlaid(base?.groups, groupsOfStack(resources)),
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

/** The stack's groups with their members, as far as they can be told. */
export function groupsOfStack(resources: readonly Resource[]): NonNullable<Tenant["groups"]> {
  const groups = groupsIn(resources);
  if (groups.length === 0) return new Map();
  const read = readTenant({ policies: [], groups: groups.map((group) => withMembers(group, resources)) });
  return (read.ok ? read.tenant.groups : undefined) ?? new Map();
}

/** Who is in a group that something else writes to than memberships can't be told. */
function withMembers(group: JsonObject, resources: readonly Resource[]): JsonObject {
  const isWrittenTo = resources.some((resource) =>
    touchesOf(resource, resources).some(
      (touch) => touch.kind === "groups" && !isToldMembership(touch) && mayBeAbout(touch, group),
    ),
  );
  return isWrittenTo ? { ...group, members: undefined } : group;
}

const mayBeAbout = ({ id, effect }: Touch, group: JsonObject): boolean =>
  id === undefined || (id === group["id"] && effect !== undefined);

/** What declares members with the group, or one by one, has been counted already. */
const isToldMembership = ({ resource, id }: Touch): boolean =>
  id !== undefined && (isGroup(resource) || declaresMember(resource));

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
