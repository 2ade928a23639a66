import { type EvaluationContext, evaluationContext } from "../law/evaluate";
import type { UserId } from "../law/model/ids";
import type { Exemption } from "../law/model/register";
import type { Tenant } from "../law/model/tenant";
import { exemptIn } from "../verifier/exemptions";
import { type DirectoryNames, directoryNames } from "./principal";

/** A tenant in which bypasses are explained. */
export interface ExplainedTenant {
  readonly names: DirectoryNames;
  readonly isExempt: (person: UserId) => boolean;
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
  return { context: evaluationContext(tenant, groups), names: directoryNames(tenant), isExempt, exemptions, isWhole };
}
