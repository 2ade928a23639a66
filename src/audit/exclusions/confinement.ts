import type { UserId } from "../../law/model/ids";
import type { Policy } from "../../law/model/policy";
import type { Tenant } from "../../law/model/tenant";
import { compare } from "../../verifier/compare";
import type { Audited } from "../audited";
import { withUsers } from "../carriers/representatives";

/** The tenant with its exempt accounts alone: nobody else's sign-ins matter to what confines these. */
export function exemptAlone({ tenant, exempt }: Pick<Audited, "tenant" | "exempt">): Tenant {
  const { partlyKnown: _, ...whole } = tenant; // what a list lacks could only stop more
  return withUsers(whole, ({ id }) => exempt.isExempt(id));
}

/** The exempt accounts that get in by more ways without some policies: those whom these policies confine. */
export function confinedBy(policies: readonly Policy[], others: readonly Policy[], tenant: Tenant): readonly UserId[] {
  if (tenant.users === undefined || tenant.users.length === 0) return [];
  const { opened } = compare({ ...tenant, policies: [...others, ...policies] }, { ...tenant, policies: others });
  return [...new Set(opened.flatMap(({ people }) => people))].toSorted();
}

/** For each exempt account the enforced policies that still stop some of its sign-ins. */
export function confinements(audited: Audited): ReadonlyMap<UserId, readonly Policy[]> {
  const tenant = exemptAlone(audited);
  const found = new Map<UserId, Policy[]>();
  for (const policy of tenant.policies.filter(({ enforcement }) => enforcement.kind === "enforced"))
    for (const id of confinedBy([policy], [], tenant)) found.set(id, [...(found.get(id) ?? []), policy]);
  return found;
}
