import { evaluate, evaluationContext } from "../../../src/law/evaluate";
import type { SignIn } from "../../../src/law/model/sign-in";
import { aTenant, type Said } from "./a-tenant";

/** Whether a policy that is alone in its tenant stops the sign-in. */
export const stops = (policy: Said, signIn: SignIn, tenant: Readonly<Record<string, unknown>> = {}) =>
  evaluate(evaluationContext(aTenant({ ...tenant, policies: [policy] })), signIn);
