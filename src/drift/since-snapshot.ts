import { asList, asObject, asText, graphId, type JsonObject, replaced } from "../law/json/json-object";
import type { Tenant } from "../law/model/tenant";
import { valueAt } from "../tenant/graph/policy-shape";
import { Refused } from "../text/refused";
import { type Change, itemsIn, objectsIn, STRENGTHS, type Undo } from "./change";
import type { DriftReport } from "./drift-report";
import { findDifferences, STRENGTH } from "./policy-fields";

/** Who holds a role, and who may make it active. */
const HOLDERS: readonly string[] = ["roleAssignments", "roleEligibilitySchedules"];

/** Settings of the tenant as a whole: one object each, and no verdict rests on them. */
const SETTINGS: readonly string[] = ["securityDefaults", "conditionalAccessSettings"];

/** What is compared with a snapshot. */
const KEYS = ["policies", "namedLocations", STRENGTHS, "groups", ...HOLDERS, ...SETTINGS];

/** A tenant file to compare with, with each list as an array. @throws Refused if one of its lists is marked as incomplete */
export function snapshotIn(
  name: string,
  { tenant, file }: { readonly tenant: Tenant; readonly file: JsonObject },
): JsonObject {
  if (tenant.partlyKnown !== undefined)
    throw new Refused(`azmfa: ${name}: its lists are incomplete, so nothing can be compared with it`);
  return Object.fromEntries(Object.entries(file).map(([key, list]) => [key, asObject(list)?.["value"] ?? list]));
}

/**
 * Adds everything that has changed since the snapshot and that neither the code nor the register shows.
 * @returns also the tenant as it is now, as a file in which each change can be undone by itself
 */
export function withChangesSince(
  snapshot: { readonly file: string; readonly tenant: JsonObject } | undefined,
  tenant: JsonObject,
  report: DriftReport,
): { readonly report: DriftReport; readonly file: JsonObject } {
  if (snapshot === undefined) return { report, file: withStrengthsListed(tenant) };
  const [now, then] = withGroupsOfBoth(withStrengthsListed(tenant), withStrengthsListed(snapshot.tenant));
  const undoable = report.changes.filter(({ undo }) => undo !== undefined);
  const shown = new Set([...report.policies, ...undoable].map(({ id }) => id));
  // An object that the code of a policy names belongs in the tenant.
  const code = JSON.stringify(report.policies.map((policy) => policy.code)).toLowerCase();
  const found = KEYS.filter((key) => isInBoth(key, now, then))
    .flatMap((key) => changesUnder(key, now, then))
    .filter(({ id }) => !shown.has(id))
    .map((change) => (change.kind === "added" && code.includes(change.id) ? { ...change, undo: undefined } : change));
  // A policy with the stack's name is listed once, as what it is, with what changed.
  const before = report.changes.filter((one) => undoable.includes(one) || !found.some(({ id }) => id === one.id));
  const changes = found.map((change) => {
    const { kind, help } = report.changes.find(({ id }) => id === change.id) ?? change;
    return { ...change, kind, help };
  });
  const since = { file: snapshot.file, notComparable: notComparable(tenant, snapshot.tenant) };
  return { report: { ...report, changes: [...before, ...changes], since }, file: now };
}

const isInBoth = (key: string, now: JsonObject, then: JsonObject): boolean =>
  now[key] !== undefined && then[key] !== undefined;

/** What can't be compared: keys that one side doesn't have, and groups whose members the snapshot doesn't know. */
export function notComparable(now: JsonObject, then: JsonObject): readonly string[] {
  // Eligibilities are read only if a policy excludes a role.
  const keys = KEYS.filter((key) => key !== "roleEligibilitySchedules" && !isInBoth(key, now, then));
  const today = byId("groups", now);
  const groups = itemsIn(then, "groups").filter(
    (group) => group["members"] === undefined && today.get(graphId(group))?.["members"] !== undefined,
  );
  return [...keys, ...groups.map((group) => `members of ${asText(group["displayName"]) ?? graphId(group)}`)];
}

const byId = (list: string, file: JsonObject): ReadonlyMap<string, JsonObject> =>
  new Map(itemsIn(file, list).map((item) => [graphId(item), item]));

/** The file with each strength defined in its list alone, although Graph also writes it out in each policy. */
function withStrengthsListed(file: JsonObject): JsonObject {
  const listed = byId(STRENGTHS, file);
  const policies = itemsIn(file, "policies").map((policy) => {
    const id = valueAt(policy, `${STRENGTH}.id`);
    return listed.has(String(id).toLowerCase()) ? replaced(policy, STRENGTH.split("."), { id }) : policy;
  });
  return { ...file, policies };
}

/** Today's file with groups that policies no longer name, and the snapshot with today's members where it doesn't know them. */
function withGroupsOfBoth(now: JsonObject, then: JsonObject): readonly [now: JsonObject, then: JsonObject] {
  if (!isInBoth("groups", now, then)) return [now, then];
  const [today, before] = [byId("groups", now), byId("groups", then)];
  const known = [...before].map(([id, group]) => ({ members: today.get(id)?.["members"], ...group }));
  return [
    { ...now, groups: [...new Map([...before, ...today]).values()] },
    { ...then, groups: known },
  ];
}

/** Every object under a key that isn't as it was. A group that is new or gone doesn't count: the policies that name it have changed. */
function changesUnder(key: string, now: JsonObject, then: JsonObject): readonly Change[] {
  const roles = new Set([then, now].flatMap((file) => itemsIn(file, "policies").flatMap(rolesNamedIn)));
  const [today, before] = [comparable(key, now, roles), comparable(key, then, roles)];
  const objects = new Map([...byId(key, then), ...byId(key, now)]);
  return [...new Set([...before.keys(), ...today.keys()])].flatMap((id): readonly Change[] => {
    const [is, was] = [today.get(id), before.get(id)];
    const fields = is === undefined || was === undefined ? [] : findDifferences(is, was);
    const kind = was === undefined ? "added" : is === undefined ? "removed" : "changed";
    if (kind === "changed" ? fields.length === 0 : key === "groups") return [];
    const name = asText(objects.get(id)?.["displayName"]);
    return [{ source: "snapshot", kind, list: key, id, name, fields, undo: asThen(key, id, then) }];
  });
}

/** What is compared of each object under a key. A group without members differs from one whose members aren't known. */
function comparable(key: string, file: JsonObject, roles: ReadonlySet<string>): ReadonlyMap<string, JsonObject> {
  if (HOLDERS.includes(key))
    return new Map(Array.from(roles, (role) => [role, { holders: holdersOf(role, file, key) }]));
  if (SETTINGS.includes(key)) {
    // Name and description are the same in every tenant.
    const { displayName: _name, description: _description, ...setting } = asObject(file[key]) ?? {};
    return new Map([["", setting]]);
  }
  if (key !== "groups") return byId(key, file);
  const ofGroup = ({ membershipRule, members }: JsonObject): JsonObject => ({
    membershipRule,
    members: members === undefined ? "not known" : objectsIn(members).map(graphId),
  });
  return new Map([...byId(key, file)].map(([id, group]) => [id, ofGroup(group)]));
}

/** Who is assigned a role, each with the part of the tenant if it isn't the whole. */
const holdersOf = (role: string, file: JsonObject, list: string): readonly string[] =>
  itemsIn(file, list)
    .filter((one) => roleOf(one) === role)
    .map(
      ({ principalId, directoryScopeId: scope = "/" }) =>
        `${String(principalId).toLowerCase()}${scope === "/" ? "" : ` in ${String(scope)}`}`,
    );

const roleOf = ({ roleDefinitionId }: JsonObject): string => String(roleDefinitionId).toLowerCase();

const rolesNamedIn = (policy: JsonObject): readonly string[] =>
  ["includeRoles", "excludeRoles"].flatMap((key) =>
    (asList(valueAt(policy, `conditions.users.${key}`)) ?? []).map((id) => String(id).toLowerCase()),
  );

/** Gives the setting, the object, or the holders of the role, as the snapshot has them. */
function asThen(list: string, id: string, then: JsonObject): Undo {
  if (SETTINGS.includes(list)) return (file) => ({ ...file, [list]: then[list] });
  const idOf = HOLDERS.includes(list) ? roleOf : graphId;
  const was = itemsIn(then, list).filter((item) => idOf(item) === id);
  return (file) => ({ ...file, [list]: [...itemsIn(file, list).filter((item) => idOf(item) !== id), ...was] });
}
