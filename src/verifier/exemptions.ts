import type { GroupId, UserId } from "./ids";
import { Membership } from "./membership";
import type { Tenant } from "./tenant";

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
