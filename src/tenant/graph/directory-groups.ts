import { asObject, asText, isEmpty, type JsonObject, odataType } from "../../law/json/json-object";
import { type GroupId, groupId, type UserId, userId } from "../../law/model/ids";
import type { Group } from "../../law/model/tenant";
import { isGuid } from "../../text/guid";
import { collectionAt, isExpanded, isGone, itemsById, MOST_EXPANDED, type ShapeError, shapeError } from "./collection";
import type { NamesOfPeople } from "./directory-users";

/** What a group's members are read against. */
export interface GroupReading {
  /** The people of the directory, as far as they are known. */
  readonly people: NamesOfPeople;
  /** Whether groups may have others in them than those whom they list. */
  readonly areOpen: boolean;
  /** The page that the groups are on, for what Graph says around them. */
  readonly page: JsonObject | undefined;
}

/** The groups of a directory, and people whom only a group shows. */
export interface DirectoryGroups {
  readonly groups: ReadonlyMap<GroupId, Group>;
  /** Members that are said to be users and aren't listed, though the users are. */
  readonly strangers: ReadonlySet<UserId>;
}

/** The groups of a directory by id, with their direct members. */
export function readDirectoryGroups(
  items: readonly unknown[],
  path: string,
  errors: ShapeError[],
  reading: GroupReading,
): DirectoryGroups {
  const listed = itemsById(items, path, { one: "a group", idOf: groupId }, errors);
  const groups = new Map<GroupId, Group>();
  const strangers = new Set<UserId>();
  for (const [id, { item, path: at }] of listed) {
    const read = membersOf(item, at, { ...reading, groups: listed }, errors);
    for (const one of read.strangers) strangers.add(one);
    groups.set(id, { id, displayName: asText(item["displayName"]), ...read.members });
  }
  return { groups, strangers };
}

/** A group's members as they were read, and users among them who aren't listed. */
interface ReadMembers {
  readonly members: Pick<Group, "members" | "mayHoldOthers" | "unlisted">;
  readonly strangers: readonly UserId[];
}

const NOT_KNOWN: ReadMembers = { members: { members: undefined, mayHoldOthers: false }, strangers: [] };

function membersOf(
  group: JsonObject,
  path: string,
  reading: GroupReading & { readonly groups: ReadonlyMap<GroupId, unknown> },
  errors: ShapeError[],
): ReadMembers {
  const list = collectionAt(group, "members", `${path}.`);
  if (list.kind === "wrong") errors.push({ path: list.path, problem: list.problem });
  if (!("items" in list) || isGone(group) || (list.items.length === 0 && hidesMembers(group))) return NOT_KNOWN;
  const isPart = list.kind === "partial" || isCut(group, list.items.length, reading.page) || reading.areOpen;
  const { ids, unlisted, strangers, mayHoldAnybody } = sorted(list.items, list.path, reading, errors);
  const isOpen = isPart || mayHoldAnybody;
  return {
    members: {
      members: ids,
      mayHoldOthers: isOpen || unlisted.length > 0,
      ...(unlisted.length === 0 || isOpen ? {} : { unlisted }),
    },
    strangers,
  };
}

/** Graph shows nobody in such a group to whoever may not see them. @see Microsoft Graph, "group", `visibility` */
const hidesMembers = ({ visibility }: JsonObject): boolean => asText(visibility)?.toLowerCase() === "hiddenmembership";

/** `$expand` shows so many members and no more, without saying so. */
const isCut = (group: JsonObject, count: number, page: JsonObject | undefined): boolean =>
  count >= MOST_EXPANDED && (isExpanded(page, "members") || !isEmpty(group["members@odata.context"]));

/** Directory objects that can be in a group and aren't people. */
const NOT_PEOPLE: ReadonlySet<string> = new Set(["device", "serviceprincipal", "orgcontact", "contact", "agentuser"]);

/**
 * A group's direct members, without objects that aren't people. The lists go first: a member whose id is a listed group is that
 * group, whatever its type says. A member that is in no list and has no type may be a group; one that has no object id that is
 * known here is somebody, and nobody can tell who.
 */
function sorted(
  items: readonly unknown[],
  path: string,
  { people, groups }: { readonly people: NamesOfPeople; readonly groups: ReadonlyMap<GroupId, unknown> },
  errors: ShapeError[],
) {
  const ids: string[] = [];
  const unlisted: GroupId[] = [];
  const strangers: UserId[] = [];
  let mayHoldAnybody = false;
  for (let index = 0; index < items.length; index++) {
    const member = items[index];
    const object = asObject(member);
    const written = object === undefined ? member : (object["id"] ?? object["userPrincipalName"]);
    if (typeof written !== "string" || written === "") {
      const at = `${path}[${index}]`;
      errors.push(
        object === undefined
          ? shapeError(at, written, "a member")
          : shapeError(`${at}.id`, written, "the member's object id"),
      );
      continue;
    }
    const type = object && odataType(object);
    const id = groupId(written);
    if (groups.has(id)) ids.push(id);
    else if (object !== undefined && isGone(object)) mayHoldAnybody = true;
    else if (people.has(id)) ids.push(id);
    else if (type === "group") unlisted.push(id);
    else if (type !== undefined && NOT_PEOPLE.has(type)) continue;
    else if (!people.areKnown) ids.push(id);
    else if (type === "user" && isGuid(id)) {
      ids.push(id);
      strangers.push(userId(id));
    } else if (isGuid(id)) unlisted.push(id);
    else {
      const named = people.named(written);
      if (named === undefined) mayHoldAnybody = true;
      else ids.push(named);
    }
  }
  return { ids, unlisted, strangers, mayHoldAnybody };
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
