import type { Exemption } from "../../model/exemption";
import type { Tenant } from "../../model/tenant";
import { type EvaluationContext, evaluationContext } from "../evaluate";
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
