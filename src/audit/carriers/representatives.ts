import type { Tenant } from "../../model/tenant";
import { evaluationContext } from "../../verifier/evaluate";
import type { Exempt } from "../../verifier/exemptions";
import { principalsOf } from "../../verifier/principals/principals";

/**
 * The tenant with one person of each sort: all those whom its policies, in whatever state, name alike are one. Whoever of them
 * gets through under some change of the policies that names nobody anew, so does the rest; so a question about many such
 * changes costs no more for many people than for few.
 */
export function withRepresentatives(tenant: Tenant, { isExempt, groups }: Exempt): Tenant {
  const { users } = tenant;
  if (users === undefined) return tenant;
  const context = evaluationContext(tenant, groups);
  const candidates = tenant.policies.map((policy) => ({ policy, context, certainty: "yes", tenantIndex: 0 }) as const);
  const representatives = principalsOf([tenant], candidates, isExempt).representatives();
  return { ...tenant, users: users.filter(({ id }) => representatives.has(id)) };
}
