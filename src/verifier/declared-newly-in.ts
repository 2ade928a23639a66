import type { Exemption } from "../law/model/exemption";
import type { UserId } from "../law/model/ids";
import type { Tenant } from "../law/model/tenant";
import { exemptIn } from "./exemptions";
import { prove } from "./prove";

/**
 * People whom the register declares and who get in without MFA after a change, and didn't before: no comparison counts them among what
 * it opens, and whoever decides about the change should know.
 */
export function declaredNewlyIn(before: Tenant, after: Tenant, exemptions: readonly Exemption[]): readonly UserId[] {
  if (exemptions.length === 0) return [];
  const { isExempt } = exemptIn(after, exemptions);
  const [then, now] = [before, after].map((tenant) => prove(tenant, []).uncovered.users);
  const known = new Set(then);
  return (now ?? []).filter((id) => isExempt(id) && !known.has(id));
}
