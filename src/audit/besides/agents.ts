import { counted } from "../../text/sentence";
import { agentsOf } from "../../verifier/agents";
import { type Conclusion, failed, observation, passed, unknown } from "../answer";
import type { Audited } from "../audited";
import type { Beside } from "../check";
import { asked } from "../check";
import { missingPolicies, readWith, roleFor } from "../known";

/**
 * Claims that there is no user account of an agent, or that an enforced policy blocks all of them: they can't do MFA.
 *
 * Reads `users` and the policies.
 */
export const agents: Beside = {
  title: "Agents' user accounts",
  ask: asked({
    look: ({ tenant }) => agentsOf(tenant),
    evidence: ({ count }) => [observation(undefined, "agents' user accounts", String(count))],
    conclude,
  }),
};

function conclude({ count, blocked, mayBeBlocked }: ReturnType<typeof agentsOf>, audited: Audited): Conclusion {
  const { tenant, facts } = audited;
  const missing = missingPolicies(audited);
  const accounts = `${counted(count, "user account")} of agents`;
  if (count === 0 && tenant.users !== undefined && !tenant.open?.has("users"))
    return passed("The directory has no user account of an agent.");
  if (blocked && count === 0) return passed("An enforced policy blocks all user accounts of agents.");
  if (blocked) return passed(`${accounts}: an enforced policy blocks all of them.`);
  if (count === 0)
    return unknown(
      "Whether the directory has user accounts of agents isn't known.",
      readWith(roleFor(facts.accounts, "User.Read.All")),
    );
  if (mayBeBlocked)
    return unknown(
      `${accounts} ${count === 1 ? "is" : "are"} there. Whether a policy blocks all of them hangs on what isn't known or understood in it.`,
      "look at the policies for all agents' users (`AllAgentIdUsers`): whom they leave out, and what isn't understood in them",
    );
  if (missing !== undefined)
    return unknown(`${accounts} ${count === 1 ? "is" : "are"} there. It isn't known ${missing.what}.`, missing.todo);
  return failed(
    `${accounts} ${count === 1 ? "is" : "are"} there, and no enforced policy blocks all of them. They can't do MFA.`,
    "make a policy that includes all agents' users (`AllAgentIdUsers`) for this API, with the grant *Block access*",
  );
}
