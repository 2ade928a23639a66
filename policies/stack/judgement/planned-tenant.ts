import { at, replaced } from "../../../src/law/json/at-path";
import { asObject, type JsonObject } from "../../../src/law/json/json-object";
import { groupId, roleId } from "../../../src/law/model/ids";
import { PERSON_CLASSES, type PersonClass } from "../../../src/law/model/sign-in";
import type { Group, RoleAssignment, Tenant, User } from "../../../src/law/model/tenant";
import { readNamedLocation } from "../../../src/tenant/graph/named-location";
import { idsKnownIn } from "../../../src/tenant/graph/people";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { restOf } from "../../../src/verifier/encoding/users";
import { approvedGroups, type Settings } from "../../settings/settings";
import type { Snapshot } from "../../settings/snapshot";
import type { Change, Effect, Membership } from "../effects/change";
import { changesIn } from "../effects/changes";
import {
  byId,
  changedBeyondSnapshot,
  locationInGraphForm,
  type StrengthsInGraphForm,
  strengthInGraphForm,
} from "../effects/graph-form";
import { everythingIn, relevantEffects } from "../effects/relevant";
import { AZUREAD, idsIn, isGroup, lastPart } from "../objects/entra-objects";
import { idNamed, type ResourceGraph } from "../objects/resource-graph";
import { doneByOthers } from "./by-others";
import { unlistedIn, withAddedUsers } from "./concerned";
import { stackGroups } from "./groups";

/** The tenant as it would be: effects laid over the snapshot, one after the other. */
export const plannedTenant = (snapshot: Snapshot, effects: readonly Effect[]): Tenant => ({
  ...directoryAfter(snapshot.tenant, effects, snapshot.membershipRules),
  policies: policiesAfter(snapshot, effects),
  locations: locationsAfter(snapshot, effects),
});

/** What the stack's policies are read against and judged in. */
export interface PlannedContext {
  readonly tenant: Omit<Tenant, "policies">;
  readonly strengths: StrengthsInGraphForm;
}

/** The tenant as it would be, but for its policies: the snapshot where there is one, and over it the stack's objects. */
export function contextOf(graph: ResourceGraph, settings: Settings, byRules: readonly Change[] = []): PlannedContext {
  const { tenant: snapshot = NO_SNAPSHOT } = settings;
  const approved = approvedGroups(settings);
  const effects = effectsOfStack(snapshot, graph, byRules);
  const { tenant } = snapshot;
  const known = tenant.users
    ? withAddedUsers(tenant, unlistedIn(tenant, effects, stackGroups(graph, tenant, approved)))
    : tenant;
  const directory = directoryAfter(known, effects, snapshot.membershipRules);
  const locations = graph.ofTypes(AZUREAD.location).map(locationInGraphForm).map(readNamedLocation);
  const strengths = graph.ofTypes(AZUREAD.strength).map(strengthInGraphForm);
  return {
    tenant: {
      ...directory,
      groups: overlaid(directory.groups, stackGroups(graph, directory, approved)),
      locations: overlaid(locationsAfter(snapshot, effects), new Map(locations.map((one) => [one.id, one]))),
    },
    strengths: overlaid(strengthsAfter(snapshot, effects), byId(strengths)),
  };
}

type Lists = Pick<Snapshot, "tenant" | "json" | "membershipRules">;

const NO_SNAPSHOT: Lists = {
  tenant: { policies: [], users: undefined, groups: undefined, roleAssignments: undefined, locations: undefined },
  json: { policies: undefined, namedLocations: undefined, authenticationStrengthPolicies: undefined },
  membershipRules: new Map(),
};

/** What the stack does to the tenant's objects, and lets others do; its own groups are read by themselves. */
function effectsOfStack(snapshot: Lists, graph: ResourceGraph, byRules: readonly Change[]): readonly Effect[] {
  const users = graph.ofTypes(AZUREAD.policy).map(({ properties }) => at(properties, ["conditions", "users"]));
  const roles = users.flatMap((clause) => idsIn(["includedRoles", "excludedRoles"].map((name) => at(clause, [name]))));
  const relevant = everythingIn(snapshot, roles);
  return [...changesIn(graph), ...byRules]
    .filter(({ resource, id, kind }) => id === undefined || !(isGroup(resource) || kind === "policies"))
    .flatMap((change) => [
      ...relevantEffects(relevant, change),
      ...doneByOthers(change, relevant, snapshot, graph).map(({ effect }) => effect),
    ]);
}

const overlaid = <Id, T>(
  base: ReadonlyMap<Id, T> | undefined,
  top: ReadonlyMap<Id, T>,
): ReadonlyMap<Id, T> | undefined =>
  base === undefined && top.size === 0 ? undefined : new Map([...(base ?? []), ...top]);

type ObjectEffect = Extract<Effect, { readonly json: unknown }>;

/** Policies are read anew where something changes that their text refers to. */
function policiesAfter(snapshot: Lists, effects: readonly Effect[]): Tenant["policies"] {
  const { tenant, json } = snapshot;
  if (!effects.some((effect) => "id" in effect)) return tenant.policies;
  const known = { ...idsKnownIn(tenant), strengths: strengthsAfter(snapshot, effects) };
  const changed = new Set(effects.flatMap((effect) => (effect.kind === "strength" ? [effect.id] : [])));
  return listAfter(json.policies ?? [], "policy", effects).map((policy) => {
    // What a policy writes out of a strength is as old as the snapshot.
    const id = lastPart(String(at(policy, [...STRENGTH, "id"])));
    const now = changed.has(id) && known.strengths?.has(id) ? replaced(policy, STRENGTH, { id }) : policy;
    return readPolicy(now, { name: String(policy["id"]), ...known });
  });
}

const STRENGTH = ["grantControls", "authenticationStrength"];

/** What was read of named locations stays as it is where nothing changes. */
function locationsAfter({ tenant, json }: Lists, effects: readonly Effect[]): Tenant["locations"] {
  if (!effects.some(({ kind }) => kind === "location" || kind === "gone")) return tenant.locations;
  const locations = listAfter(json.namedLocations ?? [], "location", effects).map(readNamedLocation);
  return new Map(locations.map((location) => [location.id, location]));
}

/** Those that the snapshot lacks stay unknown, but for what is said of them. */
const strengthsAfter = ({ json }: Lists, effects: readonly Effect[]): StrengthsInGraphForm =>
  byId(listAfter(json.authenticationStrengthPolicies ?? [], "strength", effects));

/** What the snapshot has, changed, and what is new. Something that anything may be done to is gone, whatever else is. */
function listAfter(list: readonly JsonObject[], kind: ObjectEffect["kind"], effects: readonly Effect[]) {
  const isAt = (item: JsonObject, id: string): boolean => lastPart(String(item["id"])) === id;
  let after = list;
  for (const effect of effects) {
    if (effect.kind !== kind) continue;
    const { id, json, merge } = effect;
    const change = (item: JsonObject): JsonObject => (merge ? merged(item, json) : json);
    after = after.some((item) => isAt(item, id))
      ? after.map((item) => (isAt(item, id) ? change(item) : item))
      : [...after, ...addedBy(effect)];
  }
  const gone = effects.filter((effect) => effect.kind === "gone");
  return after.filter((item) => !gone.some(({ id }) => isAt(item, id)));
}

const addedBy = (effect: ObjectEffect): readonly JsonObject[] =>
  effect.merge ? changedBeyondSnapshot(effect) : [effect.json];

/** Graph changes an object field by field, and reads keys in any letter case; another object takes the place of one. */
const merged = (before: JsonObject, change: JsonObject): JsonObject => ({
  ...before,
  ...Object.fromEntries(
    Object.entries(change).map(([written, said]) => {
      const [, bound] = /^(.*)@odata\.bind$/i.exec(written) ?? [];
      const name = (bound ?? written).toLowerCase();
      const key = Object.keys(before).find((one) => one.toLowerCase() === name) ?? bound ?? written;
      const value = bound === undefined ? said : { id: said };
      const [old, young] = [asObject(before[key]), asObject(value)];
      if (young !== undefined && "id" in young) return [key, referredTo(young, old)];
      return [key, old !== undefined && young !== undefined ? merged(old, young) : value];
    }),
  ),
});

/** Other fields beside the id of another object tell nothing about it; those of the same one may count. */
function referredTo(said: JsonObject, before: JsonObject | undefined): JsonObject {
  const id = idSaid(said);
  return before !== undefined && idSaid(before) === id ? merged(before, { ...said, id }) : { id };
}

const idSaid = ({ id }: JsonObject): unknown => (typeof id === "string" ? idNamed(id) : id);

type Directory = Pick<Tenant, "users" | "groups" | "roleAssignments">;

/** Who is in what, and who holds what. */
const directoryAfter = (
  { users, groups, roleAssignments }: Directory,
  effects: readonly Effect[],
  rules: Snapshot["membershipRules"],
): Directory => ({
  users: users && usersAfter(users, effects),
  groups: groups && groupsAfter(groups, effects, rules),
  roleAssignments: roleAssignments && assignmentsAfter(roleAssignments, effects),
});

function usersAfter(users: readonly User[], effects: readonly Effect[]): readonly User[] {
  const writes = effects.filter((effect) => effect.kind === "account");
  if (writes.length === 0) return users;
  return users.map((user) => {
    // One who is named otherwise than by the id may be anybody whose name isn't known.
    const mayBe = (who: string | undefined): boolean =>
      who === undefined ||
      who === user.id ||
      (who.includes("@") && who === (user.userPrincipalName?.toLowerCase() ?? who));
    return { ...user, classes: classesAfter(user, writes.findLast(({ who }) => mayBe(who))?.said ?? {}) };
  });
}

/** What isn't said stays as it is; what isn't known may be anything. */
function classesAfter({ classes }: User, said: JsonObject): User["classes"] {
  const mayBe = (name: string, is: (one: PersonClass) => boolean, wanted: RegExp) => {
    const value = Object.entries(said).find(([key]) => key.toLowerCase() === name)?.[1];
    return (one: PersonClass): boolean => {
      if (value === undefined) return classes.some((before) => is(before) === is(one));
      return typeof value !== "string" || wanted.test(value) === is(one);
    };
  };
  const isGuest = mayBe("usertype", (one) => one.endsWith("Guest"), /^guest$/i);
  const isExternal = mayBe("userprincipalname", (one) => one.startsWith("b2b"), /(?:#|%23)ext(?:#|%23)/i);
  return PERSON_CLASSES.filter((one) => isGuest(one) && isExternal(one));
}

type Groups = NonNullable<Tenant["groups"]>;

function groupsAfter(groups: Groups, effects: readonly Effect[], rules: Snapshot["membershipRules"]): Groups {
  const after = new Map(groups);
  for (const effect of effects) {
    const id = effect.kind === "members" ? effect.group : membershipIn("groups", effect)?.object;
    const group = id === undefined ? undefined : after.get(groupId(id));
    const hasRule = effect.kind === "members" && effect.rule !== undefined && rules.get(effect.group) === effect.rule;
    if (group !== undefined && !hasRule) after.set(group.id, groupAfter(group, effect));
  }
  return after;
}

const membershipIn = (of: Membership["of"], effect: Effect): Membership | undefined =>
  effect.kind === "membership" && effect.of === of ? effect : undefined;

function groupAfter(group: Group, effect: Effect): Group {
  if (effect.kind === "members")
    return effect.members === undefined ? { ...group, members: undefined } : holding(group, effect.members, []);
  if (effect.kind !== "membership") return group;
  const { does, who } = effect;
  if (does === "removes" && who === undefined) return holding(group, [], []);
  const isOut = does === "removes" || (does === "adds or removes" && group.members?.some((id) => id === who) === true);
  return isOut
    ? { ...group, members: group.members?.filter((id) => id !== who) }
    : holding(group, [who], group.members);
}

/** A member who isn't known might be a group with anybody in it; one who was unlisted before is so afterwards. */
function holding(group: Group, added: readonly (string | undefined)[], before: Group["members"]): Group {
  const known = added.filter((id) => id !== undefined);
  const isAnybody = known.length < added.length;
  const unlisted = new Set<string>(group.unlisted);
  return {
    ...group,
    members: before && [...new Set([...before, ...known.filter((id) => !unlisted.has(id))])],
    mayHoldOthers: group.mayHoldOthers || isAnybody,
    ...(group.mayHoldOthers && isAnybody
      ? { unlisted: [...(group.unlisted ?? [groupId(restOf(group.id))]), groupId(`whoever joins ${group.id}`)] }
      : {}),
  };
}

/** Who loses a role loses it whatever else is done; nobody tells in which order. */
function assignmentsAfter(before: readonly RoleAssignment[], effects: readonly Effect[]): readonly RoleAssignment[] {
  const memberships = effects.flatMap((effect) => membershipIn("roles", effect) ?? []);
  const isAbout = ({ object, who }: Membership, { role, principal }: RoleAssignment): boolean =>
    object === role && (who ?? principal) === principal;
  const kept = before.filter((held) => !memberships.some((one) => one.does !== "adds" && isAbout(one, held)));
  const given = memberships.filter(
    (one) =>
      one.does === "adds" ||
      (one.does === "adds or removes" && (one.who === undefined || !before.some((held) => isAbout(one, held)))),
  );
  return [...kept, ...given.map(assignmentBy)];
}

/** A holder who isn't known might be a group with anybody in it. */
function assignmentBy({ object, who, tenantWide }: Membership): RoleAssignment {
  const role = roleId(object);
  if (who !== undefined) return { principal: who, role, tenantWide };
  return { principal: groupId(`whoever is given ${role}`), role, tenantWide: false, principalType: "group" };
}
