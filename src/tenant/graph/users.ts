import { isAbsent, isEmpty, odataType } from "../../law/json/json-object";
import { enumeration, readFlags, recognise, without } from "../../law/json/text-list";
import { groupId, homeTenantId, type RoleId, roleId } from "../../law/model/ids";
import type { AssignmentSide, Guests, Policy, UserAssignment } from "../../law/model/policy";
import { GUEST_TYPES } from "../../law/model/sign-in";
import { isGuid } from "../../text/guid";
import { quoted } from "../../text/printable";
import { Fields } from "./fields";
import { People } from "./people";
import type { ReadingContext } from "./reading-context";

/** `conditions.users`. Never fails. A policy that has none is about nobody; what isn't understood of it may name anybody. */
export function readUsers(value: unknown, context: ReadingContext): Policy["users"] {
  const include = new Fields(value ?? {}, "conditions.users");
  const exclude = new Fields(include.json, "conditions.users");
  return { include: readAssignment(include, "include", context), exclude: readAssignment(exclude, "exclude", context) };
}

/** `All` and the guest token are asked for by name; `None` is nobody, and agents are nobody human. */
const TOKENS: ReadonlySet<string> = new Set(["All", "None", "GuestsOrExternalUsers", "AllAgentIdUsers"]);

const NOBODY_KNOWN = new People(undefined);

function readAssignment(users: Fields, clause: AssignmentSide, context: ReadingContext): UserAssignment {
  const { users: known = NOBODY_KNOWN } = context;
  const [people, groups, roles] = [`${clause}Users`, `${clause}Groups`, `${clause}Roles`] as const;
  const [written, inGroups, inRoles] = [users.texts(people), users.texts(groups), users.texts(roles)];
  const named = written.filter((text) => !TOKENS.has(text));
  return {
    everyone: written.includes("All"),
    everyAgent: written.includes("AllAgentIdUsers"),
    everyGuest: written.includes("GuestsOrExternalUsers"),
    users: new Set(users.meant(people, named, "token or object id", (text) => known.meant(text))),
    groups: new Set(inGroups.map(groupId)),
    roles: new Set(users.meant(roles, inRoles, "role template id", (text) => roleMeant(text, context))),
    guests: readGuests(users, `${clause}GuestsOrExternalUsers`),
    notUnderstood: users.notes,
  };
}

/**
 * Roles are named by the ids of their templates. Where the assignments are known and none is to a role of that name, nobody can
 * tell which role is meant: a display name, or a placeholder of a template.
 */
const roleMeant = (text: string, { roles }: ReadingContext): RoleId | undefined =>
  roles === undefined || isGuid(roleId(text)) || roles.has(roleId(text)) ? roleId(text) : undefined;

const GUEST_TYPE_WORDS = enumeration("guest or external user type", ["none", ...GUEST_TYPES]);

/** An empty clause is none. One with keys that aren't known may be about anybody. */
function readGuests(users: Fields, key: string): Guests | undefined {
  if (!users.has(key)) return undefined;
  const clause = new Fields(users.json[key], users.at(key), ["guestOrExternalUserTypes", "externalTenants"]);
  users.notes.push(...clause.notes);
  const types = clause.json["guestOrExternalUserTypes"];
  if (clause.notes.length > 0 || isEmpty(clause.json) || types === "") return undefined;
  clause.needs("guestOrExternalUserTypes", "text");
  const recognised = recognise(readFlags(types, clause.at("guestOrExternalUserTypes")), GUEST_TYPE_WORDS);
  return {
    types: without(recognised.words, "none"),
    homes: readHomes(clause.json["externalTenants"], clause.at("externalTenants")),
    notUnderstood: [...clause.notes, ...recognised.notUnderstood],
  };
}

const MEMBERSHIP_KINDS = enumeration("membership kind", ["all", "enumerated"]);

const KIND_OF_TYPE: ReadonlyMap<string | undefined, "all" | "enumerated"> = new Map([
  ["conditionalaccessallexternaltenants", "all"],
  ["conditionalaccessenumeratedexternaltenants", "enumerated"],
]);

function readHomes(value: unknown, path: string): Guests["homes"] {
  if (isAbsent(value)) return { kind: "notKnown" };
  const tenants = new Fields(value, path, ["membershipKind", "members"]);
  const ofType = KIND_OF_TYPE.get(odataType(tenants.json));
  if (ofType === undefined) tenants.needs("membershipKind", "text");
  const written = tenants.word("membershipKind", MEMBERSHIP_KINDS);
  const kind = written ?? ofType;
  if (ofType !== undefined && kind !== ofType)
    tenants.note("membershipKind", `${quoted(`${written}`)} and a type that says \`${ofType}\``);
  if (kind === "all" && !isEmpty(tenants.json["members"]))
    tenants.note("members", "all tenants and a list of tenants at once");
  if (kind === "enumerated") tenants.needs("members", "a list");
  const ids = kind === "enumerated" ? tenants.texts("members") : [];
  const [odd] = tenants.notes;
  if (odd !== undefined) return { kind: "notUnderstood", ...odd };
  return kind === "enumerated" ? { kind, tenants: new Set(ids.map(homeTenantId)) } : { kind: "all" };
}
