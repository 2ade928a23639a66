import { Groups } from "../law/membership/groups";
import { Membership } from "../law/membership/membership";
import { type GroupId, type UserId, userId } from "../law/model/ids";
import type { Exemption, RegisterEntry, RegisterOnDay } from "../law/model/register";
import type { PersonClass } from "../law/model/sign-in";
import type { Tenant } from "../law/model/tenant";
import { namesAsGuest } from "../law/users";

/** The register, judged against one tenant. */
export interface JudgedRegister extends RegisterOnDay {
  /** Entries that no policy uses (see `staleIn`), overdue ones included. */
  readonly stale: readonly RegisterEntry[];
}

/** Adds the entries that this tenant doesn't use. */
export function judgeRegister(onDay: RegisterOnDay, tenant: Tenant): JudgedRegister {
  const isStale = staleIn(tenant);
  return { ...onDay, stale: onDay.register.entries.filter(({ principal }) => isStale(principal)) };
}

/** The people and groups of one tenant that are exempt. */
export interface Exempt {
  /** True iff an exemption names the person, or a wholly exempt group certainly holds them. Without users, also for the id of such a group. */
  readonly isExempt: (person: UserId) => boolean;
  /** Groups whose every member is exempt. Excluding them lets in nobody else. */
  readonly groups: ReadonlySet<GroupId>;
}

/** The groups that are exempt without a list of members, so that every member is. */
export const wholeGroups = (exemptions: readonly Exemption[]): readonly GroupId[] =>
  exemptions.flatMap((one) => (one.kind === "group" && one.members === undefined ? [one.id] : []));

/** The people that exemptions name: users, the listed members of groups, and the known members of other groups. */
export const peopleIn = (
  exemptions: readonly Exemption[],
  { groups }: Pick<Membership, "groups">,
): ReadonlySet<UserId> =>
  new Set(
    exemptions.flatMap((one) =>
      one.kind === "user" ? one.id : [...(one.members ?? Array.from(groups.eachIn([one.id]), userId))],
    ),
  );

/** Finds the people and groups of this tenant that the exemptions are about. */
export function exemptIn(tenant: Tenant, exemptions: readonly Exemption[]): Exempt {
  const groups = new Groups(tenant);
  const people = peopleIn(exemptions, { groups });
  const listed = groups.within(wholeGroups(exemptions));
  const whole = new Set([...listed, ...Array.from(listed).flatMap((id) => tenant.groups?.get(id)?.unlisted ?? [])]);
  const isGroup = (id: string): boolean => tenant.users === undefined && whole.has(id as GroupId);
  return { isExempt: (person) => people.has(person) || isGroup(person), groups: whole };
}

/**
 * Whether no policy uses an exemption. A policy that isn't off uses it by excluding everybody, the user (by id, as a guest, by a group or
 * role that certainly holds them) or the group (by id, or by one around it). An exclude that may hold others names nobody in particular.
 */
export function staleIn(tenant: Tenant): (exemption: Exemption) => boolean {
  const excludes = tenant.policies.filter((one) => one.enforcement.kind !== "off").map(({ users }) => users.exclude);
  if (excludes.some(({ everyone }) => everyone)) return () => false;
  const membership = new Membership(tenant);
  const excluded = membership.groups.within(excludes.flatMap(({ groups }) => [...groups]));
  const parts = excludes.map((exclude) => membership.partsOf(exclude, "exclude"));
  const members = new Set(membership.groups.eachIn(parts.flatMap(({ groups }) => [...groups])));
  const isOut = (type: PersonClass) =>
    excludes.some((one) => namesAsGuest(one, "exclude", { type, home: "unnamed" }) === "yes");
  const isGuest = (id: string) => tenant.users?.find((one) => one.id === id)?.classes.every(isOut) === true;
  const isNamed = (id: string) => members.has(id) || isGuest(id) || parts.some(({ people }) => people.has(id));
  return ({ kind, id }) => !(kind === "user" ? isNamed(id) : excluded.has(id));
}
