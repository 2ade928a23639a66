import { type UserId, userId } from "../../model/ids";
import { PERSON_CLASSES } from "../../model/sign-in";
import type { User } from "../../model/tenant";
import { misshapen } from "./complaints";
import { asObject, asText, type JsonObject } from "./json";
import type { ShapeError } from "./shape-error";
import { classesOf } from "./user-classes";

/** The users of a directory by id. One that is listed twice can be whatever either entry says. */
export function readDirectoryUsers(
  items: readonly unknown[],
  path: string,
  errors: ShapeError[],
): ReadonlyMap<UserId, User> {
  const users = new Map<UserId, User>();
  for (let index = 0; index < items.length; index++) {
    const item = asObject(items[index]);
    const id = asText(item?.["id"]);
    if (item === undefined || id === undefined) errors.push(withoutId(items[index], item, `${path}[${index}]`));
    else add(users, readUser(userId(id), item));
  }
  return users;
}

const withoutId = (value: unknown, item: JsonObject | undefined, path: string): ShapeError =>
  item === undefined
    ? { path, problem: misshapen(value, "a user") }
    : { path: `${path}.id`, problem: misshapen(item["id"], "the user's object id") };

function readUser(id: UserId, user: JsonObject): User {
  return {
    id,
    displayName: asText(user["displayName"]) ?? asText(user["userPrincipalName"]),
    disabled: user["accountEnabled"] === false,
    classes: classesOf(user["userPrincipalName"], user["userType"]),
  };
}

function add(users: Map<UserId, User>, user: User): void {
  const known = users.get(user.id);
  users.set(user.id, known === undefined ? user : merged(known, user));
}

const merged = (first: User, second: User): User => ({
  id: first.id,
  displayName: first.displayName ?? second.displayName,
  disabled: first.disabled && second.disabled,
  classes: PERSON_CLASSES.filter((name) => first.classes.includes(name) || second.classes.includes(name)),
});
