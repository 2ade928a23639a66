import type { JsonObject } from "../../src/json/json-object";
import { AZUREAD, entraId, GROUPS, isDynamic, isGroup, plannedId } from "../model/entra-objects";
import type { Resource } from "../model/resource";
import { principalsIn, referencesIn } from "./resource-graph";

/** Resources that put somebody into a group, with the properties that name the group and whom. */
const MEMBERSHIPS: ReadonlyMap<string, readonly [group: string, member: string]> = new Map([
  [AZUREAD.groupMember, ["groupObjectId", "memberObjectId"]],
  [AZUREAD.groupAssignment, ["groupId", "principalId"]],
  [AZUREAD.groupEligibility, ["groupId", "principalId"]],
]);

/** Whether the resource is a membership of its own. */
export const declaresMember = ({ type }: Resource): boolean => MEMBERSHIPS.has(type);

/** A group of the stack with the members that the stack tells, and with those that it puts there one by one. */
export interface DeclaredGroup {
  readonly id: string;
  /** `undefined` where the stack doesn't tell who is in it; `undefined` within for a member who is unresolved. */
  readonly members: readonly (string | undefined)[] | undefined;
  readonly joiners: readonly (string | undefined)[];
  readonly isDynamic: boolean;
}

export function groupsIn(resources: readonly Resource[]): readonly DeclaredGroup[] {
  const joiners = joinersByGroup(resources);
  return resources.filter(isGroup).map((group) => {
    const id = plannedId(group);
    return {
      id,
      members: membersOf(group, resources),
      joiners: joiners.get(id) ?? [],
      isDynamic: isDynamic(group),
    };
  });
}

type Members = readonly (string | undefined)[];

function joinersByGroup(resources: readonly Resource[]): ReadonlyMap<string, Members> {
  const joiners = new Map<string, (string | undefined)[]>();
  for (const resource of resources) {
    const properties = MEMBERSHIPS.get(resource.type);
    if (properties === undefined) continue;
    const who = memberIds(principalsIn(resource, properties[1], resources));
    for (const group of referencesIn(resource, properties[0], GROUPS, resources).ids)
      joiners.set(group, [...(joiners.get(group) ?? []), ...who]);
  }
  return joiners;
}

/**
 * Nobody but the declared ones is in a group that is only now made. Of an existing one they must be listed; and what a
 * `GroupWithoutMembers` has for members is nobody's business but whoever else manages them.
 */
function membersOf(group: Resource, resources: readonly Resource[]): Members | undefined {
  if (isDynamic(group)) return undefined;
  const { members } = group.properties;
  if (members !== undefined && members !== null) return memberIds(principalsIn(group, "members", resources));
  return group.type === AZUREAD.group && entraId(group) === undefined ? [] : undefined;
}

const memberIds = ({ ids, isResolved }: ReturnType<typeof referencesIn>): Members =>
  isResolved ? ids : [...ids, undefined];

/** The group in Graph's form. Somebody who isn't known yet might be a group with anybody in it. */
export const inGraphForm = (id: string, members: Members | undefined): JsonObject => ({
  id,
  members: members?.map((member) =>
    member === undefined ? { "@odata.type": "#microsoft.graph.group", id: "not-known-yet" } : { id: member },
  ),
});
