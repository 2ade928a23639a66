import { asObject, asText, isEmpty, type JsonObject, odataType } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import { type GroupId, groupId, type UserId, userId } from "../../law/model/ids";
import type { Group } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { isGuid } from "../../text/guid";
import { collectionAt, isGone, itemsById } from "./collection";
import type { People } from "./people";

/** What groups are read against. */
export interface GroupReading {
  readonly people: People;
  /** Whether groups may have others in them than those whom they list. */
  readonly mayHoldOthers: boolean;
  /** The context of the page that the groups are on. */
  readonly context: string;
}

/** The groups of a directory, and people whom only a group shows. */
export interface DirectoryGroups {
  readonly groups: ReadonlyMap<GroupId, Group>;
  /** Members that are said to be users and aren't listed, though the users are. */
  readonly strangers: ReadonlySet<UserId>;
}

type Reading = GroupReading & {
  listed: ReadonlyMap<GroupId, unknown>;
  strangers: Set<UserId>;
  errors: NotUnderstood[];
};

/** The groups of a directory by id, with their direct members. */
export function readDirectoryGroups(
  items: readonly unknown[],
  path: string,
  errors: NotUnderstood[],
  given: GroupReading,
): DirectoryGroups {
  const listed = itemsById(items, path, { one: "a group", idOf: groupId }, errors);
  const reading: Reading = { ...given, listed, strangers: new Set(), errors };
  const groups = new Map<GroupId, Group>();
  for (const [id, { item, path: at }] of listed)
    groups.set(id, { id, displayName: asText(item["displayName"]), ...membersOf(item, at, reading) });
  return { groups, strangers: reading.strangers };
}

function membersOf(group: JsonObject, at: string, reading: Reading): Omit<Group, "id" | "displayName"> {
  const list = collectionAt(group, "members", `${at}.`);
  if (list.kind === "wrong") reading.errors.push({ field: list.field, why: list.why });
  if (list.kind !== "list" || isGone(group) || (list.items.length === 0 && hidesMembers(group)))
    return { members: undefined, mayHoldOthers: false };
  const { ids, unlisted, mayHoldAnybody } = sorted(list.items, list.path, reading);
  const isPart = reading.mayHoldOthers || list.part !== undefined || isCut(group, list.items.length, reading.context);
  if (mayHoldAnybody || isPart) return { members: ids, mayHoldOthers: true };
  return { members: ids, mayHoldOthers: unlisted.length > 0, ...(unlisted.length > 0 && { unlisted }) };
}

/** A group's direct members, without objects that aren't people. One whose id is a listed group is that group, whatever its type. */
function sorted(members: readonly unknown[], at: string, { listed, people, strangers, errors }: Reading) {
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
    if (sort === "anybody") mayHoldAnybody = true;
    if (sort !== "stranger") continue;
    const meant = people.meant(written);
    if (meant === undefined) mayHoldAnybody = true;
    else ids.push(meant);
    if (isGuid(id)) strangers.add(userId(id));
  }
  return { ids, unlisted, mayHoldAnybody };
}

/** What a member is that is no listed group: without a type and in no list it may be one; without a known object id it is somebody. */
function sortOf(id: GroupId, object: JsonObject | undefined, people: People) {
  const type = object && odataType(object);
  if (object !== undefined && isGone(object)) return "anybody";
  if (people.has(id)) return "member";
  if (type === "group") return "group";
  if (type !== undefined && NOT_PEOPLE.has(type)) return "nobody";
  if (!people.areKnown) return "member";
  return isGuid(id) && type !== "user" ? "group" : "stranger";
}

/** Types of directory objects, in lower case, that can be in a group and that nobody counts among people. */
export const NOT_PEOPLE: ReadonlySet<string> = new Set([
  "device",
  "serviceprincipal",
  "orgcontact",
  "contact",
  "agentuser",
]);

/** Graph shows nobody in such a group to whoever may not see them. @see Microsoft Graph, "group", `visibility` */
export const hidesMembers = ({ visibility }: JsonObject): boolean =>
  asText(visibility)?.toLowerCase() === "hiddenmembership";

/** `$expand` shows so many and no more, without saying so. @see Microsoft Graph, "Use query parameters", expand */
const MOST_EXPANDED = 20;

const isCut = (group: JsonObject, count: number, context: string): boolean =>
  count >= MOST_EXPANDED && (/#.*[(,]members\b/i.test(context) || !isEmpty(group["members@odata.context"]));
