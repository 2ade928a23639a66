import { counted } from "../../text/sentence";
import { agentsOf } from "../../verifier/agents";
import { type Answer, failed, passed, unknown } from "../answer";
import type { Audited } from "../audited";

/** Agents' user accounts, which can't do MFA: only a block for all of them keeps them out. */
export function agentsAnswer({ tenant }: Audited): Answer {
  const { count, blocked } = agentsOf(tenant);
  const evidence = [{ subject: undefined, what: "agents' user accounts", value: String(count) }];
  if (count === 0 && tenant.users !== undefined)
    return passed("The directory has no user account of an agent.", evidence);
  if (blocked)
    return passed(
      count === 0
        ? "An enforced policy blocks all user accounts of agents."
        : `${counted(count, "user account")} of agents: an enforced policy blocks all of them.`,
      evidence,
    );
  if (count === 0)
    return unknown(
      "Whether the directory has user accounts of agents isn't known.",
      ["read the tenant with User.Read.All"],
      evidence,
    );
  return failed(
    `${counted(count, "user account")} of agents ${count === 1 ? "is" : "are"} there, and no enforced policy blocks all of them. They can't do MFA.`,
    ["make a policy that includes all agents' users (`AllAgentIdUsers`) for this API, with the grant *Block access*"],
    evidence,
  );
}
