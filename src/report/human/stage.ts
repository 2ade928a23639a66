import type { Tenant } from "../../model/tenant";
import { type EvaluationContext, evaluationContext } from "../../verifier/evaluate";
import { type Exemption, exemptIn } from "../../verifier/exemptions";
import { directoryNames } from "../words/directory-names";
import type { Directory } from "../words/exposed";

/** A tenant in which ways in are explained. */
export interface Stage {
  readonly directory: Directory;
  readonly ground: EvaluationContext;
}

export function stageFor(tenant: Tenant, exemptions: readonly Exemption[] = []): Stage {
  const { isExempt, groups } = exemptIn(tenant, exemptions);
  const ground = evaluationContext(tenant, groups);
  return { ground, directory: { names: directoryNames(tenant), membership: ground.membership, isExempt } };
}
