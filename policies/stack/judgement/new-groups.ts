import { groupId } from "../../../src/law/model/ids";
import { memoize } from "../../../src/text/memoize";
import { type Snapshot, usersById } from "../../settings/snapshot";
import { withNested } from "../effects/relevant";
import { AZUREAD, entraId, GROUPS, isGroup } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";
import { ResourceGraph } from "../objects/resource-graph";
import { membersDeclaredIn } from "./groups";
import { withId } from "./readings";

// Before a resource is deployed, the engine shows its inputs, and neither its id nor where its values come from. So the id of a
// new group shows only in the resources that refer to it.

/** With more new groups than this, the stack is judged as a whole. */
const MAX_READINGS = 8;

/** The groups and applications of the stack whose id isn't known. */
const newIn = memoize((graph: ResourceGraph): readonly Resource[] =>
  graph.ofTypes(...GROUPS, AZUREAD.servicePrincipal).filter((one) => entraId(one) === undefined),
);

/** Whether an id may be that of a new group or application of the stack. */
export const mayBeNew = (id: string, graph: ResourceGraph, { tenant }: Snapshot): boolean =>
  newIn(graph).length > 0 && !graph.hasId(id, GROUPS) && !tenant.groups?.has(groupId(id)) && !usersById(tenant).has(id);

/**
 * The stack in each reading of an id as that of one of its groups. Empty if the pack can't tell what the id is, or who is in such
 * a group: the id may be that of an application, which never signs in as a person, or a member may be another new group.
 */
export function readingsWithGroup(id: string, graph: ResourceGraph, snapshot: Snapshot): readonly ResourceGraph[] {
  if (graph.hasId(id, GROUPS)) return [graph];
  const made = newIn(graph);
  if (!made.every(isGroup) || made.length > MAX_READINGS || !mayBeNew(id, graph, snapshot)) return [];
  const readings = made.map(
    (group) => new ResourceGraph(graph.resources.map((one) => (one === group ? withId(one, id) : one))),
  );
  const isClear = (reading: ResourceGraph): boolean => {
    const all = membersDeclaredIn(reading);
    const members = [...withNested([id], all)].flatMap((group) => all.get(group)?.members ?? []);
    return !members.some((member) => mayBeNew(member, reading, snapshot));
  };
  return readings.every(isClear) ? readings : [];
}

/** What is opened in the first of the readings; nothing if one of them opens nothing. */
export const openedInAllReadings = <T>(
  [first, ...others]: readonly ResourceGraph[],
  openedIn: (reading: ResourceGraph) => readonly T[],
): readonly T[] => (first !== undefined && others.every((one) => openedIn(one).length > 0) ? openedIn(first) : []);
