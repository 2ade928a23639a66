import type { Resource } from "../model/resource";
import type { Settings } from "../settings/settings";
import { isCarrier } from "./carriers";
import { AZUREAD, isGenericGraph } from "./entra-types";
import { plannedId } from "./identity";
import type { Touch } from "./touch";
import { touchesOf } from "./touches";

/**
 * Writes to what carries the guarantee of this stack, by another resource than the one that is judged for it: a second
 * resource for the same object, or a generic one. The last of them to be deployed would count, and nobody knows which.
 */
export function writesBesideCarriers(resources: readonly Resource[], settings: Settings): readonly Touch[] {
  if (settings.baseline !== "in-stack") return [];
  const owners = resources.filter((resource) => isCarrier(resource, settings) || CARRYING.has(resource.type));
  return resources
    .filter(
      (resource) => isGenericGraph(resource.type) || resource.type === AZUREAD.policy || CARRYING.has(resource.type),
    )
    .flatMap((resource) => firstTouch(resource, owners, resources));
}

/** Objects that a carrier may refer to. Groups are judged by who can be in them. */
const CARRYING: ReadonlySet<string> = new Set([AZUREAD.location, AZUREAD.strength]);

const KINDS: ReadonlySet<string> = new Set(["policies", "locations", "strengths"]);

function firstTouch(resource: Resource, owners: readonly Resource[], resources: readonly Resource[]): readonly Touch[] {
  const others = new Set(owners.filter(({ urn }) => urn !== resource.urn).map(plannedId));
  return touchesOf(resource, resources)
    .filter(({ kind, id }) => KINDS.has(kind) && (id === undefined || others.has(id)))
    .filter(({ kind, id }) => id === undefined || kindOf(owners, id) === kind)
    .slice(0, 1);
}

function kindOf(owners: readonly Resource[], id: string): Touch["kind"] {
  const type = owners.find((owner) => plannedId(owner) === id)?.type;
  return type === AZUREAD.location ? "locations" : type === AZUREAD.strength ? "strengths" : "policies";
}
