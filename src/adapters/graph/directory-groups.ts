import { type GroupId, groupId } from "../../model/ids";
import type { Group } from "../../model/tenant";
import { collectionAt } from "./collection";
import { readMembers } from "./group-members";
import { itemsById } from "./items-by-id";
import { asText, type JsonObject } from "./json";
import type { ShapeError } from "./shape-error";

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
      return { id, displayName, members: read.ids, mayHoldOthers: read.incomplete || members.kind === "partial" };
    }
  }
}
