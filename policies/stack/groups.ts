import type { JsonObject } from "../../src/adapters/graph";
import type { Resource } from "../model/resource";
import { AZUREAD } from "./entra-types";
import { entraId, plannedId } from "./identity";
import { asList, asObject } from "./json";
import { named } from "./references";

const GROUPS: readonly string[] = [AZUREAD.group, AZUREAD.groupWithoutMembers];
const PRINCIPALS: readonly string[] = [AZUREAD.user, ...GROUPS];

/** Resources that put somebody into a group, with the properties that name the group and whom. */
const MEMBERSHIPS: ReadonlyMap<string, readonly [group: string, member: string]> = new Map([
  [AZUREAD.groupMember, ["groupObjectId", "memberObjectId"]],
  [AZUREAD.groupAssignment, ["groupId", "principalId"]],
  [AZUREAD.groupEligibility, ["groupId", "principalId"]],
]);

export const isGroup = ({ type }: Resource): boolean => GROUPS.includes(type);

/** Whether the resource is a membership of its own. */
export const declaresMember = ({ type }: Resource): boolean => MEMBERSHIPS.has(type);

/**
 * The stack's groups in Graph's form, with whom the stack puts into them. A group whose members can't be told has none
 * listed: then anybody may be in it.
 */
export function groupsIn(resources: readonly Resource[]): readonly JsonObject[] {
  const joiners = joinersByGroup(resources);
  return resources.filter(isGroup).map((group) => {
    const id = plannedId(group);
    const members = membersOf(group, resources);
    return { id, members: members && [...members, ...(joiners.get(id) ?? [])].map(member) };
  });
}

/** Whether a rule decides who is in the group. */
export function isDynamic({ properties }: Resource): boolean {
  const rule = properties["dynamicMembership"];
  const list = asList(rule);
  return list === undefined ? asObject(rule) !== undefined || typeof rule === "symbol" : list.length > 0;
}

type Members = readonly (string | undefined)[];

function joinersByGroup(resources: readonly Resource[]): ReadonlyMap<string, Members> {
  const joiners = new Map<string, (string | undefined)[]>();
  for (const resource of resources) {
    const properties = MEMBERSHIPS.get(resource.type);
    if (properties === undefined) continue;
    const [who] = named(resource, properties[1], PRINCIPALS, resources).ids;
    for (const group of named(resource, properties[0], GROUPS, resources).ids)
      joiners.set(group, [...(joiners.get(group) ?? []), who]);
  }
  return joiners;
}

/** A group that is only now made has no members but the declared ones; of an existing one they must be listed. */
function membersOf(group: Resource, resources: readonly Resource[]): Members | undefined {
  if (isDynamic(group)) return undefined;
  const { members } = group.properties;
  if (members === undefined || members === null) return entraId(group) === undefined ? [] : undefined;
  const { ids, complete } = named(group, "members", PRINCIPALS, resources);
  return complete ? ids : [...ids, undefined];
}

/** Somebody who isn't known yet might be a group with anybody in it. */
const member = (id: string | undefined): JsonObject =>
  id === undefined ? { "@odata.type": "#microsoft.graph.group", id: "not-known-yet" } : { id };
