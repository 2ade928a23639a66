import { asObject, asText, type JsonObject, odataType } from "../../law/json/json-object";
import { misshapen } from "../../law/json/not-understood";
import { type GroupId, groupId, type UserId, userId } from "../../law/model/ids";
import type { Group } from "../../law/model/tenant";
import { collectionAt, itemsById, type ShapeError } from "./collection";

/** The groups of a directory by id, with their direct members. */
export function readDirectoryGroups(
  items: readonly unknown[],
  path: string,
  errors: ShapeError[],
): ReadonlyMap<GroupId, Group> {
  const listed = itemsById(items, path, { one: "a group", idOf: groupId }, errors);
  const groups = new Map<GroupId, Group>();
  for (const [id, { item, path: at }] of listed) groups.set(id, readGroup(id, item, at, listed, errors));
  return groups;
}

function readGroup(
  id: GroupId,
  group: JsonObject,
  path: string,
  listed: ReadonlyMap<GroupId, unknown>,
  errors: ShapeError[],
): Group {
  const displayName = asText(group["displayName"]);
  const members = collectionAt(group, "members", `${path}.`);
  switch (members.kind) {
    case "missing":
      return { id, displayName, members: undefined, mayHoldOthers: false };
    case "wrong":
      errors.push({ path: members.path, problem: members.problem });
      return { id, displayName, members: undefined, mayHoldOthers: false };
    case "whole":
    case "partial": {
      const read = readMembers(members.items, members.path, listed, errors);
      return {
        id,
        displayName,
        members: read.ids,
        mayHoldOthers: read.mayHoldOthers || members.kind === "partial",
        ...(read.unlisted.length === 0 || members.kind === "partial" ? {} : { unlisted: read.unlisted }),
      };
    }
  }
}

/** Directory objects that can be in a group and aren't people. */
const NOT_PEOPLE: ReadonlySet<string> = new Set(["device", "serviceprincipal", "orgcontact", "contact", "agentuser"]);

/**
 * Ids of a group's direct members, without objects that aren't people. A member whose id is among `groups` is a group,
 * whatever its type says. A member that is neither a listed user nor a listed group is kept: where the users aren't
 * known it is a person, and where they are, nobody signs in as it.
 * @returns `mayHoldOthers` iff a member is a group that isn't listed (one of `unlisted`), so that nobody knows who is inside
 */
export function readMembers(
  items: readonly unknown[],
  path: string,
  groups: ReadonlyMap<GroupId, unknown>,
  errors: ShapeError[],
): { readonly ids: readonly string[]; readonly mayHoldOthers: boolean; readonly unlisted: readonly GroupId[] } {
  const ids: string[] = [];
  const unlisted: GroupId[] = [];
  for (let index = 0; index < items.length; index++) {
    const member = items[index];
    const object = asObject(member);
    const written = object === undefined ? member : object["id"];
    if (typeof written !== "string" || written === "") {
      errors.push(withoutId(object, written, `${path}[${index}]`));
      continue;
    }
    const type = object && odataType(object);
    if (type !== undefined && NOT_PEOPLE.has(type)) continue;
    const id = groupId(written);
    if (type === "group" && !groups.has(id)) unlisted.push(id);
    else ids.push(id);
  }
  return { ids, mayHoldOthers: unlisted.length > 0, unlisted };
}

/** Agents' user accounts among the direct members of groups. One that another group calls a user is a person. */
export function agentsIn(groups: readonly unknown[]): readonly UserId[] {
  const agents = new Set([...membersOfType(groups, "agentuser")]);
  if (agents.size > 0) for (const id of membersOfType(groups, "user")) agents.delete(id);
  return [...agents];
}

function* membersOfType(groups: readonly unknown[], type: string): Generator<UserId> {
  for (const group of groups) {
    const members = collectionAt(asObject(group) ?? {}, "members");
    for (const member of "items" in members ? members.items : []) {
      const object = asObject(member);
      const id = object && odataType(object) === type ? asText(object["id"]) : undefined;
      if (id !== undefined) yield userId(id);
    }
  }
}

const withoutId = (object: JsonObject | undefined, written: unknown, path: string): ShapeError =>
  object === undefined
    ? { path, problem: misshapen(written, "a member") }
    : { path: `${path}.id`, problem: misshapen(written, "the member's object id") };
