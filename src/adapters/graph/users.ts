import { groupId, roleId, type UserId, userId } from "../../model/ids";
import type { Policy, UserAssignment } from "../../model/policy";
import type { NotUnderstood } from "../../model/truth";
import { unknownWord, wrongShape } from "./complaints";
import { readGuests } from "./guests";
import { isGuid } from "./guid";
import { asObject, isAbsent, type JsonObject } from "./json";
import type { ReadingContext } from "./reading-context";
import { readTexts, type Texts } from "./texts";

const FIELD = "conditions.users";

/** `conditions.users`. A policy that has none is about nobody. */
export function readUsers(value: unknown, context: ReadingContext): Policy["users"] {
  const users = isAbsent(value) ? {} : asObject(value);
  if (users === undefined) return { include: nobody([wrongShape(FIELD, value, "an object")]), exclude: nobody([]) };
  return { include: readAssignment(users, "include", context), exclude: readAssignment(users, "exclude", context) };
}

export const nobody = (notUnderstood: readonly NotUnderstood[]): UserAssignment => ({
  everyone: false,
  everyGuest: false,
  users: new Set(),
  groups: new Set(),
  roles: new Set(),
  guests: undefined,
  notUnderstood,
});

function readAssignment(users: JsonObject, side: "include" | "exclude", context: ReadingContext): UserAssignment {
  const list = (kind: string): Texts => readTexts(users[side + kind], `${FIELD}.${side}${kind}`);
  const [people, groups, roles] = [list("Users"), list("Groups"), list("Roles")];
  const tokens = readTokens(people, context);
  const guests = readGuests(users[`${side}GuestsOrExternalUsers`], `${FIELD}.${side}GuestsOrExternalUsers`);
  return {
    everyone: people.texts.includes("All"),
    everyGuest: people.texts.includes("GuestsOrExternalUsers"),
    users: tokens.ids,
    groups: new Set(groups.texts.map(groupId)),
    roles: new Set(roles.texts.map(roleId)),
    guests: guests.kind === "guests" ? guests.guests : undefined,
    notUnderstood: [
      ...tokens.notUnderstood,
      ...groups.notUnderstood,
      ...roles.notUnderstood,
      ...(guests.kind === "notUnderstood" ? guests.notes : []),
    ],
  };
}

/** `All` and the guest token are asked for by name; `None` is nobody, and agents are nobody human. */
const TOKENS: ReadonlySet<string> = new Set(["All", "None", "GuestsOrExternalUsers", "AllAgentIdUsers"]);

function readTokens(
  list: Texts,
  { users }: ReadingContext,
): { ids: ReadonlySet<UserId>; notUnderstood: readonly NotUnderstood[] } {
  const others = list.texts.filter((text) => !TOKENS.has(text));
  const isUser = (text: string): boolean => isGuid(text) || users?.has(userId(text)) === true;
  return {
    ids: new Set(others.filter(isUser).map(userId)),
    notUnderstood: [
      ...list.notUnderstood,
      ...others.filter((text) => !isUser(text)).map((text) => unknownWord(list.field, text, "token or object id")),
    ],
  };
}
