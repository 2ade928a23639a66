import { asObject, isAbsent, isEmpty, type JsonObject, odataType } from "../../law/json/json-object";
import { unknownKeys, unknownWord, wrongShape } from "../../law/json/not-understood";
import { enumeration, readFlags, readTexts, recognise, type TextList, without } from "../../law/json/text-list";
import { groupId, homeTenantId, type RoleId, roleId, type UserId, userId } from "../../law/model/ids";
import { type Guests, NO_USERS, type Policy, type UserAssignment } from "../../law/model/policy";
import { GUEST_TYPES } from "../../law/model/sign-in";
import type { NotUnderstood } from "../../law/model/truth";
import { isGuid } from "../../text/guid";
import { quoted } from "../../text/printable";
import type { ReadingContext } from "./reading-context";

const FIELD = "conditions.users";

/** `conditions.users`. Never fails. A policy that has none is about nobody. */
export function readUsers(value: unknown, context: ReadingContext): Policy["users"] {
  const users = isAbsent(value) ? {} : asObject(value);
  if (users === undefined) return { include: nobody([wrongShape(FIELD, value, "an object")]), exclude: nobody([]) };
  return { include: readAssignment(users, "include", context), exclude: readAssignment(users, "exclude", context) };
}

/** An assignment that names nobody. `notUnderstood` may name anybody. */
export const nobody = (notUnderstood: readonly NotUnderstood[]): UserAssignment => ({
  ...NO_USERS,
  notUnderstood,
});

function readAssignment(users: JsonObject, clause: "include" | "exclude", context: ReadingContext): UserAssignment {
  const list = (kind: string): TextList => readTexts(users[clause + kind], `${FIELD}.${clause}${kind}`);
  const [people, groups, roles] = [list("Users"), list("Groups"), list("Roles")];
  const tokens = readTokens(people, context);
  const templates = readRoles(roles, context);
  const guests = readGuests(users[`${clause}GuestsOrExternalUsers`], `${FIELD}.${clause}GuestsOrExternalUsers`);
  return {
    everyone: people.texts.includes("All"),
    everyAgent: people.texts.includes("AllAgentIdUsers"),
    everyGuest: people.texts.includes("GuestsOrExternalUsers"),
    users: tokens.ids,
    groups: new Set(groups.texts.map(groupId)),
    roles: templates.ids,
    guests: guests.kind === "guests" ? guests.guests : undefined,
    notUnderstood: [
      ...tokens.notUnderstood,
      ...groups.notUnderstood,
      ...templates.notUnderstood,
      ...(guests.kind === "notUnderstood" ? guests.notes : []),
    ],
  };
}

/** `All` and the guest token are asked for by name; `None` is nobody, and agents are nobody human. */
const TOKENS: ReadonlySet<string> = new Set(["All", "None", "GuestsOrExternalUsers", "AllAgentIdUsers"]);

function readTokens(
  list: TextList,
  { users }: ReadingContext,
): { ids: ReadonlySet<UserId>; notUnderstood: readonly NotUnderstood[] } {
  const others = list.texts.filter((text) => !TOKENS.has(text));
  const idOf = (text: string): UserId | undefined =>
    isGuid(userId(text)) || users?.has(userId(text)) === true ? userId(text) : users?.named?.(text);
  return {
    ids: new Set(others.flatMap((text) => idOf(text) ?? [])),
    notUnderstood: [
      ...list.notUnderstood,
      ...others
        .filter((text) => idOf(text) === undefined)
        .map((text) => unknownWord(list.field, text, "token or object id")),
    ],
  };
}

/**
 * Roles are named by the ids of their templates. Where the assignments are known and none is to a role of that name, nobody can
 * tell which role is meant: a display name, or a placeholder of a template.
 */
function readRoles(
  list: TextList,
  { roles }: ReadingContext,
): { ids: ReadonlySet<RoleId>; notUnderstood: readonly NotUnderstood[] } {
  const isRole = (text: string): boolean => roles === undefined || isGuid(roleId(text)) || roles.has(roleId(text));
  return {
    ids: new Set(list.texts.filter(isRole).map(roleId)),
    notUnderstood: [
      ...list.notUnderstood,
      ...list.texts.filter((text) => !isRole(text)).map((text) => unknownWord(list.field, text, "role template id")),
    ],
  };
}

const GUEST_TYPE_WORDS = enumeration("guest or external user type", ["none", ...GUEST_TYPES]);

/** What came of reading a guest clause. */
export type ReadGuests =
  | { readonly kind: "none" }
  | { readonly kind: "guests"; readonly guests: Guests }
  | { readonly kind: "notUnderstood"; readonly notes: readonly NotUnderstood[] };

/** `includeGuestsOrExternalUsers` or `excludeGuestsOrExternalUsers`. Never fails; an empty clause is none. */
export function readGuests(value: unknown, field: string): ReadGuests {
  if (isAbsent(value)) return { kind: "none" };
  const object = asObject(value);
  if (object === undefined) return { kind: "notUnderstood", notes: [wrongShape(field, value, "an object")] };
  const unknown = unknownKeys(object, ["guestOrExternalUserTypes", "externalTenants"], field);
  if (unknown.length > 0) return { kind: "notUnderstood", notes: unknown };
  const types = object["guestOrExternalUserTypes"];
  return isEmpty(object) || types === ""
    ? { kind: "none" }
    : { kind: "guests", guests: readGuestClause(object, field) };
}

function readGuestClause(object: JsonObject, field: string): Guests {
  const typesField = `${field}.guestOrExternalUserTypes`;
  const types = object["guestOrExternalUserTypes"];
  const recognised = recognise(readFlags(types, typesField), GUEST_TYPE_WORDS);
  return {
    types: without(recognised.words, "none"),
    homes: readHomes(object["externalTenants"], `${field}.externalTenants`),
    notUnderstood: [...(isAbsent(types) ? [wrongShape(typesField, types, "text")] : []), ...recognised.notUnderstood],
  };
}

function readHomes(value: unknown, field: string): Guests["homes"] {
  if (isAbsent(value)) return { kind: "notKnown" };
  const object = asObject(value);
  if (object === undefined) return { kind: "notUnderstood", ...wrongShape(field, value, "an object") };
  const [unknown] = unknownKeys(object, ["membershipKind", "members"], field);
  if (unknown !== undefined) return { kind: "notUnderstood", ...unknown };
  return readMembership(object, field);
}

function readMembership(object: JsonObject, field: string): Guests["homes"] {
  const [written, byType] = [object["membershipKind"], kindFromType(object)];
  const kind = written ?? byType;
  const kindField = `${field}.membershipKind`;
  if (typeof kind !== "string") return { kind: "notUnderstood", ...wrongShape(kindField, kind, "text") };
  if (byType !== undefined && byType !== kind.toLowerCase())
    return { kind: "notUnderstood", field: kindField, why: `${quoted(kind)} and a type that says \`${byType}\`` };
  switch (kind.toLowerCase()) {
    case "all":
      return isEmpty(object["members"])
        ? { kind: "all" }
        : { kind: "notUnderstood", field: `${field}.members`, why: "all tenants and a list of tenants at once" };
    case "enumerated":
      return readTenants(object["members"], `${field}.members`);
    default:
      return { kind: "notUnderstood", ...unknownWord(kindField, kind, "membership kind") };
  }
}

function kindFromType(object: JsonObject): string | undefined {
  const type = odataType(object);
  if (type === "conditionalaccessallexternaltenants") return "all";
  return type === "conditionalaccessenumeratedexternaltenants" ? "enumerated" : undefined;
}

function readTenants(value: unknown, field: string): Guests["homes"] {
  const { texts, notUnderstood } = readTexts(value, field);
  const [first] = isAbsent(value) ? [wrongShape(field, value, "a list")] : notUnderstood;
  if (first !== undefined) return { kind: "notUnderstood", ...first };
  return { kind: "enumerated", tenants: new Set(texts.map(homeTenantId)) };
}
