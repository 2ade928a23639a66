import { replaced } from "../law/json/at-path";
import { asList, asObject, asText, graphId, type JsonObject } from "../law/json/json-object";
import { findDifferences } from "./differences";
import type { ObjectChange, PolicyReport, TenantChange } from "./drift-report";
import type { MemberDrift } from "./exclusions";
import { valueAt } from "./policy-fields";
import { itemsById, itemsIn, withItem } from "./tenant-file";

const STRENGTHS = "authenticationStrengthPolicies";
const OBJECTS = ["policies", "namedLocations", STRENGTHS, "groups"] as const;
/** Settings of the tenant as a whole: one object each, and no verdict rests on them. */
const SETTINGS = ["securityDefaults", "conditionalAccessSettings"] as const;

const isInBoth = (list: string, now: JsonObject, snapshot: JsonObject): boolean =>
  now[list] !== undefined && snapshot[list] !== undefined;

/** What can't be compared: lists that one side doesn't have, and groups of which the snapshot doesn't say who was in them. */
export function notComparable(now: JsonObject, snapshot: JsonObject): readonly string[] {
  const lists = [...OBJECTS, "roleAssignments", ...SETTINGS].filter((list) => !isInBoth(list, now, snapshot));
  const today = itemsById(itemsIn(now, "groups"));
  const groups = itemsIn(snapshot, "groups").filter(
    (then) => then["members"] === undefined && today.get(graphId(then))?.["members"] !== undefined,
  );
  return [...lists, ...groups.map((group) => `members of ${asText(group["displayName"]) ?? graphId(group)}`)];
}

/**
 * Both sides with what undoing needs: the tenant has groups that no policy names any more, and strengths that are listed stand
 * nowhere else, for Graph writes them out in each policy too.
 */
export function readyToUndo(now: JsonObject, snapshot: JsonObject): readonly [now: JsonObject, snapshot: JsonObject] {
  const groups = isInBoth("groups", now, snapshot)
    ? { groups: [...itemsById([...itemsIn(snapshot, "groups"), ...itemsIn(now, "groups")]).values()] }
    : {};
  if (!isInBoth(STRENGTHS, now, snapshot)) return [{ ...now, ...groups }, snapshot];
  const listed = new Set([now, snapshot].flatMap((file) => itemsIn(file, STRENGTHS).map(graphId)));
  const withStrengthListed = (policy: JsonObject): JsonObject => {
    const id = valueAt(policy, "grantControls.authenticationStrength.id");
    const isListed = listed.has(String(id).toLowerCase());
    return isListed ? replaced(policy, ["grantControls", "authenticationStrength"], { id }) : policy;
  };
  const policiesOf = (file: JsonObject) => itemsIn(file, "policies").map(withStrengthListed);
  return [
    { ...now, ...groups, policies: policiesOf(now) },
    { ...snapshot, policies: policiesOf(snapshot) },
  ];
}

/**
 * Everything that isn't as it was when the snapshot was taken, other than the stack's policies and the groups whose members the
 * register lists. A list that one side doesn't have isn't compared. Groups and roles count as far as a policy names them.
 */
export function changesSince(
  now: JsonObject,
  snapshot: JsonObject,
  own: readonly PolicyReport[],
  members: readonly MemberDrift[],
): readonly TenantChange[] {
  const others = new Set<string>([
    ...own.map(({ id }) => id?.toLowerCase() ?? ""),
    ...members.map(({ entry }) => entry.principal.id),
  ]);
  // What the code of a policy names is meant to be there.
  const code = JSON.stringify(own.map((policy) => "code" in policy && policy.code)).toLowerCase();
  const objects = OBJECTS.filter((list) => isInBoth(list, now, snapshot)).flatMap((list) => {
    const [then, today] = [itemsById(itemsIn(snapshot, list)), itemsById(itemsIn(now, list))];
    const ids = [...new Set([...then.keys(), ...today.keys()])].filter((id) => !others.has(id));
    return ids.flatMap((id) => objectChange({ list, id }, then.get(id), today.get(id), code.includes(id)));
  });
  return [...objects, ...roleChanges(now, snapshot), ...SETTINGS.flatMap((key) => settingChange(key, now, snapshot))];
}

type What = Pick<ObjectChange, "list" | "id">;

function objectChange(
  { list, id }: What,
  was: JsonObject | undefined,
  is: JsonObject | undefined,
  isMeant: boolean,
): readonly TenantChange[] {
  const isGroup = list === "groups";
  const what = { list, id, displayName: asText((is ?? was)?.["displayName"]) };
  const strength = list === STRENGTHS ? { strength: id } : {};
  if (was === undefined || is === undefined) {
    if (isGroup) return []; // policies that name it tell of it
    const undo = (file: JsonObject): JsonObject =>
      isMeant && was === undefined ? file : withItem(file, list, id, was);
    return [{ ...strength, drifted: [{ ...what, kind: was === undefined ? "added" : "removed", fields: [] }], undo }];
  }
  const known = isGroup && was["members"] === undefined ? { ...was, members: is["members"] } : was;
  const [today, then] = isGroup ? [membership(is), membership(known)] : [is, known];
  return changed(what, today, then, (file) => withItem(file, list, id, known)).map((one) => ({ ...one, ...strength }));
}

/** Of a group only who is in it counts, and by which rule; nobody is something else than not known. */
const membership = (group: JsonObject): JsonObject => ({
  membershipRule: group["membershipRule"],
  members: group["members"] === undefined ? "not known" : itemsIn(group, "members").map(graphId).toSorted(),
});

/** The change where anything differs. */
function changed(
  what: Omit<ObjectChange, "kind" | "fields">,
  now: JsonObject,
  then: JsonObject,
  undo: TenantChange["undo"],
): readonly TenantChange[] {
  const fields = findDifferences(now, then);
  return fields.length === 0 ? [] : [{ drifted: [{ ...what, kind: "changed", fields }], undo }];
}

function settingChange(key: (typeof SETTINGS)[number], now: JsonObject, snapshot: JsonObject): readonly TenantChange[] {
  const [was, is] = [asObject(snapshot[key]), asObject(now[key])];
  if (was === undefined || is === undefined) return [];
  // Every tenant's setting has the same name and description.
  const said = ({ displayName: _name, description: _description, ...setting }: JsonObject): JsonObject => setting;
  const what = { list: key, id: "", displayName: undefined };
  return changed(what, said(is), said(was), (file) => ({ ...file, [key]: was }));
}

/** Who came to hold a role that a policy names, or may make it active, or does so no more: one change a role. */
function roleChanges(now: JsonObject, snapshot: JsonObject): readonly TenantChange[] {
  if (!isInBoth("roleAssignments", now, snapshot)) return [];
  const lists = ["roleAssignments", "roleEligibilitySchedules"].filter((list) => isInBoth(list, now, snapshot));
  const named = new Set([snapshot, now].flatMap((file) => itemsIn(file, "policies").flatMap(rolesNamedIn)));
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

const rolesNamedIn = (policy: JsonObject): readonly string[] =>
  ["includeRoles", "excludeRoles"].flatMap((key) =>
    (asList(valueAt(policy, `conditions.users.${key}`)) ?? []).map((id) => String(id).toLowerCase()),
  );
