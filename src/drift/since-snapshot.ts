import { asList, asObject, asText, graphId, type JsonObject, replaced } from "../law/json/json-object";
import { valueAt } from "../tenant/graph/policy-shape";
import { itemsIn, type MemberChange, OBJECTS, type ObjectChange, SETTINGS, type Undo, withItem } from "./change";
import type { DriftReport, PolicyReport } from "./drift-report";
import { withMembersAsFound } from "./exclusions";
import { findDifferences, STRENGTH } from "./policy-fields";

const STRENGTHS = "authenticationStrengthPolicies";

/**
 * Adds everything that has changed since the snapshot to what drifted from the code and the register.
 * @returns also the tenant as it is now, as a file in which each change can be undone by itself
 */
export function withChangesSince(
  snapshot: { readonly file: string; readonly tenant: JsonObject } | undefined,
  now: JsonObject,
  report: DriftReport,
): { readonly report: DriftReport; readonly file: JsonObject } {
  const members = report.exclusions.filter((change) => "member" in change);
  if (snapshot === undefined) return { report, file: withMembersAsFound(now, members) };
  const [today, before] = readyToUndo(now, snapshot.tenant);
  const file = withMembersAsFound(today, members);
  const changes = changesSince(file, before, report.policies, members);
  const since = { file: snapshot.file, changes, notComparable: notComparable(now, snapshot.tenant) };
  const policies = report.policies.map((policy) => withStrengthAsThen(policy, changes));
  return { report: { ...report, policies, since }, file };
}

/** If the snapshot has the strength that no longer requires MFA, undoing restores it instead of asking for MFA. */
function withStrengthAsThen(policy: PolicyReport, since: readonly ObjectChange[]): PolicyReport {
  const changes = policy.changes.map((change) => {
    if (change.kind !== "weakStrength") return change;
    const strength = since.find(({ list, id }) => list === STRENGTHS && id === change.strength);
    return strength === undefined ? change : { ...change, undo: strength.undo };
  });
  return { ...policy, changes };
}

/** Objects by their ids in lower case. */
const itemsById = (items: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(items.map((item) => [graphId(item), item]));

const isInBoth = (list: string, now: JsonObject, snapshot: JsonObject): boolean =>
  now[list] !== undefined && snapshot[list] !== undefined;

/** What can't be compared: lists that one side doesn't have, and groups whose members the snapshot doesn't know. */
export function notComparable(now: JsonObject, snapshot: JsonObject): readonly string[] {
  const lists = [...OBJECTS, "roleAssignments", ...SETTINGS].filter((list) => !isInBoth(list, now, snapshot));
  const today = itemsById(itemsIn(now, "groups"));
  const groups = itemsIn(snapshot, "groups").filter(
    (then) => then["members"] === undefined && today.get(graphId(then))?.["members"] !== undefined,
  );
  return [...lists, ...groups.map((group) => `members of ${asText(group["displayName"]) ?? graphId(group)}`)];
}

/**
 * Both sides with what undoing needs. The tenant keeps groups that policies no longer name. A strength is defined in its list alone,
 * although Graph also writes it out in each policy.
 */
function readyToUndo(now: JsonObject, snapshot: JsonObject): readonly [now: JsonObject, snapshot: JsonObject] {
  const groups = isInBoth("groups", now, snapshot)
    ? { groups: [...itemsById([...itemsIn(snapshot, "groups"), ...itemsIn(now, "groups")]).values()] }
    : {};
  if (!isInBoth(STRENGTHS, now, snapshot)) return [{ ...now, ...groups }, snapshot];
  const listed = new Set([now, snapshot].flatMap((file) => itemsIn(file, STRENGTHS).map(graphId)));
  const withStrengthListed = (policy: JsonObject): JsonObject => {
    const id = valueAt(policy, `${STRENGTH}.id`);
    return listed.has(String(id).toLowerCase()) ? replaced(policy, STRENGTH.split("."), { id }) : policy;
  };
  const policiesOf = (file: JsonObject) => itemsIn(file, "policies").map(withStrengthListed);
  return [
    { ...now, ...groups, policies: policiesOf(now) },
    { ...snapshot, policies: policiesOf(snapshot) },
  ];
}

/**
 * Every object that isn't as it was when the snapshot was taken, except the stack's policies and the groups whose members the register
 * lists. A list that one side doesn't have isn't compared. Groups and roles count if a policy names them.
 */
function changesSince(
  now: JsonObject,
  snapshot: JsonObject,
  own: readonly PolicyReport[],
  members: readonly MemberChange[],
): readonly ObjectChange[] {
  const others = new Set<string>([
    ...own.map(({ policy }) => policy.id ?? ""),
    ...members.map(({ entry }) => entry.principal.id),
  ]);
  // An object that the code of a policy names belongs in the tenant.
  const code = JSON.stringify(own.map((policy) => policy.code)).toLowerCase();
  const objects = OBJECTS.filter((list) => isInBoth(list, now, snapshot)).flatMap((list) => {
    const [then, today] = [itemsById(itemsIn(snapshot, list)), itemsById(itemsIn(now, list))];
    const ids = [...new Set([...then.keys(), ...today.keys()])].filter((id) => !others.has(id));
    return ids.flatMap((id) => objectChange({ list, id }, then.get(id), today.get(id), code.includes(id)));
  });
  return [...objects, ...roleChanges(now, snapshot), ...SETTINGS.flatMap((key) => settingChange(key, now, snapshot))];
}

/** @param isMeant whether the stack's code names the object: then undoing leaves it there */
function objectChange(
  { list, id }: Pick<ObjectChange, "list" | "id">,
  was: JsonObject | undefined,
  is: JsonObject | undefined,
  isMeant: boolean,
): readonly ObjectChange[] {
  const what = { list, id, displayName: asText((is ?? was)?.["displayName"]) };
  if (was === undefined || is === undefined) {
    if (list === "groups") return []; // the policies that name the group have changed
    const found = was === undefined ? "added" : "removed";
    const undo = (file: JsonObject) => (isMeant && found === "added" ? file : withItem(file, list, id, was));
    return [{ kind: "object", found, ...what, fields: [], undo }];
  }
  if (list !== "groups") return changed(what, is, was, (file) => withItem(file, list, id, was));
  const known = was["members"] === undefined ? { ...was, members: is["members"] } : was;
  return changed(what, membership(is), membership(known), (file) => withItem(file, list, id, known));
}

/** The compared parts of a group. A group without members differs from one whose members aren't known. */
const membership = (group: JsonObject): JsonObject => ({
  membershipRule: group["membershipRule"],
  members: group["members"] === undefined ? "not known" : itemsIn(group, "members").map(graphId).toSorted(),
});

/** The change, if anything differs. */
function changed(
  what: Pick<ObjectChange, "list" | "id" | "displayName">,
  now: JsonObject,
  then: JsonObject,
  undo: Undo,
): readonly ObjectChange[] {
  const fields = findDifferences(now, then);
  return fields.length === 0 ? [] : [{ kind: "object", found: "changed", ...what, fields, undo }];
}

function settingChange(key: (typeof SETTINGS)[number], now: JsonObject, snapshot: JsonObject): readonly ObjectChange[] {
  const [was, is] = [asObject(snapshot[key]), asObject(now[key])];
  if (was === undefined || is === undefined) return [];
  // Name and description are the same in every tenant.
  const said = ({ displayName: _name, description: _description, ...setting }: JsonObject): JsonObject => setting;
  const what = { list: key, id: "", displayName: undefined };
  return changed(what, said(is), said(was), (file) => ({ ...file, [key]: was }));
}

/** Who holds, or may activate, a role that a policy names: one change for each role. */
function roleChanges(now: JsonObject, snapshot: JsonObject): readonly ObjectChange[] {
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
