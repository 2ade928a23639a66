import type { JsonObject } from "../../../src/law/json/json-object";
import type { Policy } from "../../../src/law/model/policy";
import type { ProtectedKind } from "../../settings/settings";
import type { Snapshot } from "../../settings/snapshot";
import { memoize } from "../objects/memoize";
import { type Change, type Effect, effectOf } from "./change";

/** Ids of objects that a change may be about. */
export type Relevant = Readonly<Record<ProtectedKind, ReadonlySet<string>>> & {
  /** Whether a location counts by being trusted, without being named. */
  readonly anyTrusted: boolean;
};

/**
 * What a change can do to relevant objects. What it is about may be known only after deployment: then it may be about each
 * object of its kind, and nobody knows what it does to it.
 */
export function relevantEffects(
  relevant: Relevant,
  { kind, id, does, effect, isPowerOnly }: Change,
): readonly Effect[] {
  if (isPowerOnly === true) return [];
  if (id === undefined)
    return [...relevant[kind]].flatMap(
      (one) => effectOf(kind, one, { does: does === "removes" ? does : "decides" }) ?? [],
    );
  if (effect === undefined) return [];
  const counts = relevant[kind].has(id) || (effect.kind === "location" && relevant.anyTrusted);
  return counts ? [effect] : [];
}

/** All that a snapshot has, for policies that it doesn't have to refer to. */
export const everythingIn = (
  { tenant, json }: Pick<Snapshot, "tenant" | "json">,
  roles: readonly string[],
): Relevant => ({
  ...objectsOf(json),
  anyTrusted: false,
  users: new Set(),
  packages: new Set(),
  groups: new Set(tenant.groups?.keys()),
  roles: new Set([...(tenant.roleAssignments ?? []).map(({ role }) => role), ...roles]),
});

/** What decides about anybody's sign-in: named by a policy of the snapshot, or within something that is. */
export const relevantIn = memoize(namedByPolicies);

function namedByPolicies({ tenant, json }: Snapshot): Relevant {
  const groups = new Set<string>();
  const roles = new Set<string>();
  for (const { users } of tenant.policies)
    for (const clause of [users.include, users.exclude]) {
      for (const group of clause.groups) groups.add(group);
      for (const role of clause.roles) roles.add(role);
    }
  for (const { principal } of tenant.roleAssignments ?? []) groups.add(principal);
  return {
    ...objectsOf(json),
    anyTrusted: tenant.policies.some(trustsAny),
    users: new Set(),
    packages: new Set(),
    groups: withNested(groups, tenant.groups),
    roles,
  };
}

const trustsAny = ({ conditions: { network: locations } }: Policy): boolean =>
  locations.kind === "listed" && (locations.include.allTrusted || locations.exclude.allTrusted);

const objectsOf = (json: Snapshot["json"]): Pick<Relevant, "policies" | "locations" | "strengths"> => ({
  policies: idsOf(json.policies),
  locations: idsOf(json.namedLocations),
  strengths: idsOf(json.authenticationStrengthPolicies),
});

const idsOf = (list: readonly JsonObject[] | undefined): ReadonlySet<string> =>
  new Set((list ?? []).map(({ id }) => String(id).toLowerCase()));

/** Groups with those within them: whoever joins a group within a group joins both. A set grows while it is walked. */
export function withNested(
  ids: Iterable<string>,
  all: ReadonlyMap<string, { readonly members: readonly string[] | undefined }> = new Map(),
): ReadonlySet<string> {
  const groups = new Set(ids);
  for (const group of groups)
    for (const member of all.get(group)?.members ?? []) if (all.has(member)) groups.add(member);
  return groups;
}
