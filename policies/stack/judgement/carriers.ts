import type { Settings } from "../../settings/settings";
import type { Change } from "../effects/change";
import { changesOf } from "../effects/changes";
import { AZUREAD, isGenericGraph, isNewerAzuread, plannedId } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";
import { ResourceGraph } from "../objects/resource-graph";

/** Whether the resource is a Conditional Access policy. */
export const isPolicy = ({ type }: Resource): boolean => type === AZUREAD.policy;

/** Whether the resource carries the guarantee: it is one of the named policies, or any policy if none is named. */
export const isCarrier = (resource: Resource, { carriers }: Settings): boolean =>
  isPolicy(resource) && (carriers.length === 0 || carriers.some((carrier) => isNamed(resource, carrier)));

/** Whether a carrier's name, a logical name or a URN, means this resource. */
export const isNamed = ({ name, urn }: Resource, carrier: string): boolean => carrier === name || carrier === urn;

/** Objects that a carrier may refer to. Groups are judged by who can be in them. */
export const CARRYING: ReadonlySet<string> = new Set([AZUREAD.location, AZUREAD.strength]);

const KINDS: ReadonlyMap<string, Change["kind"]> = new Map([
  [AZUREAD.policy, "policies"],
  [AZUREAD.location, "locations"],
  [AZUREAD.strength, "strengths"],
]);

/** Changes of objects that carry the guarantee, by a resource that isn't the object's own. It is unknown which of the two is deployed last. */
export function changesOfCarriers(resources: readonly Resource[], settings: Settings): readonly Change[] {
  const graph = new ResourceGraph(resources);
  const owners = resources.filter((one) => isCarrier(one, settings) || CARRYING.has(one.type));
  const writing = resources.filter(({ type }) => isGenericGraph(type) || isNewerAzuread(type) || KINDS.has(type));
  return writing.flatMap((resource) => {
    const others = owners.filter(({ urn }) => urn !== resource.urn);
    const owned = new Set(others.map((owner) => `${KINDS.get(owner.type)} ${plannedId(owner)}`));
    return changesOf(resource, graph)
      .filter(({ kind, id }) => (id === undefined ? [...KINDS.values()].includes(kind) : owned.has(`${kind} ${id}`)))
      .slice(0, 1);
  });
}
