import { asObject, asText, isEmpty, type JsonObject, odataType } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import { type GroupId, groupId, type UserId, userId } from "../../law/model/ids";
import type { Group } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { isGuid } from "../../text/guid";
import { foundList, type Items, idOf, isDeleted, itemsById } from "./list";
import type { People } from "./people";

/** What the reader of groups needs to know. */
export interface GroupReading {
  readonly people: People;
  /** Those who are users by another list. Gets the members with the type of a user that the list of users doesn't have. */
  readonly unlistedUsers: Set<UserId>;
  /** Whether groups may have members that they don't list. */
  readonly mayHoldOthers: boolean;
  /** The `@odata.context` of the page of groups. */
  readonly context: string;
}

type Reading = GroupReading & {
  listed: ReadonlyMap<GroupId, { readonly item: JsonObject }>;
  /** Members that aren't people by their type, each with its group. */
  others: { readonly group: GroupId; readonly id: UserId }[];
  errors: NotUnderstood[];
};

/** The groups of a directory by id, with their direct members. */
export function readDirectoryGroups(list: Items, given: GroupReading): ReadonlyMap<GroupId, Group> {
  const listed = itemsById(list, groupId);
  const reading: Reading = { ...given, listed, others: [], errors: list.errors };
  const groups = new Map<GroupId, Group>();
  for (const [id, { item, path: at }] of listed) {
    if (given.people.has(id)) list.errors.push({ field: `${at}.id`, why: "also the id of a user, and ids are unique" });
    groups.set(id, { id, displayName: asText(item["displayName"]), ...membersOf(item, at, reading) });
  }
  const { others, unlistedUsers } = reading;
  const members = others.length === 0 ? [] : [...groups.values()].flatMap((group) => group.members ?? []);
  const people = new Set<string>([...unlistedUsers, ...members]);
  // A person in one list and a device or an agent in another one with the same id contradict each other.
  for (const { group: id } of others.filter((one) => people.has(one.id))) {
    const group = groups.get(id);
    if (group !== undefined) groups.set(id, { ...group, mayHoldOthers: true });
  }
  return groups;
}

function membersOf(group: JsonObject, at: string, reading: Reading): Omit<Group, "id" | "displayName"> {
  const list = foundList(group, "members", `${at}.`);
  if (list.kind === "wrong") reading.errors.push({ field: list.field, why: list.why });
  if (list.kind !== "list" || isDeleted(group) || (list.items.length === 0 && hidesMembers(group)))
    return { members: undefined, mayHoldOthers: false };
  const { ids, unlisted, mayHoldAnybody } = sorted(list.items, list.path, groupId(idOf(group)), reading);
  const isPart = reading.mayHoldOthers || list.part !== undefined || isCut(group, list.items.length, reading.context);
  if (mayHoldAnybody || isPart) return { members: ids, mayHoldOthers: true };
  return { members: ids, mayHoldOthers: unlisted.length > 0, ...(unlisted.length > 0 && { unlisted }) };
}

/** Sorts a group's direct members. Objects that aren't people are left out. A member with the id of a listed group is that group, whatever its type. */
function sorted(members: readonly unknown[], at: string, group: GroupId, reading: Reading) {
  const { listed, people, unlistedUsers, others, errors } = reading;
  const ids: string[] = [];
  const unlisted: GroupId[] = [];
  let mayHoldAnybody = false;
  for (const [index, member] of members.entries()) {
    const object = asObject(member);
    const written = object === undefined ? member : (object["id"] ?? object["userPrincipalName"]);
    if (typeof written !== "string" || written === "") {
      const [end, due] = object === undefined ? ["", "a member"] : [".id", "the member's object id"];
      errors.push(wrongShape(`${at}[${index}]${end}`, written, due));
      continue;
    }
    const id = groupId(written);
    const sort = listed.has(id) ? "member" : sortOf(id, object, people);
    if (sort === "member") ids.push(id);
    if (sort === "group") unlisted.push(id);
    if (sort === "nobody") others.push({ group, id: userId(id) });
    if (sort === "anybody") mayHoldAnybody = true;
    if (sort !== "unlisted user") continue;
    const meant = people.meant(written);
    if (meant === undefined) mayHoldAnybody = true;
    else ids.push(meant);
    if (isGuid(id)) unlistedUsers.add(userId(id));
  }
  return { ids, unlisted, mayHoldAnybody };
}

/** What a member is that isn't a listed group. In no list and without a type it may be a group. Without an object id it is some user. */
function sortOf(id: GroupId, object: JsonObject | undefined, people: People) {
  const type = object && odataType(object);
  if (object !== undefined && isDeleted(object)) return "anybody";
  if (people.has(id)) return "member";
  if (type === "group") return "group";
  if (people.agents.has(userId(id)) || (type !== undefined && NOT_PEOPLE.has(type))) return "nobody";
  if (!people.areKnown) return "member";
  return isGuid(id) && type !== "user" ? "group" : "unlisted user";
}

/** Types of directory objects, in lower case, that can be members of a group and aren't people. */
export const NOT_PEOPLE = new Set("device serviceprincipal orgcontact contact agentuser".split(" "));

/** Whether Graph shows no members of the group without the permission to read hidden ones. @see Microsoft Graph, "group", `visibility` */
export const hidesMembers = ({ visibility }: JsonObject): boolean =>
  asText(visibility)?.toLowerCase() === "hiddenmembership";

/** `$expand` shows at most this many members, and doesn't say that there are more. @see Microsoft Graph, "Use query parameters", expand */
export const MOST_EXPANDED = 20;

const isCut = (group: JsonObject, count: number, context: string): boolean =>
  count >= MOST_EXPANDED && (/#.*[(,]members\b/i.test(context) || !isEmpty(group["members@odata.context"]));
