import type { Exemption } from "./exemptions";
import { Membership } from "./membership";
import type { Tenant } from "./tenant";

/**
 * Exemptions that no policy makes use of: none that is enforced, report-only or not understood in its state excludes the
 * user, by id or through a group or role that certainly holds them, or the group, by id or by one that it is inside.
 * Only what is certain counts: an exclude that may hold anybody is no use of this exemption in particular.
 */
export function staleExemptions(tenant: Tenant, exemptions: readonly Exemption[]): readonly Exemption[] {
  const excludes = tenant.policies
    .filter(({ enforcement }) => enforcement.kind !== "off")
    .map(({ users }) => users.exclude);
  if (excludes.some(({ everyone }) => everyone)) return [];
  const membership = new Membership(tenant);
  const people = new Set<string>();
  for (const person of excludes.flatMap((exclude) => [...membership.partsOf(exclude, "exclude").people]))
    people.add(person);
  const excluded = membership.groupsWithin(excludes.flatMap(({ groups }) => [...groups]));
  const holding = membership.groupsWithin(
    excludes.flatMap((exclude) => [...membership.partsOf(exclude, "exclude").groups]),
  );
  for (const group of holding) for (const person of membership.directlyIn(group)) people.add(person);
  return exemptions.filter(({ kind, id }) => !(kind === "user" ? people.has(id) : excluded.has(id)));
}
