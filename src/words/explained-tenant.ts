import { type EvaluationContext, evaluationContext } from "../law/evaluate";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { exemptIn } from "../verifier/exemptions";
import { directoryNames } from "./principal";
import type { Directory } from "./uncovered";

/** A tenant in which bypasses are explained. */
export interface ExplainedTenant {
  readonly directory: Directory;
  readonly context: EvaluationContext;
  readonly exemptions: readonly Exemption[];
  /** False where the lists of people may lack somebody. */
  readonly isWhole: boolean;
}

export function explainedTenant(
  tenant: Tenant,
  exemptions: readonly Exemption[] = [],
  isWhole = true,
): ExplainedTenant {
  const { isExempt, groups } = exemptIn(tenant, exemptions);
  const context = evaluationContext(tenant, groups);
  const directory = { names: directoryNames(tenant), membership: context.membership, isExempt };
  return { context, exemptions, isWhole, directory };
}
