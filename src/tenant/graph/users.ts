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

/** `All` and the guest token are asked for by name; `None` is nobody, and agents are nobody human. */
const TOKENS: ReadonlySet<string> = new Set(["All", "None", "GuestsOrExternalUsers", "AllAgentIdUsers"]);

function readAssignment(users: JsonObject, clause: "include" | "exclude", context: ReadingContext): UserAssignment {
  const list = (kind: string): TextList => readTexts(users[clause + kind], `${FIELD}.${clause}${kind}`);
  const [people, groups, roles] = [list("Users"), list("Groups"), list("Roles")];
  const named = people.texts.filter((text) => !TOKENS.has(text));
  const guests = readGuests(users[`${clause}GuestsOrExternalUsers`], `${FIELD}.${clause}GuestsOrExternalUsers`);
  const unknown = (texts: readonly string[], { field }: TextList, kind: string): readonly NotUnderstood[] =>
    texts.map((text) => unknownWord(field, text, kind));
  return {
    everyone: people.texts.includes("All"),
    everyAgent: people.texts.includes("AllAgentIdUsers"),
    everyGuest: people.texts.includes("GuestsOrExternalUsers"),
    users: new Set(named.flatMap((text) => personMeant(text, context) ?? [])),
    groups: new Set(groups.texts.map(groupId)),
    roles: new Set(roles.texts.flatMap((text) => roleMeant(text, context) ?? [])),
    guests: guests.kind === "guests" ? guests.guests : undefined,
    notUnderstood: [
      ...[people, groups, roles].flatMap(({ notUnderstood }) => notUnderstood),
      ...unknown(
        named.filter((text) => personMeant(text, context) === undefined),
        people,
        "token or object id",
      ),
      ...unknown(
        roles.texts.filter((text) => roleMeant(text, context) === undefined),
        roles,
        "role template id",
      ),
      ...(guests.kind === "notUnderstood" ? guests.notes : []),
    ],
  };
}

const personMeant = (text: string, { users }: ReadingContext): UserId | undefined =>
  isGuid(userId(text)) || users?.has(userId(text)) === true ? userId(text) : users?.named?.(text);

/**
 * Roles are named by the ids of their templates. Where the assignments are known and none is to a role of that name, nobody can
 * tell which role is meant: a display name, or a placeholder of a template.
 */
const roleMeant = (text: string, { roles }: ReadingContext): RoleId | undefined =>
  roles === undefined || isGuid(roleId(text)) || roles.has(roleId(text)) ? roleId(text) : undefined;

const GUEST_TYPE_WORDS = enumeration("guest or external user type", ["none", ...GUEST_TYPES]);

type ReadGuests =
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
  if (isEmpty(object) || types === "") return { kind: "none" };
  const typesField = `${field}.guestOrExternalUserTypes`;
  const recognised = recognise(readFlags(types, typesField), GUEST_TYPE_WORDS);
  const guests = {
    types: without(recognised.words, "none"),
    homes: readHomes(object["externalTenants"], `${field}.externalTenants`),
    notUnderstood: [...(isAbsent(types) ? [wrongShape(typesField, types, "text")] : []), ...recognised.notUnderstood],
  };
  return { kind: "guests", guests };
}

function readHomes(value: unknown, field: string): Guests["homes"] {
  if (isAbsent(value)) return { kind: "notKnown" };
  const object = asObject(value);
  if (object === undefined) return { kind: "notUnderstood", ...wrongShape(field, value, "an object") };
  const [unknown] = unknownKeys(object, ["membershipKind", "members"], field);
  if (unknown !== undefined) return { kind: "notUnderstood", ...unknown };
  const byType = kindFromType(object);
  const kind = object["membershipKind"] ?? byType;
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
