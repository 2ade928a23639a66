import { replaced } from "../law/json/at-path";
import { asObject, asText, graphId, isAnnotation, type JsonObject } from "../law/json/json-object";
import { findDifferences } from "./differences";
import type { Drifted, DriftReport, ObjectChange, PolicyReport } from "./drift-report";
import type { ExclusionDrift } from "./exclusions";
import { valueAt } from "./policy-fields";
import { objectsIn } from "./preview";

/** One thing that drifted, and how to make a tenant file what it should be in this. */
export type TenantChange = {
  /** What is said of it; more than one where two readings found the same. */
  readonly drifted: readonly Drifted[];
  readonly undo: (file: JsonObject) => JsonObject;
};

/**
 * All that drifted: the stack's policies against the code, groups against the register, and everything else against the snapshot.
 * @returns the changes, and the tenant as it is in a file in which each of them can be undone by itself
 */
export function tenantChanges(
  now: JsonObject,
  snapshot: JsonObject | undefined,
  { policies, exclusions }: Pick<DriftReport, "policies" | "exclusions">,
): { readonly file: JsonObject; readonly changes: readonly TenantChange[] } {
  const [today, before] = snapshot === undefined ? [now, undefined] : readyToUndo(now, snapshot);
  const file = withMembersAsFound(today, exclusions);
  const newer = before === undefined ? [] : changesSince(file, before, policies, exclusions);
  const isSame = (policy: PolicyReport, { drifted: [one] }: TenantChange): boolean =>
    one !== undefined && "list" in one && one.list === STRENGTHS && one.id === weakStrengthOf(policy);
  return {
    file,
    changes: [
      ...policies.flatMap((policy) =>
        changesOfPolicy(
          policy,
          newer.some((one) => isSame(policy, one)),
        ),
      ),
      ...exclusions.flatMap(changeOfMembers),
      ...newer.map((one) => ({
        ...one,
        drifted: [...one.drifted, ...policies.filter((policy) => isSame(policy, one))],
      })),
    ],
  };
}

/** What drifted in a policy of the stack, field by field. @param isStrengthTold its strength's change since the snapshot is listed */
function changesOfPolicy(policy: PolicyReport, isStrengthTold: boolean): readonly TenantChange[] {
  const id = policy.id?.toLowerCase();
  if (id === undefined) return [];
  if (policy.kind === "deleted") {
    const { sessionControls: _anything, ...code } = policy.code; // says nothing about MFA
    return [{ drifted: [policy], undo: (file) => withItem(file, "policies", { ...code, id }) }];
  }
  if (policy.kind !== "compared") return [];
  const change = (drifted: Drifted, undo: (policy: JsonObject) => JsonObject): TenantChange => ({
    drifted: [drifted],
    undo: (file) => withChanged(file, "policies", id, undo),
  });
  const fields = policy.differences.map((difference) =>
    change(difference, (tenant) => replaced(tenant, difference.path.split("."), valueAt(policy.code, difference.path))),
  );
  const isWeak = policy.weakStrength !== undefined && !isStrengthTold;
  return isWeak ? [...fields, change(policy, withMfaForStrength)] : fields;
}

/** The strength of a policy that doesn't ask for MFA any more. */
const weakStrengthOf = (policy: PolicyReport): string | undefined =>
  policy.kind === "compared" && policy.weakStrength !== undefined
    ? String(valueAt(policy.tenant, "grantControls.authenticationStrength.id")).toLowerCase()
    : undefined;

/** What the strength allowed isn't known without a snapshot; who asked for it meant MFA. */
function withMfaForStrength(policy: JsonObject): JsonObject {
  const { authenticationStrength: _strength, ...rest } = asObject(policy["grantControls"]) ?? {};
  const builtIn: unknown = rest["builtInControls"];
  return {
    ...policy,
    grantControls: { ...rest, builtInControls: [...(Array.isArray(builtIn) ? builtIn : []), "mfa"] },
  };
}

/** A member who came into an excluded group, or left it. What is about the account itself changes nobody's sign-in. */
type MemberDrift = Extract<ExclusionDrift, { member: unknown }>;
const isOfMember = (drift: ExclusionDrift): drift is MemberDrift => "member" in drift;

function changeOfMembers(drift: ExclusionDrift): readonly TenantChange[] {
  if (!isOfMember(drift)) return [];
  const { entry, member, kind } = drift;
  const undo = (group: JsonObject): JsonObject => {
    const others = itemsIn(group, "members").filter((one) => graphId(one) !== member.id);
    return { ...group, members: kind === "memberMissing" ? [...others, { id: member.id }] : others };
  };
  return [{ drifted: [drift], undo: (file) => withChanged(file, "groups", entry.principal.id, undo) }];
}

/** Groups whose members drifted have them as they were found: through nested groups too. */
function withMembersAsFound(file: JsonObject, exclusions: readonly ExclusionDrift[]): JsonObject {
  const found = new Map<string, Set<string>>();
  for (const { entry, member, kind } of exclusions.filter(isOfMember)) {
    if (entry.principal.kind !== "group") continue;
    const ids = found.get(entry.principal.id) ?? new Set<string>(entry.principal.members);
    if (kind === "memberAdded") ids.add(member.id);
    else ids.delete(member.id);
    found.set(entry.principal.id, ids);
  }
  return [...found].reduce(
    (sum, [group, ids]) =>
      withChanged(sum, "groups", group, (one) => ({ ...one, members: Array.from(ids, (id) => ({ id })) })),
    file,
  );
}

const STRENGTHS = "authenticationStrengthPolicies";
const OBJECTS = ["policies", "namedLocations", STRENGTHS, "groups"] as const;
/** Who holds a role, and who may make one active. */
const ROLES = ["roleAssignments", "roleEligibilitySchedules"] as const;
/** Settings of the tenant as a whole: one object each, and no verdict rests on them. */
const SETTINGS = ["securityDefaults", "conditionalAccessSettings"] as const;

const isInBoth = (list: string, now: JsonObject, snapshot: JsonObject): boolean =>
  now[list] !== undefined && snapshot[list] !== undefined;

/** What can't be compared: lists that one side doesn't have, and groups of which the snapshot doesn't say who was in them. */
export function notComparable(now: JsonObject, snapshot: JsonObject): readonly string[] {
  const lists = [...OBJECTS, "roleAssignments", ...SETTINGS].filter((list) => !isInBoth(list, now, snapshot));
  const today = byId(itemsIn(now, "groups"));
  const groups = itemsIn(snapshot, "groups").filter(
    (then) => then["members"] === undefined && today.get(graphId(then))?.["members"] !== undefined,
  );
  return [...lists, ...groups.map((group) => `members of ${asText(group["displayName"]) ?? graphId(group)}`)];
}

/**
 * Both sides with what undoing needs: the tenant has groups that no policy names any more, and strengths that are listed stand
 * nowhere else, for Graph writes them out in each policy too.
 */
function readyToUndo(now: JsonObject, snapshot: JsonObject): readonly [now: JsonObject, snapshot: JsonObject] {
  const groups = isInBoth("groups", now, snapshot)
    ? { groups: [...byId([...itemsIn(snapshot, "groups"), ...itemsIn(now, "groups")]).values()] }
    : {};
  if (!isInBoth(STRENGTHS, now, snapshot)) return [{ ...now, ...groups }, snapshot];
  const listed = new Set([now, snapshot].flatMap((file) => itemsIn(file, STRENGTHS).map(graphId)));
  const strength = "grantControls.authenticationStrength";
  const withStrengthListed = (policy: JsonObject): JsonObject => {
    const id = valueAt(policy, `${strength}.id`);
    return listed.has(String(id).toLowerCase()) ? replaced(policy, strength.split("."), { id }) : policy;
  };
  const policiesOf = (file: JsonObject) => itemsIn(file, "policies").map(withStrengthListed);
  return [
    { ...now, ...groups, policies: policiesOf(now) },
    { ...snapshot, policies: policiesOf(snapshot) },
  ];
}

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

/**
 * Everything that isn't as it was when the snapshot was taken, other than the stack's policies and the groups whose members the
 * register lists. A list that one side doesn't have isn't compared. Groups and roles count as far as a policy names them.
 */
function changesSince(
  now: JsonObject,
  snapshot: JsonObject,
  own: readonly PolicyReport[],
  exclusions: readonly ExclusionDrift[],
): readonly TenantChange[] {
  const registered = exclusions.filter(isOfMember).map(({ entry }) => entry.principal.id);
  const others = new Set<string>([...own.map(({ id }) => id?.toLowerCase() ?? ""), ...registered]);
  return [
    ...OBJECTS.flatMap((list) => changesIn(list, now, snapshot, others, own)),
    ...roleChanges(now, snapshot),
    ...SETTINGS.flatMap((key) => settingChange(key, now, snapshot)),
  ];
}

function changesIn(
  list: (typeof OBJECTS)[number],
  now: JsonObject,
  snapshot: JsonObject,
  others: ReadonlySet<string>,
  own: readonly PolicyReport[],
): readonly TenantChange[] {
  if (!isInBoth(list, now, snapshot)) return [];
  const [then, today] = [byId(itemsIn(snapshot, list)), byId(itemsIn(now, list))];
  const ids = [...new Set([...then.keys(), ...today.keys()])].filter((id) => !others.has(id));
  return ids.flatMap((id): readonly TenantChange[] => {
    const [was, is] = [then.get(id), today.get(id)];
    const what = { list, id, displayName: asText((is ?? was)?.["displayName"]) };
    if (list === "groups" && (was === undefined || is === undefined)) return []; // policies that name it tell of it
    if (was === undefined) {
      // What the code of a policy names is meant to be there.
      const isMeant = own.some((one) => "code" in one && JSON.stringify(one.code).toLowerCase().includes(id));
      const undo = (file: JsonObject): JsonObject => (isMeant ? file : withoutItem(file, list, id));
      return [{ drifted: [{ ...what, kind: "added", fields: [] }], undo }];
    }
    if (is === undefined)
      return [{ drifted: [{ ...what, kind: "removed", fields: [] }], undo: (file) => withItem(file, list, was) }];
    const known = list === "groups" && was["members"] === undefined ? { ...was, members: is["members"] } : was;
    return changed(what, comparable(list, is), comparable(list, known), (file) => withItem(file, list, known));
  });
}

/** Of a group only who is in it counts, and by which rule; nobody is something else than not known. */
function comparable(list: string, object: JsonObject): JsonObject {
  if (list === "policies") return object;
  const { id: _id, createdDateTime: _created, modifiedDateTime: _modified, ...rest } = object;
  if (list !== "groups") return rest;
  const members = object["members"] === undefined ? "not known" : itemsIn(object, "members").map(graphId).toSorted();
  return { membershipRule: object["membershipRule"], members };
}

function settingChange(key: (typeof SETTINGS)[number], now: JsonObject, snapshot: JsonObject): readonly TenantChange[] {
  const [was, is] = [asObject(snapshot[key]), asObject(now[key])];
  if (was === undefined || is === undefined) return [];
  // Every tenant's setting has the same name and description.
  const isSaid = (name: string): boolean => !isAnnotation(name) && !["id", "displayName", "description"].includes(name);
  const said = (setting: JsonObject): JsonObject =>
    Object.fromEntries(Object.entries(setting).filter(([name]) => isSaid(name)));
  const what = { list: key, id: "", displayName: undefined };
  return changed(what, said(is), said(was), (file) => ({ ...file, [key]: was }));
}

/** Who came to hold a role that a policy names, or may make it active, or does so no more: one change a role. */
function roleChanges(now: JsonObject, snapshot: JsonObject): readonly TenantChange[] {
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
const itemsIn = (file: JsonObject, key: string): readonly JsonObject[] => objectsIn(file[key]);

const byId = (items: readonly JsonObject[]): ReadonlyMap<string, JsonObject> =>
  new Map(items.map((item) => [graphId(item), item]));

const withoutItem = (file: JsonObject, list: string, id: string): JsonObject => ({
  ...file,
  [list]: itemsIn(file, list).filter((item) => graphId(item) !== id),
});

/** The file with an object in a list, in place of the one with its id or at the end. */
const withItem = (file: JsonObject, list: string, item: JsonObject): JsonObject => ({
  ...file,
  [list]: [...itemsIn(withoutItem(file, list, graphId(item)), list), item],
});

/** The file with a changed object; as it is where it doesn't have it. */
const withChanged = (file: JsonObject, list: string, id: string, to: (item: JsonObject) => JsonObject): JsonObject =>
  file[list] === undefined
    ? file
    : { ...file, [list]: itemsIn(file, list).map((item) => (graphId(item) === id ? to(item) : item)) };
