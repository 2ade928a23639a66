import { asObject, asText, isAnnotation, type JsonObject } from "../../law/json/json-object";
import { findDifferences } from "../policy/differences";
import type { ComparedList, ObjectChange } from "./object-change";
import type { TenantChange } from "./stack-changes";
import { byId, idOf, itemsIn, ROLE_LISTS, withItem, withoutItem } from "./tenant-lists";

/** Settings of the tenant as a whole: one object each, and no verdict rests on them. */
const SETTINGS = ["securityDefaults", "conditionalAccessSettings"] as const;

const OBJECTS = ["policies", "namedLocations", "authenticationStrengthPolicies", "groups"] as const;

/**
 * Everything beside the stack's policies that isn't as it was when the snapshot was taken: objects that came, went or
 * changed. A list that one side doesn't have isn't known, and so not compared. Groups and roles count as far as a policy names them.
 * @param own ids of the stack's policies, which are compared with the code instead
 */
export function changesSince(before: JsonObject, now: JsonObject, own: ReadonlySet<string>): readonly TenantChange[] {
  return [
    ...OBJECTS.flatMap((list) => changesIn(list, before, now, own)),
    ...roleChanges(before, now),
    ...SETTINGS.flatMap((key) => settingChange(key, before, now)),
  ];
}

/**
 * What can't be compared: lists that the snapshot or the tenant as it was read doesn't have, and groups of which the snapshot doesn't
 * say who was in them.
 */
export const notComparable = (before: JsonObject, now: JsonObject): readonly string[] => [
  ...[...OBJECTS, "roleAssignments", ...SETTINGS].filter(
    (list) => before[list] === undefined || now[list] === undefined,
  ),
  ...groupsNotKnown(before, now).map((group) => `members of ${asText(group["displayName"]) ?? idOf(group)}`),
];

/** Groups of both of which only the tenant as it is now says who is in them. */
function groupsNotKnown(before: JsonObject, now: JsonObject): readonly JsonObject[] {
  const today = byId(itemsIn(now, "groups"));
  return itemsIn(before, "groups").filter(
    (then) => then["members"] === undefined && today.get(idOf(then))?.["members"] !== undefined,
  );
}

function changesIn(
  list: (typeof OBJECTS)[number],
  before: JsonObject,
  now: JsonObject,
  own: ReadonlySet<string>,
): readonly TenantChange[] {
  if (before[list] === undefined || now[list] === undefined) return [];
  const [then, today] = [byId(itemsIn(before, list)), byId(itemsIn(now, list))];
  const ids = [...new Set([...then.keys(), ...today.keys()])].filter((id) => !own.has(id));
  return ids.flatMap((id) => changeOf(list, id, then.get(id), today.get(id)));
}

function changeOf(
  list: ComparedList,
  id: string,
  then: JsonObject | undefined,
  today: JsonObject | undefined,
): readonly TenantChange[] {
  const displayName = asText((today ?? then)?.["displayName"]);
  const change = { list, id, displayName, fields: [] };
  if (today === undefined)
    return list === "groups" // no policy names it any more, which is told of the policy
      ? []
      : [{ drifted: { ...change, kind: "removed" }, apply: (file) => withoutItem(file, list, id) }];
  const apply = (file: JsonObject): JsonObject => withStrengthEverywhere(withItem(file, list, today), list, today);
  if (then === undefined) return list === "groups" ? [] : [{ drifted: { ...change, kind: "added" }, apply }];
  const known = list === "groups" && then["members"] === undefined ? { ...then, members: today["members"] } : then;
  const fields = findDifferences(comparable(list, today), comparable(list, known));
  return fields.length === 0 ? [] : [{ drifted: { ...change, kind: "changed", fields }, apply }];
}

/** Of a group only who is in it counts, and by which rule; members are what their ids are. */
function comparable(list: ComparedList, object: JsonObject): JsonObject {
  if (list === "policies") return object;
  const { id: _id, createdDateTime: _created, modifiedDateTime: _modified, ...rest } = object;
  if (list !== "groups") return rest;
  const members = object["members"] === undefined ? NOT_KNOWN : itemsIn(object, "members").map(idOf).toSorted();
  return { membershipRule: object["membershipRule"], members };
}

/** In place of a list: nobody in a group is something else than somebody of whom that isn't known. */
const NOT_KNOWN = "not known";

/** Graph writes a strength out in each policy that asks for it, and what is written there counts. */
function withStrengthEverywhere(file: JsonObject, list: ComparedList, strength: JsonObject): JsonObject {
  if (list !== "authenticationStrengthPolicies") return file;
  const policies = itemsIn(file, "policies").map((policy) => {
    const grant = asObject(policy["grantControls"]);
    const asked = asObject(grant?.["authenticationStrength"]);
    if (asked === undefined || idOf(asked) !== idOf(strength)) return policy;
    return { ...policy, grantControls: { ...grant, authenticationStrength: strength } };
  });
  return { ...file, policies };
}

function settingChange(key: (typeof SETTINGS)[number], before: JsonObject, now: JsonObject): readonly TenantChange[] {
  const [then, today] = [asObject(before[key]), asObject(now[key])];
  if (then === undefined || today === undefined) return [];
  const fields = findDifferences(whatItSays(today), whatItSays(then));
  if (fields.length === 0) return [];
  const drifted: ObjectChange = { list: key, id: "", displayName: undefined, kind: "changed", fields };
  return [{ drifted, apply: (file) => ({ ...file, [key]: today }) }];
}

/** Without what every tenant's setting has alike, and what is about the transport. */
const whatItSays = (setting: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(setting).filter(
      ([key]) => !isAnnotation(key) && !["id", "displayName", "description"].includes(key),
    ),
  );

type RoleList = (typeof ROLE_LISTS)[number];

/** Who came to hold a role that a policy names, or may make it active, or does so no more: one change a role. */
function roleChanges(before: JsonObject, now: JsonObject): readonly TenantChange[] {
  if (before["roleAssignments"] === undefined || now["roleAssignments"] === undefined) return [];
  const lists = ROLE_LISTS.filter((list) => before[list] !== undefined && now[list] !== undefined);
  const named = new Set([...rolesNamedIn(before), ...rolesNamedIn(now)]);
  return [...named].flatMap((role): readonly TenantChange[] => {
    const [then, today] = [holdersOf(role, before, lists), holdersOf(role, now, lists)];
    const fields = findDifferences({ holders: today }, { holders: then });
    if (fields.length === 0) return [];
    const drifted: ObjectChange = {
      list: "roleAssignments",
      id: role,
      displayName: undefined,
      kind: "changed",
      fields,
    };
    return [{ drifted, apply: (file) => withAssignmentsOf(role, file, now, lists) }];
  });
}

function rolesNamedIn(file: JsonObject): readonly string[] {
  return itemsIn(file, "policies").flatMap((policy) => {
    const users = asObject(asObject(policy["conditions"])?.["users"]);
    return [users?.["includeRoles"], users?.["excludeRoles"]].flatMap((list) =>
      Array.isArray(list) ? list.filter((id) => typeof id === "string").map((id) => id.toLowerCase()) : [],
    );
  });
}

const isOf = (role: string, assignment: JsonObject): boolean =>
  String(assignment["roleDefinitionId"]).toLowerCase() === role;

const holdersOf = (role: string, file: JsonObject, lists: readonly RoleList[]): readonly string[] =>
  [
    ...new Set(
      lists
        .flatMap((list) => itemsIn(file, list))
        .filter((assignment) => isOf(role, assignment))
        .map(({ principalId }) => String(principalId).toLowerCase()),
    ),
  ].toSorted();

function withAssignmentsOf(role: string, file: JsonObject, now: JsonObject, lists: readonly RoleList[]): JsonObject {
  const after = lists.map((list) => {
    const others = itemsIn(file, list).filter((assignment) => !isOf(role, assignment));
    const today = itemsIn(now, list).filter((assignment) => isOf(role, assignment));
    return [list, [...others, ...today]] as const;
  });
  return { ...file, ...Object.fromEntries(after) };
}
