import { Membership } from "../../law/membership/membership";
import { type GroupId, groupId, type UserId, userId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { RegisterEntry } from "../../law/model/register";
import { named } from "../../text/sentence";
import { type Audited, groupSubject } from "../audited";
import { type Doubt, readWith } from "../known";

/** The accounts that the register declares as break-glass. */
export interface DeclaredBreakGlass {
  /** By id, or as members of a group that is declared: those on its list, or else everybody who is known to be in it. */
  readonly accounts: readonly UserId[];
  /** Groups of which it isn't known who is in them. */
  readonly doubts: readonly Doubt[];
  /** Whether a policy includes break-glass accounts and nobody else. */
  readonly isForThemAlone: (policy: Policy) => boolean;
}

/** The register's break-glass accounts, of the entries that are in force. */
export function declaredBreakGlass({ register, tenant }: Pick<Audited, "register" | "tenant">): DeclaredBreakGlass {
  const entries = (register?.inForce ?? []).filter(({ kind }) => kind === "break-glass");
  const membership = new Membership(tenant);
  const accounts = new Set(entries.flatMap((entry) => accountsOf(entry, membership)));
  const wholeGroups = entries.flatMap(({ principal }) =>
    principal.kind === "group" && principal.members === undefined ? [groupId(principal.id)] : [],
  );
  const isTheirs = (id: GroupId): boolean =>
    wholeGroups.includes(id) ||
    (!membership.mayHoldOthers(id) && [...membership.ofGroup(id).people].every((one) => accounts.has(userId(one))));
  return {
    accounts: [...accounts],
    doubts: wholeGroups.filter((id) => membership.mayHoldOthers(id)).map((id) => whoIsIn(id, { tenant })),
    isForThemAlone: ({ users: { include } }) =>
      !include.everyone &&
      !include.everyGuest &&
      include.guests === undefined &&
      include.roles.size + include.notUnderstood.length === 0 &&
      [...include.users].every((id) => accounts.has(id)) &&
      [...include.groups].every(isTheirs),
  };
}

function accountsOf({ principal }: RegisterEntry, membership: Membership): readonly UserId[] {
  if (principal.kind === "user") return [principal.id];
  if (principal.members !== undefined) return [...principal.members];
  return Array.from(membership.ofGroup(principal.id).people, userId);
}

const whoIsIn = (id: GroupId, tenant: Pick<Audited, "tenant">): Doubt => ({
  what: `who is in ${named(groupSubject(id, tenant).name)}`,
  todo: readWith("GroupMember.Read.All"),
});
