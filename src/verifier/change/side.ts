import { type EvaluationContext, evaluationContext } from "../../law/evaluate";
import type { Exemption } from "../../law/model/exemption";
import type { Tenant } from "../../law/model/tenant";
import { type Exempt, exemptIn } from "../exemptions";
import { PartialRoles } from "./partial-roles";

/** One of two tenants that are compared. */
export interface Side {
  readonly tenant: Tenant;
  readonly context: EvaluationContext;
  readonly exempt: Exempt;
  readonly partialRoles: PartialRoles;
}

export function sideOf(tenant: Tenant, exemptions: readonly Exemption[]): Side {
  const exempt = exemptIn(tenant, exemptions);
  return {
    tenant,
    exempt,
    context: evaluationContext(tenant, exempt.groups),
    partialRoles: new PartialRoles(tenant, exempt.groups),
  };
}
