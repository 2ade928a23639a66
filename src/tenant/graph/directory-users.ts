import { asObject, asText, isAbsent, type JsonObject, odataType } from "../../law/json/json-object";
import { oddTexts } from "../../law/json/not-understood";
import { type UserId, userId } from "../../law/model/ids";
import { PERSON_CLASSES, type PersonClass } from "../../law/model/sign-in";
import type { User } from "../../law/model/tenant";
import { isGone, type ShapeError, shapeError } from "./collection";

/** The accounts of a directory: those of people, and those that agents sign in with. */
export interface DirectoryUsers {
  readonly people: ReadonlyMap<UserId, User>;
  readonly agents: ReadonlySet<UserId>;
  /** How many are gone: a list that has them isn't the directory's. */
  readonly gone: number;
}

/** The users of a directory by id. One that is listed twice can be whatever either entry says, a person above all. */
export function readDirectoryUsers(items: readonly unknown[], path: string, errors: ShapeError[]): DirectoryUsers {
  const users = new Map<UserId, User>();
  const agents = new Set<UserId>();
  let gone = 0;
  for (let index = 0; index < items.length; index++) {
    const item = asObject(items[index]);
    const id = asText(item?.["id"]) ?? (isAbsent(item?.["id"]) ? asText(item?.["userPrincipalName"]) : undefined);
    if (item === undefined) errors.push(shapeError(`${path}[${index}]`, items[index], "a user"));
    else if (id === undefined) errors.push(shapeError(`${path}[${index}].id`, item["id"], "the user's object id"));
    else if (isGone(item)) gone++;
    else if (hasWrongType(item)) errors.push(...wrongTypesOf(item, `${path}[${index}]`));
    else if (isAgent(item)) agents.add(userId(id));
    else {
      const user = readUser(userId(id), item);
      const known = users.get(user.id);
      users.set(user.id, known === undefined ? user : merged(known, user));
    }
  }
  for (const id of users.keys()) agents.delete(id);
  return { people: users, agents, gone };
}

/** Who is meant by what isn't an object id. */
export class NamesOfPeople {
  readonly #users: ReadonlyMap<UserId, User> | undefined;
  #byName: ReadonlyMap<string, UserId | undefined> | undefined;

  constructor(users: ReadonlyMap<UserId, User> | undefined) {
    this.#users = users;
  }

  /** Whether there is a list of users at all. */
  get areKnown(): boolean {
    return this.#users !== undefined;
  }

  /** Whether it is the id of a listed user. */
  has(id: string): boolean {
    return this.#users?.has(id as UserId) === true;
  }

  /** The listed user who has that user principal name, bare or at the end of an address. A display name is nobody's alone. */
  named(text: string): UserId | undefined {
    this.#byName ??= byName(this.#users?.values() ?? []);
    return this.#byName.get(decoded(text.slice(text.lastIndexOf("/") + 1)).toLowerCase());
  }
}

function byName(users: Iterable<User>): ReadonlyMap<string, UserId | undefined> {
  const ids = new Map<string, UserId | undefined>();
  for (const { id, userPrincipalName } of users) {
    const name = userPrincipalName?.toLowerCase();
    if (name !== undefined) ids.set(name, ids.has(name) ? undefined : id);
  }
  return ids;
}

/** An address has `#EXT#` as `%23EXT%23`. */
const decoded = (text: string): string => text.replace(/%23/g, "#").replace(/%40/g, "@");

/**
 * Whether an account is one that an agent signs in with: it has no password, can't do MFA, and isn't a person.
 * @see Microsoft Entra, "Conditional Access for agents" (2026-04); Microsoft Graph, "agentUser" (v1.0)
 */
const isAgent = (user: JsonObject): boolean =>
  odataType(user) === "agentuser" || asText(user["identityParentId"]) !== undefined;

const TEXTS = ["displayName", "userPrincipalName", "userType"];

const isFlag = (value: unknown): boolean => typeof value === "boolean" || isAbsent(value);

/** Whether a field that is read of a user has another type than Graph's. */
const hasWrongType = (user: JsonObject): boolean =>
  !isFlag(user["accountEnabled"]) || TEXTS.some((key) => typeof user[key] !== "string" && !isAbsent(user[key]));

const wrongTypesOf = (user: JsonObject, path: string): readonly ShapeError[] => [
  ...oddTexts(user, TEXTS).map(({ field, why }) => ({ path: `${path}.${field}`, problem: why })),
  ...(isFlag(user["accountEnabled"])
    ? []
    : [shapeError(`${path}.accountEnabled`, user["accountEnabled"], "true or false")]),
];

function readUser(id: UserId, user: JsonObject): User {
  return {
    id,
    displayName: asText(user["displayName"]) ?? asText(user["userPrincipalName"]),
    userPrincipalName: asText(user["userPrincipalName"]),
    disabled: user["accountEnabled"] === false,
    classes: classesOf(user["userPrincipalName"], user["userType"], wasInvited(user)),
  };
}

/** Somebody who was invited signs in elsewhere, whatever the name became since. @see Microsoft Graph, "user", `creationType` */
const wasInvited = ({ creationType, externalUserState }: JsonObject): boolean =>
  asText(creationType)?.toLowerCase() === "invitation" || asText(externalUserState) !== undefined;

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

/**
 * Every class that a user may be of. External credentials show as `#EXT#` in the user principal name; where the name or
 * the type isn't known, or the type is another word, the user may be either.
 * @see Microsoft Entra, "Authentication and Conditional Access for External ID" (2024-05)
 */
export function classesOf(userPrincipalName: unknown, userType: unknown, wasInvited = false): readonly PersonClass[] {
  const word = typeof userType === "string" ? userType.toLowerCase() : "";
  return CLASSES[originOf(asText(userPrincipalName), wasInvited)][
    word === "member" || word === "guest" ? word : "either"
  ];
}

function originOf(name: string | undefined, wasInvited: boolean): keyof typeof CLASSES {
  if (name !== undefined && /(#|%23)ext(#|%23)/i.test(name)) return "external";
  return name === undefined || wasInvited ? "notKnown" : "internal";
}
