import { asObject, asText, isAbsent, type JsonObject, odataType } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import { type RoleId, type UserId, userId } from "../../law/model/ids";
import { PERSON_CLASSES, type PersonClass } from "../../law/model/sign-in";
import type { Tenant, User } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { isGuid } from "../../text/guid";
import { Fields } from "./fields";
import { type Items, isDeleted } from "./list";

/** The accounts of a directory: those of people and those of agents. */
export interface DirectoryUsers {
  readonly people: ReadonlyMap<UserId, User>;
  readonly agents: ReadonlySet<UserId>;
}

/** The users of a directory by id. A user who is listed twice may be what either entry says, and is a person if one entry is. */
export function readDirectoryUsers({ items, path, errors }: Items): DirectoryUsers {
  const people = new Map<UserId, User>();
  const agents = new Set<UserId>();
  for (let index = 0; index < items.length; index++) {
    const at = `${path}[${index}]`;
    const item = asObject(items[index]);
    const id = asText(item?.["id"]) ?? (isAbsent(item?.["id"]) ? asText(item?.["userPrincipalName"]) : undefined);
    const odd = item === undefined ? [] : fieldsNotUnderstood(item, at);
    if (item === undefined) errors.push(wrongShape(at, items[index], "a user"));
    else if (id === undefined) errors.push(wrongShape(`${at}.id`, item["id"], "the user's object id"));
    else if (isDeleted(item)) continue;
    else if (odd.length > 0) errors.push(...odd);
    else if (isAgent(item)) agents.add(userId(id));
    else {
      const user = readUser(userId(id), item);
      const known = people.get(user.id);
      people.set(user.id, known === undefined ? user : merged(known, user));
    }
  }
  for (const id of people.keys()) agents.delete(id);
  return { people, agents };
}

/** Whether a user is the account of an agent. It has no password and isn't a person. @see Microsoft Graph, "agentUser" (v1.0) */
const isAgent = (user: JsonObject): boolean =>
  odataType(user) === "agentuser" || asText(user["identityParentId"]) !== undefined;

function fieldsNotUnderstood(user: JsonObject, at: string): readonly NotUnderstood[] {
  const fields = new Fields(user, at);
  for (const key of ["displayName", "userPrincipalName", "userType"]) fields.text(key);
  fields.flag("accountEnabled");
  return fields.notes;
}

function readUser(id: UserId, user: JsonObject): User {
  const name = asText(user["userPrincipalName"]);
  return {
    id,
    displayName: asText(user["displayName"]) ?? name,
    userPrincipalName: name,
    disabled: user["accountEnabled"] === false,
    classes: classesOf(user, name),
  };
}

const merged = (first: User, second: User): User => ({
  ...first,
  disabled: first.disabled && second.disabled,
  classes: PERSON_CLASSES.filter((name) => first.classes.includes(name) || second.classes.includes(name)),
});

const [MEMBER, GUEST] = ["b2bCollaborationMember", "b2bCollaborationGuest"] as const;

/** All users share these lists, because a tenant may have half a million users. */
const CLASSES = {
  internal: { member: ["member"], guest: ["internalGuest"], either: ["member", "internalGuest"] },
  external: { member: [MEMBER], guest: [GUEST], either: [GUEST, MEMBER] },
  notKnown: { member: ["member", MEMBER], guest: ["internalGuest", GUEST], either: PERSON_CLASSES },
} as const satisfies Record<string, Record<string, readonly PersonClass[]>>;

/** The identity types that a user may have. Without a name or a type there are several. @see Microsoft Entra, "Authentication and Conditional Access for External ID" (2024-05) */
function classesOf(user: JsonObject, name: string | undefined): readonly PersonClass[] {
  const type = asText(user["userType"])?.toLowerCase();
  return CLASSES[originOf(user, name)][type === "member" || type === "guest" ? type : "either"];
}

/** Where a user signs in. An invited user may be renamed later, so the invitation counts too. @see Microsoft Graph, "user", `creationType` */
function originOf({ creationType, externalUserState }: JsonObject, name: string | undefined): keyof typeof CLASSES {
  if (name !== undefined && /(#|%23)ext(#|%23)/i.test(name)) return "external";
  const wasInvited = asText(creationType)?.toLowerCase() === "invitation" || asText(externalUserState) !== undefined;
  return name === undefined || wasInvited ? "notKnown" : "internal";
}

/** Finds the user that a text names: by object id, by user principal name, or by an address that ends in one of them. */
export class People {
  readonly #users: ReadonlyMap<UserId, User> | undefined;
  readonly areKnown: boolean;
  /** The accounts of agents that the list of users has. */
  readonly agents: ReadonlySet<UserId>;
  #byName: ReadonlyMap<string, UserId | undefined> | undefined;

  /** @param users the users of the directory, or `undefined` if they aren't known */
  constructor(users: ReadonlyMap<UserId, User> | undefined, agents: ReadonlySet<UserId> = new Set()) {
    this.#users = users;
    this.areKnown = users !== undefined;
    this.agents = agents;
  }

  has(id: string): boolean {
    return this.#users?.has(id as UserId) === true;
  }

  /** The id of the user, or `undefined` if the text doesn't name exactly one. Display names aren't unique, so they don't count. */
  meant(text: string): UserId | undefined {
    const id = userId(text);
    if (isGuid(id) || this.has(id)) return id;
    this.#byName ??= byName(this.#users?.values() ?? []);
    // In an address, `#EXT#` is written as `%23EXT%23`.
    const name = text.slice(text.lastIndexOf("/") + 1).replace(/%23/g, "#");
    return this.#byName.get(name.replace(/%40/g, "@").toLowerCase());
  }
}

/** The id of each user principal name, or `undefined` if two users have that name. */
function byName(users: Iterable<User>): ReadonlyMap<string, UserId | undefined> {
  const ids = new Map<string, UserId | undefined>();
  for (const { id, userPrincipalName } of users) {
    const name = userPrincipalName?.toLowerCase();
    if (name !== undefined) ids.set(name, ids.has(name) ? undefined : id);
  }
  return ids;
}

/** What the reader of a policy needs to know about the tenant. */
export interface ReadingContext {
  /** The name of a policy without an id, such as `policies[3]`. */
  readonly name: string;
  /** The users of the directory. A text that isn't a GUID counts only if it names one of them. */
  readonly users?: People | undefined;
  /** The roles that are assigned, if the assignments are known. A role that isn't a GUID counts only if it is one of them. */
  readonly roles?: { has(id: RoleId): boolean } | undefined;
  /** The authentication strengths of the tenant, by id in lower case. */
  readonly strengths?: ReadonlyMap<string, JsonObject> | undefined;
}

/** The users and roles of a tenant, for reading a policy. */
export const idsKnownIn = (of: Pick<Tenant, "users" | "roleAssignments">): Pick<ReadingContext, "users" | "roles"> => ({
  users: new People(of.users && new Map(of.users.map((user) => [user.id, user]))),
  roles: of.roleAssignments && new Set(of.roleAssignments.map(({ role }) => role)),
});
