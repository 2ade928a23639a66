import { counted } from "../../text/sentence";
import { agentsOf } from "../../verifier/agents";
import { type Answer, type Conclusion, failed, observation, passed, unknown } from "../answer";
import type { AuditContext } from "../context";
import { missingPolicies, readWith, roleFor } from "../known";

/** Claims that there is no user account of an agent, or that an enforced policy blocks all of them: they can't do MFA. */
export function agents(context: AuditContext): Answer {
  const evidence = [observation(undefined, "agents' user accounts", String(agentsOf(context.tenant).count))];
  return { ...concluded(context), evidence };
}

function concluded(context: AuditContext): Conclusion {
  const { tenant, facts } = context;
  const { count, blocked, mayBeBlocked } = agentsOf(tenant);
  if (count === 0 && tenant.users !== undefined && !tenant.open?.has("users"))
    return passed("The directory has no user account of an agent.");
  if (blocked && count === 0) return passed("An enforced policy blocks all user accounts of agents.");
  const accounts = `${counted(count, "user account")} of agents`;
  if (blocked) return passed(`${accounts}: an enforced policy blocks all of them.`);
  if (count === 0)
    return unknown(
      "Whether the directory has user accounts of agents isn't known.",
      readWith(roleFor(facts.accounts, "User.Read.All")),
    );
  const are = `${accounts} ${count === 1 ? "is" : "are"} there`;
  if (mayBeBlocked)
    return unknown(
      `${are}. Whether a policy blocks all of them depends on what isn't known or understood in it.`,
      "look at the policies for all agents' users (`AllAgentIdUsers`): whom they leave out, and what isn't understood in them",
    );
  const missing = missingPolicies(context);
  if (missing !== undefined) return unknown(`${are}. It isn't known ${missing.what}.`, missing.todo);
  return failed(
    `${are}, and no enforced policy blocks all of them. They can't do MFA.`,
    "make a policy that includes all agents' users (`AllAgentIdUsers`) for this API, with the grant *Block access*",
  );
}
