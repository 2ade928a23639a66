import { asObject, asText, isAbsent, type JsonObject, odataType } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import { type UserId, userId } from "../../law/model/ids";
import { PERSON_CLASSES, type PersonClass } from "../../law/model/sign-in";
import type { User } from "../../law/model/tenant";
import type { NotUnderstood } from "../../law/model/truth";
import { isGone } from "./collection";
import { Fields } from "./fields";

/** The accounts of a directory: those of people, and those that agents sign in with. */
export interface DirectoryUsers {
  readonly people: ReadonlyMap<UserId, User>;
  readonly agents: ReadonlySet<UserId>;
  /** How many are gone: a list that has them isn't the directory's. */
  readonly gone: number;
}

/** The users of a directory by id. One that is listed twice can be whatever either entry says, a person above all. */
export function readDirectoryUsers(items: readonly unknown[], path: string, errors: NotUnderstood[]): DirectoryUsers {
  const people = new Map<UserId, User>();
  const agents = new Set<UserId>();
  let gone = 0;
  for (let index = 0; index < items.length; index++) {
    const at = `${path}[${index}]`;
    const item = asObject(items[index]);
    const id = asText(item?.["id"]) ?? (isAbsent(item?.["id"]) ? asText(item?.["userPrincipalName"]) : undefined);
    const odd = item === undefined ? [] : oddFields(item, at);
    if (item === undefined) errors.push(wrongShape(at, items[index], "a user"));
    else if (id === undefined) errors.push(wrongShape(`${at}.id`, item["id"], "the user's object id"));
    else if (isGone(item)) gone++;
    else if (odd.length > 0) errors.push(...odd);
    else if (isAgent(item)) agents.add(userId(id));
    else {
      const user = readUser(userId(id), item);
      const known = people.get(user.id);
      people.set(user.id, known === undefined ? user : merged(known, user));
    }
  }
  for (const id of people.keys()) agents.delete(id);
  return { people, agents, gone };
}

/** Whether it is the account of an agent, which has no password and isn't a person. @see Microsoft Graph, "agentUser" (v1.0) */
const isAgent = (user: JsonObject): boolean =>
  odataType(user) === "agentuser" || asText(user["identityParentId"]) !== undefined;

function oddFields(user: JsonObject, at: string): readonly NotUnderstood[] {
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
  id: first.id,
  displayName: first.displayName ?? second.displayName,
  userPrincipalName: first.userPrincipalName ?? second.userPrincipalName,
  disabled: first.disabled && second.disabled,
  classes: PERSON_CLASSES.filter((name) => first.classes.includes(name) || second.classes.includes(name)),
});

/** Shared by all users: half a million of them don't need lists of their own. */
const CLASSES = {
  internal: { member: ["member"], guest: ["internalGuest"], either: ["member", "internalGuest"] },
  external: {
    member: ["b2bCollaborationMember"],
    guest: ["b2bCollaborationGuest"],
    either: ["b2bCollaborationGuest", "b2bCollaborationMember"],
  },
  notKnown: {
    member: ["member", "b2bCollaborationMember"],
    guest: ["internalGuest", "b2bCollaborationGuest"],
    either: ["member", "internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember"],
  },
} as const satisfies Record<string, Record<string, readonly PersonClass[]>>;

/** Without a name or a type a user may be either. @see Microsoft Entra, "Authentication and Conditional Access for External ID" (2024-05) */
function classesOf(user: JsonObject, name: string | undefined): readonly PersonClass[] {
  const type = asText(user["userType"])?.toLowerCase();
  return CLASSES[originOf(user, name)][type === "member" || type === "guest" ? type : "either"];
}

/** Somebody who was invited signs in elsewhere, whatever the name became since. @see Microsoft Graph, "user", `creationType` */
function originOf({ creationType, externalUserState }: JsonObject, name: string | undefined): keyof typeof CLASSES {
  if (name !== undefined && /(#|%23)ext(#|%23)/i.test(name)) return "external";
  const wasInvited = asText(creationType)?.toLowerCase() === "invitation" || asText(externalUserState) !== undefined;
  return name === undefined || wasInvited ? "notKnown" : "internal";
}
