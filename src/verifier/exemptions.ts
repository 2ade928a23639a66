import type { GroupId, UserId } from "../model/ids";
import type { Tenant } from "../model/tenant";
import { Membership } from "./principals/membership";

/** Somebody who may reach Azure management without MFA, because an approved exclusion in force says so. */
export type Exemption =
  | { readonly kind: "user"; readonly id: UserId }
  /** With `members` those are exempt and nobody else in the group; without, every member is. */
  | { readonly kind: "group"; readonly id: GroupId; readonly members: ReadonlySet<UserId> | undefined };

export interface Exempt {
  readonly isExempt: (person: UserId) => boolean;
  /** Groups whose every member is exempt, so that excluding them can't let in anybody else. */
  readonly groups: ReadonlySet<GroupId>;
}

export function exemptIn(tenant: Tenant, exemptions: readonly Exemption[]): Exempt {
  const membership = new Membership(tenant);
  const people = new Set<string>();
  const whole: GroupId[] = [];
  for (const exemption of exemptions) {
    if (exemption.kind === "user") people.add(exemption.id);
    else if (exemption.members === undefined) whole.push(exemption.id);
    else for (const member of exemption.members) people.add(member);
  }
  const groups = membership.groupsWithin(whole);
  for (const group of groups) for (const member of membership.directlyIn(group)) people.add(member);
  return { isExempt: (person) => people.has(person), groups };
}

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
