import { asObject, asText, graphId, isAnnotation, type JsonObject } from "../law/json/json-object";
import { findDifferences } from "./differences";
import type { Drifted, ObjectChange, PolicyReport } from "./drift-report";
import { valueAt, withValueAt } from "./policy-fields";
import { objectsIn } from "./preview";

export const STRENGTHS = "authenticationStrengthPolicies";
const OBJECTS = ["policies", "namedLocations", STRENGTHS, "groups"] as const;
/** Who holds a role, and who may make one active. */
const ROLES = ["roleAssignments", "roleEligibilitySchedules"] as const;
/** Settings of the tenant as a whole: one object each, and no verdict rests on them. */
const SETTINGS = ["securityDefaults", "conditionalAccessSettings"] as const;

export type SinceChange = { readonly drifted: [ObjectChange, ...Drifted[]] } & {
  readonly undo: (file: JsonObject) => JsonObject;
};

type Named = Pick<ObjectChange, "list" | "id" | "displayName">;

const change = (drifted: ObjectChange, undo: SinceChange["undo"]): SinceChange => ({ drifted: [drifted], undo });

/** The change where anything differs. */
function changed(what: Named, now: JsonObject, then: JsonObject, undo: SinceChange["undo"]): readonly SinceChange[] {
  const fields = findDifferences(now, then);
  return fields.length === 0 ? [] : [change({ ...what, kind: "changed", fields }, undo)];
}

/**
 * Everything that isn't as it was when the snapshot was taken, other than the stack's policies and the groups whose members the
 * register lists. A list that one side doesn't have isn't compared. Groups and roles count as far as a policy names them.
 */
export function changesSince(
  now: JsonObject,
  snapshot: JsonObject,
  own: readonly PolicyReport[],
  registered: ReadonlySet<string>,
): readonly SinceChange[] {
  const ownIds = own.map(({ id }) => id?.toLowerCase() ?? "");
  const others = new Set([...ownIds, ...registered]);
  return [
    ...OBJECTS.flatMap((list) => changesIn(list, now, snapshot, others, own)),
    ...roleChanges(now, snapshot),
    ...SETTINGS.flatMap((key) => settingChange(key, now, snapshot)),
  ];
}

/** What can't be compared: lists that one side doesn't have, and groups of which the snapshot doesn't say who was in them. */
export function notComparable(now: JsonObject, snapshot: JsonObject): readonly string[] {
  const lists = [...OBJECTS, "roleAssignments", ...SETTINGS].filter((list) => !isInBoth(list, now, snapshot));
  const today = byId(itemsIn(now, "groups"));
  const groups = itemsIn(snapshot, "groups").filter(
    (then) => then["members"] === undefined && today.get(graphId(then))?.["members"] !== undefined,
  );
  return [...lists, ...groups.map((group) => `members of ${asText(group["displayName"]) ?? graphId(group)}`)];
}

const isInBoth = (list: string, now: JsonObject, snapshot: JsonObject): boolean =>
  now[list] !== undefined && snapshot[list] !== undefined;

/**
 * Both sides with what undoing needs: the tenant has groups that no policy names any more, and strengths that are listed stand
 * nowhere else, for Graph writes them out in each policy too.
 */
export function readyToUndo(now: JsonObject, snapshot: JsonObject): readonly [now: JsonObject, snapshot: JsonObject] {
  const groups = isInBoth("groups", now, snapshot)
    ? { groups: [...byId([...itemsIn(snapshot, "groups"), ...itemsIn(now, "groups")]).values()] }
    : {};
  if (!isInBoth(STRENGTHS, now, snapshot)) return [{ ...now, ...groups }, snapshot];
  const listed = new Set([now, snapshot].flatMap((file) => itemsIn(file, STRENGTHS).map(graphId)));
  const policiesOf = (file: JsonObject) =>
    itemsIn(file, "policies").map((policy) => withStrengthListed(policy, listed));
  return [
    { ...now, ...groups, policies: policiesOf(now) },
    { ...snapshot, policies: policiesOf(snapshot) },
  ];
}

function withStrengthListed(policy: JsonObject, listed: ReadonlySet<string>): JsonObject {
  const id = valueAt(policy, "grantControls.authenticationStrength.id");
  return listed.has(String(id).toLowerCase())
    ? withValueAt(policy, "grantControls.authenticationStrength", { id })
    : policy;
}

function changesIn(
  list: (typeof OBJECTS)[number],
  now: JsonObject,
  snapshot: JsonObject,
  others: ReadonlySet<string>,
  own: readonly PolicyReport[],
): readonly SinceChange[] {
  if (!isInBoth(list, now, snapshot)) return [];
  const [then, today] = [byId(itemsIn(snapshot, list)), byId(itemsIn(now, list))];
  const ids = [...new Set([...then.keys(), ...today.keys()])].filter((id) => !others.has(id));
  return ids.flatMap((id): readonly SinceChange[] => {
    const [was, is] = [then.get(id), today.get(id)];
    const drifted = { list, id, displayName: asText((is ?? was)?.["displayName"]), fields: [] };
    if (list === "groups" && (was === undefined || is === undefined)) return []; // policies that name it tell of it
    if (was === undefined) {
      const isMeant = own.some((policy) => names(policy, id));
      return [change({ ...drifted, kind: "added" }, (file) => (isMeant ? file : withoutItem(file, list, id)))];
    }
    if (is === undefined) return [change({ ...drifted, kind: "removed" }, (file) => withItem(file, list, was))];
    const known = list === "groups" && was["members"] === undefined ? { ...was, members: is["members"] } : was;
    return changed(drifted, comparable(list, is), comparable(list, known), (file) => withItem(file, list, known));
  });
}

/** Whether the code of a policy names an object: then it is meant to be there. */
const names = (policy: PolicyReport, id: string): boolean =>
  "code" in policy && JSON.stringify(policy.code).toLowerCase().includes(id);

/** Of a group only who is in it counts, and by which rule; nobody is something else than not known. */
function comparable(list: string, object: JsonObject): JsonObject {
  if (list === "policies") return object;
  const { id: _id, createdDateTime: _created, modifiedDateTime: _modified, ...rest } = object;
  if (list !== "groups") return rest;
  const members = object["members"] === undefined ? "not known" : itemsIn(object, "members").map(graphId).toSorted();
  return { membershipRule: object["membershipRule"], members };
}

function settingChange(key: (typeof SETTINGS)[number], now: JsonObject, snapshot: JsonObject): readonly SinceChange[] {
  const [was, is] = [asObject(snapshot[key]), asObject(now[key])];
  if (was === undefined || is === undefined) return [];
  const what = { list: key, id: "", displayName: undefined };
  return changed(what, whatItSays(is), whatItSays(was), (file) => ({ ...file, [key]: was }));
}

/** Without what every tenant's setting has alike, and what is about the transport. */
const whatItSays = (setting: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(setting).filter(
      ([key]) => !isAnnotation(key) && !["id", "displayName", "description"].includes(key),
    ),
  );

/** Who came to hold a role that a policy names, or may make it active, or does so no more: one change a role. */
function roleChanges(now: JsonObject, snapshot: JsonObject): readonly SinceChange[] {
  if (!isInBoth("roleAssignments", now, snapshot)) return [];
  const lists = ROLES.filter((list) => isInBoth(list, now, snapshot));
  const named = new Set([...rolesNamedIn(snapshot), ...rolesNamedIn(now)]);
  return [...named].flatMap((role) => {
    const isOf = ({ roleDefinitionId }: JsonObject) => String(roleDefinitionId).toLowerCase() === role;
    const holders = (file: JsonObject): readonly string[] => {
      const assignments = lists.flatMap((list) => itemsIn(file, list)).filter(isOf);
      return [...new Set(assignments.map(({ principalId }) => String(principalId).toLowerCase()))].toSorted();
    };
    const asThen = (file: JsonObject, list: string): JsonObject => ({
      ...file,
      [list]: [...itemsIn(file, list).filter((one) => !isOf(one)), ...itemsIn(snapshot, list).filter(isOf)],
    });
    const what = { list: "roleAssignments", id: role, displayName: undefined } as const;
    return changed(what, { holders: holders(now) }, { holders: holders(snapshot) }, (file) =>
      lists.reduce(asThen, file),
    );
  });
}

const rolesNamedIn = (file: JsonObject): readonly string[] =>
  itemsIn(file, "policies").flatMap((policy) =>
    ["includeRoles", "excludeRoles"].flatMap((key) => {
      const ids = valueAt(policy, `conditions.users.${key}`);
      return Array.isArray(ids) ? ids.map((id) => String(id).toLowerCase()) : [];
    }),
  );

/** The objects in one list of a tenant file; none where the file doesn't have the list. */
export const itemsIn = (file: JsonObject, key: string): readonly JsonObject[] => objectsIn(file[key]);

export const byId = (items: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(items.map((item) => [graphId(item), item]));

export const withoutItem = (file: JsonObject, list: string, id: string): JsonObject => ({
  ...file,
  [list]: itemsIn(file, list).filter((item) => graphId(item) !== id),
});

/** The file with an object in a list, in place of the one with its id or at the end. */
export const withItem = (file: JsonObject, list: string, item: JsonObject): JsonObject => ({
  ...file,
  [list]: [...itemsIn(withoutItem(file, list, graphId(item)), list), item],
});

/** The file with a changed object; as it is where it doesn't have it. */
export function withChanged(
  file: JsonObject,
  list: string,
  id: string,
  to: (item: JsonObject) => JsonObject,
): JsonObject {
  if (file[list] === undefined) return file;
  return { ...file, [list]: itemsIn(file, list).map((item) => (graphId(item) === id ? to(item) : item)) };
}
