import type { Snapshot } from "../settings/settings";
import type { Touch } from "./touch";

/** Ids that decide about anybody's sign-in: named by a policy, or within something that is. */
const known = new WeakMap<Snapshot, ReadonlySet<string>>();

/** Whether a touch can change what the snapshot's policies decide. Judging it takes long; looking takes no time. */
export function mattersTo(snapshot: Snapshot, { id, effect }: Touch): boolean {
  if (id === undefined || effect === undefined) return false;
  const relevant = known.get(snapshot) ?? relevantIds(snapshot);
  known.set(snapshot, relevant);
  return relevant.has(id);
}

function relevantIds({ tenant, json }: Snapshot): ReadonlySet<string> {
  const groups = new Set<string>();
  const ids = new Set<string>(
    Object.values(json).flatMap((list) => (list ?? []).map(({ id }) => String(id).toLowerCase())),
  );
  for (const { users } of tenant.policies)
    for (const side of [users.include, users.exclude]) {
      for (const group of side.groups) groups.add(group);
      for (const role of side.roles) ids.add(role);
    }
  for (const { principal } of tenant.roleAssignments ?? []) groups.add(principal);
  addNested(groups, tenant.groups ?? new Map());
  return new Set([...ids, ...groups]);
}

/** Whoever joins a group within a group joins both. A set grows while it is walked. */
function addNested(
  groups: Set<string>,
  all: ReadonlyMap<string, { readonly members: readonly string[] | undefined }>,
): void {
  for (const group of groups)
    for (const member of all.get(group)?.members ?? []) if (all.has(member)) groups.add(member);
}
