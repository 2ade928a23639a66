import { evaluate, groundOf, type SignIn } from "../../../src/verifier";
import { aTenant, type Said } from "./a-tenant";

/** Whether a policy that is alone in its tenant stops the sign-in. */
export const stops = (policy: Said, signIn: SignIn, tenant: Readonly<Record<string, unknown>> = {}) =>
  evaluate(groundOf(aTenant({ ...tenant, policies: [policy] })), signIn);
