import { at, type JsonObject } from "../../../src/law/json/json-object";
import { comparableId } from "../../../src/law/model/ids";
import type { Policy, UserAssignment } from "../../../src/law/model/policy";
import type { Tenant } from "../../../src/law/model/tenant";
import { readPolicy } from "../../../src/tenant/graph/policy";
import { memoize } from "../../../src/text/memoize";
import type { ProtectedKind } from "../../settings/settings";
import type { Snapshot } from "../../settings/snapshot";
import { idsIn } from "../objects/entra-objects";
import type { Resource } from "../objects/resource";
import { type Change, type Effect, effectOf } from "./change";
import { policyEffect } from "./graph-form";

/** Ids of the objects that decide about somebody's sign-in. */
export type Relevant = Readonly<Record<ProtectedKind, ReadonlySet<string>>> & {
  /** What a policy excludes. People who come into another group or role are only included. */
  readonly leavingOut: ReadonlySet<string>;
  /** Whether a policy names all trusted locations, so that a location counts by being trusted. */
  readonly anyTrusted: boolean;
  /** Whether a policy names guests, so that an account counts by its kind. */
  readonly byKind: boolean;
};

/** The effects of a change on relevant objects. A change of an unresolved object may be about each relevant one. */
export function relevantEffects(relevant: Relevant, { kind, id, does, effect }: Change): readonly Effect[] {
  if (kind === "users") return does === "sets" && relevant.byKind ? [{ kind: "retyped" }] : [];
  if (id === undefined)
    return [...relevant[kind]].flatMap((one) => effectOf(kind, one, does === "sets" ? "decides" : does) ?? []);
  if (effect === undefined) return [];
  return relevant[kind].has(id) ||
    (effect.kind === "location" && effect.json["isTrusted"] === true && relevant.anyTrusted)
    ? [effect]
    : [];
}

/** What the policies of a snapshot name, and the groups within that. */
export const relevantIn = memoize((snapshot: Snapshot): Relevant => relevantTo(snapshot, []));

/** The same, with the groups and roles that changed and new policies name. */
export function relevantWith(snapshot: Snapshot, effects: readonly (Effect | undefined)[]): Relevant {
  const policies = effects.flatMap((effect) => (effect?.kind === "policy" ? [effect.json] : []));
  return policies.length === 0 ? relevantIn(snapshot) : relevantTo(snapshot, policies);
}

/** What policies of the stack name, and the groups within that. */
export const namedBy = (policies: readonly Resource[], snapshot: Snapshot): Relevant =>
  relevantWith({ ...snapshot, tenant: { ...snapshot.tenant, policies: [] } }, policies.map(policyEffect));

/** @param further policies in Graph's form */
function relevantTo({ tenant, json }: Snapshot, further: readonly JsonObject[]): Relevant {
  const read = further.map((policy) => readPolicy(policy, { name: String(policy["id"]) }));
  const policies = [...tenant.policies, ...read];
  const [included, excluded] = [namedOn("include", policies, tenant), namedOn("exclude", policies, tenant)];
  return {
    ...objectsOf(json),
    anyTrusted: policies.some(namesAllTrusted),
    byKind: policies.some(({ users }) => namesGuests(users.include) || namesGuests(users.exclude)),
    users: new Set([...included.users, ...excluded.users]),
    packages: new Set(),
    groups: new Set([...included.groups, ...excluded.groups]),
    roles: new Set([...included.roles, ...excluded.roles]),
    leavingOut: new Set([...excluded.users, ...excluded.groups, ...excluded.roles]),
  };
}

/** The users, roles and groups that policies name, with the groups that hold one of the roles, and the groups within these. */
function namedOn(side: "include" | "exclude", policies: readonly Policy[], { roleAssignments = [], groups }: Tenant) {
  const clauses = policies.map(({ users }) => users[side]);
  const roles = new Set(clauses.flatMap((clause) => [...clause.roles]));
  const holders = roleAssignments.filter(({ role }) => roles.has(role)).map(({ principal }) => principal);
  const all = [...clauses.flatMap((clause) => [...clause.groups]), ...holders];
  return { users: clauses.flatMap((clause) => [...clause.users]), roles, groups: withNested(all, groups) };
}

const namesGuests = ({ everyGuest, guests }: UserAssignment): boolean => everyGuest || guests !== undefined;

const namesAllTrusted = ({ conditions: { network: locations } }: Policy): boolean =>
  locations.kind === "listed" && (locations.include.allTrusted || locations.exclude.allTrusted);

/** The objects in the snapshot's lists, and those that its policies name. What an unlisted one is like is unknown. */
const objectsOf = memoize(({ policies, ...json }: Snapshot["json"]) => {
  const listed = (list: readonly JsonObject[]): readonly string[] => list.map(({ id }) => comparableId(String(id)));
  const named = (...path: readonly string[]): readonly string[] =>
    policies.flatMap((policy) => idsIn(at(policy, path)));
  return {
    policies: new Set(listed(policies)),
    locations: new Set([...listed(json.namedLocations), ...named("conditions", "locations")]),
    strengths: new Set([
      ...listed(json.authenticationStrengthPolicies),
      ...named("grantControls", "authenticationStrength"),
    ]),
  };
});

/** The groups, and all groups within them: members of a nested group are members of the outer group too. */
export function withNested(
  ids: Iterable<string>,
  all: ReadonlyMap<string, { readonly members: readonly string[] | undefined }> = new Map(),
): ReadonlySet<string> {
  const groups = new Set(ids); // it grows while the loop walks it
  for (const group of groups)
    for (const member of all.get(group)?.members ?? []) if (all.has(member)) groups.add(member);
  return groups;
}
