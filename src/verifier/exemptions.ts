import { Membership } from "../law/membership/membership";
import type { GroupId, UserId } from "../law/model/ids";
import type { Exemption, RegisterEntry, RegisterOnDay } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";

/** The register, judged against one tenant. */
export interface JudgedRegister extends RegisterOnDay {
  /** Entries that no policy uses (see `staleExemptions`), overdue ones included. */
  readonly stale: readonly RegisterEntry[];
}

/** Adds the entries that this tenant doesn't use. */
export function judgeRegister(onDay: RegisterOnDay, tenant: Tenant): JudgedRegister {
  const { entries } = onDay.register;
  const principals = entries.map(({ principal }) => principal);
  const stale = new Set(staleExemptions(tenant, principals));
  return { ...onDay, stale: entries.filter(({ principal }) => stale.has(principal)) };
}

/** The people and groups of one tenant that are exempt. */
export interface Exempt {
  /**
   * True iff an exemption names the person, or a wholly exempt group that certainly holds them. If the users aren't known, true also
   * for the id of a group in the register, since it isn't a person to judge.
   */
  readonly isExempt: (person: UserId) => boolean;
  /** Groups whose every member is exempt. Excluding them lets in nobody else. */
  readonly groups: ReadonlySet<GroupId>;
}

/** The exemptions of a tenant without any. */
export const NOBODY_EXEMPT: Exempt = { isExempt: () => false, groups: new Set() };

/** Finds the people and groups of this tenant that the exemptions are about. */
export function exemptIn(tenant: Tenant, exemptions: readonly Exemption[]): Exempt {
  const membership = new Membership(tenant);
  const people = new Set<string>();
  const whole: GroupId[] = [];
  for (const exemption of exemptions) {
    if (exemption.kind === "user") people.add(exemption.id);
    else if (exemption.members === undefined) whole.push(exemption.id);
    else for (const member of exemption.members) people.add(member);
  }
  const groups = membership.groups.within(whole);
  for (const member of membership.groups.peopleIn(whole)) people.add(member);
  const isGroup = (id: string): boolean => tenant.users === undefined && groups.has(id as GroupId);
  return { isExempt: (person) => people.has(person) || isGroup(person), groups };
}

/**
 * The exemptions that no policy uses. A policy uses an exemption iff it isn't off and excludes everybody, or the user (by id, or by a
 * group or role that certainly holds them), or the group (by id, or by a group around it). An exclude that may hold other people
 * names nobody in particular, so it uses no exemption.
 */
export function staleExemptions(tenant: Tenant, exemptions: readonly Exemption[]): readonly Exemption[] {
  const excludes = tenant.policies
    .filter(({ enforcement }) => enforcement.kind !== "off")
    .map(({ users }) => users.exclude);
  if (excludes.some(({ everyone }) => everyone)) return [];
  const membership = new Membership(tenant);
  const excluded = membership.groups.within(excludes.flatMap(({ groups }) => [...groups]));
  const parts = excludes.map((exclude) => membership.partsOf(exclude, "exclude"));
  const people = new Set(membership.groups.peopleIn(parts.flatMap(({ groups }) => [...groups])));
  for (const part of parts) for (const person of part.people) people.add(person);
  return exemptions.filter(({ kind, id }) => !(kind === "user" ? people.has(id) : excluded.has(id)));
}
