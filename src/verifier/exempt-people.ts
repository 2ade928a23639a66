import { evaluationContext } from "../law/evaluate";
import { Membership } from "../law/membership/membership";
import type { UserId } from "../law/model/ids";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { exemptIn, type JudgedRegister, peopleIn } from "./exemptions";
import { prove } from "./prove";
import { exposureOf } from "./questions/lets-in";

/** People in the register who newly get in without MFA. A comparison doesn't count them, but a reviewer should know about them. */
export function declaredNewlyIn(before: Tenant, after: Tenant, exemptions: readonly Exemption[]): readonly UserId[] {
  if (exemptions.length === 0) return [];
  const { isExempt } = exemptIn(after, exemptions);
  const then = new Set(prove(before).uncovered.users);
  return prove(after).uncovered.users.filter((id) => isExempt(id) && !then.has(id));
}

/** People that the register exempts, who are still there and no longer get in without MFA. Empty if a tenant doesn't name people. */
export function shutOut(before: Tenant, after: Tenant, exemptions: readonly Exemption[]): readonly UserId[] {
  const { isExempt } = exemptIn(after, exemptions);
  const there = new Set(after.users?.map(({ id }) => id));
  return declaredNewlyIn(after, before, exemptions).filter((id) => isExempt(id) && there.has(id));
}

/** People who get in without MFA, or may, and are exempt only by entries that no policy uses. */
export function exemptByStaleOnly(tenant: Tenant, { stale, inForce }: JudgedRegister): ReadonlySet<UserId> {
  const those = (isStale: boolean) => inForce.flatMap((one) => (stale.includes(one) === isStale ? one.principal : []));
  const people = peopleIn(those(true), new Membership(tenant));
  if (people.size === 0) return people;
  const { isExempt, groups } = exemptIn(tenant, those(false));
  const others = { isExempt: (id: UserId) => isExempt(id) || !people.has(id) };
  return new Set(exposureOf(evaluationContext(tenant, groups), others).possible.users);
}
