import { asObject, asText, at, isEmpty, isObject, type JsonObject, odataType } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import { type GroupId, groupId, type UserId, userId } from "../../law/model/ids";
import type { Group } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { isGuid } from "../../text/guid";
import { foundList, type Items, idOf, isDeleted, itemsAt, itemsById } from "./list";
import type { People } from "./people";

/** The ids of the people and groups in each group, or of the holders of each role. */
export type MembersById = ReadonlyMap<string, ReadonlySet<string>>;

/** What the reader of groups needs to know. */
export interface GroupReading {
  readonly people: People;
  /** Whether groups may have members that they don't list. */
  readonly mayHoldOthers: boolean;
  /** The `@odata.context` of the page of groups. */
  readonly context: string;
  /** Members of groups according to other lists, and for members whose list of groups is whole, these groups. */
  readonly elsewhere: Readonly<Record<"groups" | "containers", MembersById>>;
}

/** The groups of a directory, and users that only a group lists. */
export interface DirectoryGroups {
  readonly groups: ReadonlyMap<GroupId, Group>;
  /** Members with the type of a user that the list of users doesn't have. */
  readonly unlistedUsers: ReadonlySet<UserId>;
  /** Members that are accounts of agents by their type, and that no group has as a person. */
  readonly agents: ReadonlySet<UserId>;
}

type Reading = GroupReading & {
  listed: ReadonlyMap<GroupId, { readonly item: JsonObject }>;
  unlistedUsers: Set<UserId>;
  agents: Set<UserId>;
  errors: NotUnderstood[];
};

/** The groups of a directory by id, with their direct members. */
export function readDirectoryGroups(list: Items, given: GroupReading): DirectoryGroups {
  const listed = itemsById(list, groupId);
  const reading: Reading = { ...given, listed, unlistedUsers: new Set(), agents: new Set(), errors: list.errors };
  const groups = new Map<GroupId, Group>();
  for (const [id, { item, path: at }] of listed) {
    if (given.people.has(id)) list.errors.push({ field: `${at}.id`, why: "also the id of a user, and ids are unique" });
    groups.set(id, { id, displayName: asText(item["displayName"]), ...membersOf(item, at, reading) });
  }
  for (const { members } of groups.values()) for (const id of members ?? []) reading.agents.delete(userId(id));
  return { groups, unlistedUsers: reading.unlistedUsers, agents: reading.agents };
}

function membersOf(group: JsonObject, at: string, reading: Reading): Omit<Group, "id" | "displayName"> {
  const list = foundList(group, "members", `${at}.`);
  if (list.kind === "wrong") reading.errors.push({ field: list.field, why: list.why });
  if (list.kind !== "list" || isDeleted(group) || (list.items.length === 0 && hidesMembers(group)))
    return { members: undefined, mayHoldOthers: false };
  const { ids, unlisted, mayHoldAnybody } = sorted(list.items, list.path, reading);
  if (isContradicted(group, reading)) return { members: undefined, mayHoldOthers: false };
  const isPart = reading.mayHoldOthers || list.part !== undefined || isCut(group, list.items.length, reading.context);
  if (mayHoldAnybody || isPart) return { members: ids, mayHoldOthers: true };
  return { members: ids, mayHoldOthers: unlisted.length > 0, ...(unlisted.length > 0 && { unlisted }) };
}

/** Whether another list has somebody that the group lacks or lacks a member of it, or its transitive members aren't those of the group and the listed groups inside it. */
function isContradicted(group: JsonObject, { elsewhere: { groups, containers }, listed }: Reading): boolean {
  const [others, list] = [[...(groups.get(idOf(group)) ?? [])], foundList(group, "transitiveMembers")];
  if (others.length === 0 && list.kind !== "list" && containers.size === 0) return false;
  const all = new Set(itemsAt(group, "members").map(idOf));
  if ([...all].some((id) => containers.get(id)?.has(idOf(group)) === false)) return true;
  const ids = list.kind === "list" && list.part === undefined ? new Set(list.items.map(idOf)) : undefined;
  for (const id of ids === undefined ? [] : all) {
    if (ids?.has(id) === false) return true;
    for (const one of itemsAt(listed.get(groupId(id))?.item ?? {}, "members")) all.add(idOf(one));
  }
  return others.some((id) => !all.has(id));
}

/** Sorts a group's direct members. Objects that aren't people are left out. A member with the id of a listed group is that group, whatever its type. */
function sorted(members: readonly unknown[], at: string, { listed, people, unlistedUsers, agents, errors }: Reading) {
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
    if (sort === "nobody" && object !== undefined && odataType(object) === "agentuser") agents.add(userId(id));
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
  if (people.agents.has(id) || (type !== undefined && NOT_PEOPLE.has(type))) return "nobody";
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

/** What other lists say than `members` of groups and `roleAssignments`. The reader of exports writes answers under `memberships`. */
export function membersElsewhere(file: JsonObject): Readonly<Record<"groups" | "roles" | "containers", MembersById>> {
  const [groups, roles] = [new Map<string, Set<string>>(), new Map<string, Set<string>>()];
  const containers = new Map<string, Set<string>>();
  const names = ["members", "transitiveMembers", "memberOf", "transitiveMemberOf"];
  const all = ["directoryRoles", "memberships"].flatMap((key) => itemsAt(file, key));
  const templates = new Map(all.map((one) => [idOf(one), at(one, ["roleTemplateId"])] as const).filter(([, id]) => id));
  for (const key of ["groups", "users", "directoryRoles", "memberships"])
    for (const object of itemsAt(file, key).filter(isObject))
      for (const name of names.slice(key === "groups" ? 1 : 0).filter((one) => one in object)) {
        const list = foundList(object, name);
        const [known, isOfMember] = [containers.get(idOf(object)), name.endsWith("Of")];
        if (isOfMember && key === "memberships" && list.kind === "list" && list.part === undefined)
          containers.set(idOf(object), new Set(list.items.map(idOf).filter((id) => known?.has(id) !== false)));
        for (const other of list.kind === "list" ? list.items.filter(isObject) : []) {
          const [container, member]: readonly JsonObject[] = isOfMember ? [other, object] : [object, other];
          const role = asText(container?.["roleTemplateId"] ?? templates.get(idOf(container)));
          if (role !== undefined && name.startsWith("transitive")) continue; // it may be held through a group
          const [of, id] = role === undefined ? [groups, idOf(container)] : [roles, idOf(role)];
          of.set(id, (of.get(id) ?? new Set()).add(idOf(member)));
        }
      }
  return { groups, roles, containers };
}
