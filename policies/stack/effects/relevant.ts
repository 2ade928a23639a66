import { at } from "../../../src/law/json/at-path";
import type { JsonObject } from "../../../src/law/json/json-object";
import type { Policy, UserAssignment } from "../../../src/law/model/policy";
import type { ProtectedKind } from "../../settings/settings";
import type { Snapshot } from "../../settings/snapshot";
import { idsIn, lastPart } from "../objects/entra-objects";
import { memoize } from "../objects/memoize";
import { ANY_KIND_OF_USER, type Change, type Effect, effectOf } from "./change";

/** Ids of the objects that decide about somebody's sign-in. */
export type Relevant = Readonly<Record<ProtectedKind, ReadonlySet<string>>> & {
  /** Groups and roles that a policy excludes. Whoever comes into another group or role is only included by it. */
  readonly leavingOut: ReadonlySet<string>;
  /** Whether a policy names all trusted locations, so that a location counts by being trusted. */
  readonly anyTrusted: boolean;
  /** Whether a policy names guests, so that an account counts by its kind. */
  readonly byKind: boolean;
};

/** The effects of a change on relevant objects. A change of an unresolved object may be about each relevant one. */
export function relevantEffects(
  relevant: Relevant,
  { kind, id, does, effect, isPowerOnly }: Change,
): readonly Effect[] {
  if (isPowerOnly === true) return [];
  if (effect?.kind === "account") return relevant.byKind ? [effect] : [];
  if (id === undefined && kind === "users" && does === "sets" && relevant.byKind)
    return [{ kind: "account", who: undefined, said: ANY_KIND_OF_USER }];
  if (id === undefined)
    return [...relevant[kind]].flatMap(
      (one) => effectOf(kind, one, { does: does === "sets" ? "decides" : does }) ?? [],
    );
  if (effect === undefined) return [];
  return relevant[kind].has(id) || (effect.kind === "location" && relevant.anyTrusted) ? [effect] : [];
}

/** Everything that a snapshot has: policies that it doesn't have may refer to any of it. */
export const everythingIn = (
  { tenant, json }: Pick<Snapshot, "tenant" | "json">,
  roles: readonly string[],
): Relevant => ({
  ...objectsOf(json),
  anyTrusted: false,
  byKind: true,
  users: new Set(),
  packages: new Set(),
  groups: new Set(tenant.groups?.keys()),
  leavingOut: new Set(),
  roles: new Set([...(tenant.roleAssignments ?? []).map(({ role }) => role), ...roles]),
});

/** What the policies of a snapshot name, and the groups within that. */
export const relevantIn = memoize(namedByPolicies);

function namedByPolicies({ tenant, json }: Snapshot): Relevant {
  const excluding = tenant.policies.map(({ users }) => users.exclude);
  const clauses = [...tenant.policies.map(({ users }) => users.include), ...excluding];
  const roles = clauses.flatMap((clause) => [...clause.roles]);
  const excludedRoles = excluding.flatMap((clause) => [...clause.roles]);
  const holders = (tenant.roleAssignments ?? []).map(({ principal }) => principal);
  const groups = [...clauses.flatMap((clause) => [...clause.groups]), ...holders];
  const leftOut = [...excluding.flatMap((clause) => [...clause.groups]), ...(excludedRoles.length > 0 ? holders : [])];
  return {
    ...objectsOf(json),
    anyTrusted: tenant.policies.some(namesAllTrusted),
    byKind: tenant.policies.some(({ users }) => namesGuests(users.include) || namesGuests(users.exclude)),
    users: new Set(),
    packages: new Set(),
    groups: withNested(groups, tenant.groups),
    roles: new Set(roles),
    leavingOut: new Set([...withNested(leftOut, tenant.groups), ...excludedRoles]),
  };
}

/** The same, with the groups and roles that changed and new policies name. */
export function relevantWith(snapshot: Snapshot, effects: readonly (Effect | undefined)[]): Relevant {
  const relevant = relevantIn(snapshot);
  const users = effects.flatMap((effect) =>
    effect?.kind === "policy" ? [at(effect.json, ["conditions", "users"])] : [],
  );
  const named = (kind: string): readonly string[] =>
    users.flatMap((clause) => [`include${kind}`, `exclude${kind}`].flatMap((key) => idsIn(at(clause, [key]))));
  if (users.length === 0) return relevant;
  return {
    ...relevant,
    groups: withNested([...relevant.groups, ...named("Groups")], snapshot.tenant.groups),
    roles: new Set([...relevant.roles, ...named("Roles")]),
  };
}

const namesGuests = ({ everyGuest, guests }: UserAssignment): boolean => everyGuest || guests !== undefined;

const namesAllTrusted = ({ conditions: { network: locations } }: Policy): boolean =>
  locations.kind === "listed" && (locations.include.allTrusted || locations.exclude.allTrusted);

/** The objects in the snapshot's lists, and those that its policies name. What an unlisted one is like is unknown. */
function objectsOf({
  policies = [],
  ...json
}: Snapshot["json"]): Pick<Relevant, "policies" | "locations" | "strengths"> {
  const listed = (list: readonly JsonObject[] = []): readonly string[] => list.map(({ id }) => lastPart(String(id)));
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
}

/** The groups, and all groups within them: whoever joins a nested group is in the outer one too. */
export function withNested(
  ids: Iterable<string>,
  all: ReadonlyMap<string, { readonly members: readonly string[] | undefined }> = new Map(),
): ReadonlySet<string> {
  const groups = new Set(ids); // it grows while the loop walks it
  for (const group of groups)
    for (const member of all.get(group)?.members ?? []) if (all.has(member)) groups.add(member);
  return groups;
}
