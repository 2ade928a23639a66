import { at } from "../../../src/law/json/at-path";
import { asList, asObject, type JsonObject } from "../../../src/law/json/json-object";
import type { Tenant } from "../../../src/law/model/tenant";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";
import { approvedGroups } from "../../settings/approvals";
import type { Settings } from "../../settings/settings";
import type { Snapshot } from "../../settings/snapshot";
import type { Effect } from "../effects/change";
import { changesIn } from "../effects/changes";
import { locationInGraphForm, type StrengthsInGraphForm, strengthInGraphForm } from "../effects/graph-form";
import { everythingIn, relevantEffects } from "../effects/relevance";
import { AZUREAD, isGroup } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";
import type { ResourceGraph } from "../objects/resource-graph";
import { stackGroups } from "./groups";
import { directoryAfter, locationsAfter, strengthsAfter } from "./planned-tenant";
import { withUnlistedAsUsers } from "./unlisted-principals";

/** What policies are read against and judged in: the snapshot where there is one, overlaid with what the stack has. */
export interface EvaluationContext {
  readonly tenant: Omit<Tenant, "policies">;
  readonly strengths: StrengthsInGraphForm;
}

/** The context of a stack: its own objects come before those of the snapshot; without either, nothing is known. */
export function contextOf(graph: ResourceGraph, settings: Settings): EvaluationContext {
  const { tenant: snapshot } = settings;
  const base = snapshot === undefined ? NOTHING_LISTED : contextAfter(snapshot, graph, approvedGroups(settings));
  return {
    tenant: {
      ...base.tenant,
      groups: overlaid(base.tenant.groups, stackGroups(graph, base.tenant, approvedGroups(settings))),
      locations: overlaid(base.tenant.locations, locationsIn(graph)),
    },
    strengths: overlaid(base.strengths, strengthsIn(graph)),
  };
}

const NOTHING_LISTED: EvaluationContext = {
  tenant: { users: undefined, groups: undefined, roleAssignments: undefined, locations: undefined },
  strengths: undefined,
};

/** The snapshot with what the stack does to objects that only the tenant has. */
function contextAfter(snapshot: Snapshot, graph: ResourceGraph, approved: ReadonlySet<string>): EvaluationContext {
  const effects = effectsOfStack(snapshot, graph);
  const before = withUnlistedAsUsers(snapshot.tenant, effects, stackGroups(graph, snapshot.tenant, approved));
  return {
    tenant: { ...directoryAfter(before, effects), locations: locationsAfter(snapshot, effects) },
    strengths: strengthsAfter(snapshot, effects),
  };
}

/** What manages a group says who is in it, which is read where the stack's groups are. */
function effectsOfStack(snapshot: Snapshot, graph: ResourceGraph): readonly Effect[] {
  const changes = changesIn(graph);
  if (changes.length === 0) return [];
  const relevant = everythingIn(snapshot, graph.ofTypes(AZUREAD.policy).flatMap(rolesNamedBy));
  return changes
    .filter(({ resource, id }) => id === undefined || !isGroup(resource))
    .flatMap((change) => relevantEffects(relevant, change));
}

function rolesNamedBy({ properties }: Resource): readonly string[] {
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

function locationsIn(graph: ResourceGraph): NonNullable<Tenant["locations"]> {
  return new Map(
    graph
      .ofTypes(AZUREAD.location)
      .map(locationInGraphForm)
      .map(readNamedLocation)
      .map((location) => [location.id, location]),
  );
}

function strengthsIn(graph: ResourceGraph): ReadonlyMap<string, JsonObject> {
  const strengths = graph.ofTypes(AZUREAD.strength).map(strengthInGraphForm);
  return new Map(strengths.map((strength) => [String(strength["id"]), strength]));
}
