import type { UserId } from "../../model/ids";
import type { Tenant } from "../../model/tenant";
import { evaluationContext } from "../../verifier/evaluate";
import type { Exempt } from "../../verifier/exemptions";
import { principalsOf } from "../../verifier/principals/principals";

/**
 * The people who aren't exempt in lots, each sorted by id: all those whom the tenant's policies, in whatever state, include and
 * exclude alike. Whatever gets one of a lot in gets in all of it.
 */
export function lotsOf(tenant: Tenant, { isExempt, groups }: Exempt): readonly (readonly UserId[])[] {
  const context = evaluationContext(tenant, groups);
  const candidates = tenant.policies.map((policy) => ({ policy, context, certainty: "yes", tenantIndex: 0 }) as const);
  return principalsOf([tenant], candidates, isExempt).lots();
}

/**
 * The tenant with the first person of each lot. Whoever of them gets through under some change of the policies that names nobody
 * anew, so does the rest; so a question about many such changes costs no more for many people than for few.
 */
export function withRepresentatives(tenant: Tenant, exempt: Exempt): Tenant {
  const { users } = tenant;
  if (users === undefined) return tenant;
  const first = new Set(lotsOf(tenant, exempt).map(([id]) => id));
  return { ...tenant, users: users.filter(({ id }) => first.has(id)) };
}
