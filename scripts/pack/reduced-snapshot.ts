import { asObject, isEmpty, type JsonObject } from "../../src/law/json/json-object";
import { manifestOf } from "../../src/tenant/graph/manifest";

/**
 * A snapshot with only what the rules need. People, groups, roles and policies keep their ids, memberships and content, but no
 * names. Users, groups and assignments keep only the properties that the rules read. Policies, locations and strengths keep
 * everything except names, because their unknown content matters.
 * @param json a snapshot that was read without errors
 */
export function reducedSnapshot(json: unknown): unknown {
  if (Array.isArray(json)) return reducedList(json, withoutNames);
  const file = asObject(json) ?? {};
  const kept = Object.entries(LISTS).filter(([key]) => key in file);
  const lists = kept.map(([key, reduce]) => ({
    [key]: reducedList(file[key], reduce),
    ...more(file, `${key}@odata.nextLink`),
  }));
  return Object.assign({}, "value" in file ? more(file, NEXT) : {}, ...lists, gapsOf(file), sourceOf(file));
}

/** Keeps the tenant of the file and the lists that are complete, because they matter. The program that wrote it doesn't. */
function sourceOf(file: JsonObject): JsonObject {
  const source = asObject(file["source"]);
  if (source === undefined) return {};
  const kept = Object.entries(source).filter(([key]) => ["tenant", "time", "whole", "denied"].includes(key));
  return { source: Object.fromEntries(kept) };
}

/** Keeps the fact that a part of a list could not be read, because it matters. The reason doesn't. */
function gapsOf(file: JsonObject): JsonObject {
  const gaps = manifestOf(file).notRead.filter(({ key }) => key in LISTS && key in file);
  return gaps.length === 0
    ? {}
    : { notRead: gaps.map(({ key, part }) => (part === undefined ? { key } : { key, part })) };
}

type Reduce = (item: JsonObject) => JsonObject;

const LISTS: { readonly [key: string]: Reduce } = {
  policies: withoutNames,
  value: withoutNames,
  namedLocations: withoutNames,
  authenticationStrengthPolicies: withoutNames,
  users: reducedUser,
  groups: reducedGroup,
  roleAssignments: reducedAssignment,
  roleEligibilitySchedules: reducedAssignment,
};

/** Keeps the fact that a list has more pages, because it matters. Their address doesn't. */
const more = (owner: JsonObject, key: string): JsonObject => (isEmpty(owner[key]) ? {} : { [key]: "more" });

/** Reduces a list, or one of Graph's pages. */
function reducedList(value: unknown, reduce: Reduce): unknown {
  if (Array.isArray(value)) return value.map((item) => reduceItem(item, reduce));
  const page = asObject(value);
  if (page === undefined) return value;
  return { value: reducedList(page["value"], reduce), ...more(page, NEXT) };
}

const NEXT = "@odata.nextLink";

function reduceItem(item: unknown, reduce: Reduce): unknown {
  const object = asObject(item);
  return object === undefined ? item : reduce(object);
}

/** The names and descriptions. They don't matter if they are texts. */
const NAMES: ReadonlySet<string> = new Set(["displayName", "description"]);

const unnamed = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key, value]) => !(NAMES.has(key) && typeof value === "string")));

/** Removes the names of an object and of its authentication strength, and nothing deeper: a name elsewhere is unknown content. */
function withoutNames(object: JsonObject): JsonObject {
  const grant = asObject(object["grantControls"]);
  const strength = asObject(grant?.["authenticationStrength"]);
  return strength === undefined
    ? unnamed(object)
    : { ...unnamed(object), grantControls: { ...grant, authenticationStrength: unnamed(strength) } };
}

const only = (object: JsonObject, ...keys: readonly string[]): JsonObject =>
  Object.fromEntries(keys.flatMap((key) => (key in object ? [[key, object[key]] as const] : [])));

/** Reduces a user. The user principal name only shows whether the user is external, so the id replaces it. */
function reducedUser(user: JsonObject): JsonObject {
  const { id, userPrincipalName: name } = user;
  const external = typeof name === "string" && /#ext#/i.test(name);
  return {
    ...only(user, "@odata.type", "id", "userType", "accountEnabled"),
    ...(typeof name === "string" && name !== "" ? { userPrincipalName: external ? `${id}#EXT#` : id } : {}),
    ...(external ? { displayName: id } : {}),
    ...(typeof user["identityParentId"] === "string" ? { identityParentId: id } : {}),
  };
}

function reducedGroup(group: JsonObject): JsonObject {
  const members = "members" in group ? { members: reducedList(group["members"], reducedMember) } : {};
  return { ...only(group, "id", "membershipRule"), ...members, ...more(group, "members@odata.nextLink") };
}

const reducedMember: Reduce = (member) => only(member, "@odata.type", "id");

function reducedAssignment(assignment: JsonObject): JsonObject {
  const principal = asObject(assignment["principal"]);
  return {
    ...only(assignment, "@odata.type", "principalId", "principalType", "roleDefinitionId", "directoryScopeId"),
    ...only(assignment, "appScopeId", "assignmentType", "assignmentState", "roleEligibilityScheduleId", "status"),
    ...(principal === undefined ? {} : { principal: only(principal, "@odata.type") }),
  };
}
