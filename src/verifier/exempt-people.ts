import type { UserId } from "../law/model/ids";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { exemptIn } from "./exemptions";
import { prove } from "./prove";

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
