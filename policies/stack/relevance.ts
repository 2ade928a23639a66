import type { JsonObject } from "../../src/adapters/graph";
import type { ProtectedKind, Snapshot } from "../settings/settings";
import type { Effect, Touch } from "./touch";
import { worstEffect } from "./worst-effect";

/** Ids that decide about anybody's sign-in: named by a policy, or within something that is. */
type Relevant = Readonly<Record<ProtectedKind, ReadonlySet<string>>>;

const known = new WeakMap<Snapshot, Relevant>();

/**
 * What a touch can change of what the snapshot's policies decide. What it is about may be known only after deployment:
 * then it may be about each object of its kind, and nobody knows what it does to it.
 */
export function effectsOn(snapshot: Snapshot, { kind, id, effect }: Touch): readonly Effect[] {
  const relevant = known.get(snapshot) ?? relevantIds(snapshot);
  known.set(snapshot, relevant);
  if (id === undefined) return [...relevant[kind]].flatMap((one) => worstEffect(kind, one) ?? []);
  return effect !== undefined && relevant[kind].has(id) ? [effect] : [];
}

function relevantIds({ tenant, json }: Snapshot): Relevant {
  const groups = new Set<string>();
  const roles = new Set<string>();
  for (const { users } of tenant.policies)
    for (const side of [users.include, users.exclude]) {
      for (const group of side.groups) groups.add(group);
      for (const role of side.roles) roles.add(role);
    }
  for (const { principal } of tenant.roleAssignments ?? []) groups.add(principal);
  addNested(groups, tenant.groups ?? new Map());
  return {
    policies: idsOf(json.policies),
    locations: idsOf(json.namedLocations),
    strengths: idsOf(json.authenticationStrengthPolicies),
    users: new Set(),
    groups,
    roles,
  };
}

const idsOf = (list: readonly JsonObject[] | undefined): ReadonlySet<string> =>
  new Set((list ?? []).map(({ id }) => String(id).toLowerCase()));

/** Whoever joins a group within a group joins both. A set grows while it is walked. */
function addNested(
  groups: Set<string>,
  all: ReadonlyMap<string, { readonly members: readonly string[] | undefined }>,
): void {
  for (const group of groups)
    for (const member of all.get(group)?.members ?? []) if (all.has(member)) groups.add(member);
}
