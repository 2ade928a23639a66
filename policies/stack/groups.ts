import type { JsonObject } from "../../src/adapters/graph";
import type { Resource } from "../model/resource";
import { AZUREAD } from "./entra-types";
import { entraId, plannedId } from "./identity";
import { asList } from "./json";
import { referredTo } from "./references";

const GROUPS: readonly string[] = [AZUREAD.group, AZUREAD.groupWithoutMembers];

/**
 * The stack's groups in Graph's form, with whom the stack puts into them. A group whose members can't be told has none
 * listed: then nobody is taken to be known of it.
 */
export function groupsIn(resources: readonly Resource[]): readonly JsonObject[] {
  const memberships = resources.filter(({ type }) => type === AZUREAD.groupMember);
  return resources
    .filter(({ type }) => GROUPS.includes(type))
    .map((group) => ({ id: plannedId(group), members: membersOf(group, memberships, resources) }));
}

function membersOf(group: Resource, memberships: readonly Resource[], resources: readonly Resource[]): unknown {
  const listed = listedMembers(group, resources);
  if (listed === undefined) return undefined;
  const added = memberships
    .filter((membership) => referredTo(membership, "groupObjectId", resources).includes(plannedId(group)))
    .map((membership) => member(referredTo(membership, "memberObjectId", resources)[0]));
  return [...listed, ...added];
}

/** A group that is only now made has no members but the declared ones; of an existing one they must be listed. */
function listedMembers(group: Resource, resources: readonly Resource[]): readonly unknown[] | undefined {
  const { members, dynamicMembership } = group.properties;
  if (asList(dynamicMembership)?.length !== 0 && dynamicMembership !== undefined && dynamicMembership !== null)
    return undefined;
  const list = asList(members);
  if (list !== undefined) {
    const known = list.filter((id) => typeof id === "string");
    const coming = known.length === list.length ? [] : referredTo(group, "members", resources);
    const all = [...new Set([...known, ...coming])];
    return all.length === list.length ? all.map(member) : [...all.map(member), member(undefined)];
  }
  return entraId(group) === undefined ? [] : undefined;
}

/** Somebody who isn't known yet might be a group with anybody in it. */
const member = (id: string | undefined): JsonObject =>
  id === undefined ? { "@odata.type": "#microsoft.graph.group", id: "not-known-yet" } : { id };
