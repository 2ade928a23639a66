import type { SignIn } from "../model/sign-in";
import { type EvaluationContext, outcome } from "./evaluate";
import type { LetThrough } from "./verdict";

/**
 * Why each policy lets the sign-in through, in their order.
 * @throws where one stops it, which would be a mistake in the prover
 */
export function reasonsFor(context: EvaluationContext, signIn: SignIn): readonly LetThrough[] {
  return context.tenant.policies.map((policy) => {
    const { kind, ...rest } = outcome(policy, signIn, context);
    if (kind === "stops") throw new Error(`the prover and the evaluator disagree about policy ${policy.id}`);
    return { policy: policy.id, displayName: policy.displayName, reason: "unsupported", ...rest };
  });
}
