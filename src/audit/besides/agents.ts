import { counted } from "../../text/sentence";
import { agentsOf } from "../../verifier/agents";
import { type Conclusion, failed, observation, passed, unknown } from "../answer";
import type { Audited } from "../audited";
import { asked } from "../check";
import type { Beside } from "./beside";

/** Agents' user accounts, which can't do MFA: only a block for all of them keeps them out. */
export const agents: Beside = {
  title: "Agents' user accounts",
  ask: asked({
    look: ({ tenant }) => agentsOf(tenant),
    evidence: ({ count }) => [observation(undefined, "agents' user accounts", String(count))],
    conclude,
  }),
};

function conclude({ count, blocked }: ReturnType<typeof agentsOf>, { tenant }: Audited): Conclusion {
  const accounts = `${counted(count, "user account")} of agents`;
  if (count === 0 && tenant.users !== undefined) return passed("The directory has no user account of an agent.");
  if (blocked && count === 0) return passed("An enforced policy blocks all user accounts of agents.");
  if (blocked) return passed(`${accounts}: an enforced policy blocks all of them.`);
  if (count === 0)
    return unknown(
      "Whether the directory has user accounts of agents isn't known.",
      "read the tenant with User.Read.All",
    );
  return failed(
    `${accounts} ${count === 1 ? "is" : "are"} there, and no enforced policy blocks all of them. They can't do MFA.`,
    "make a policy that includes all agents' users (`AllAgentIdUsers`) for this API, with the grant *Block access*",
  );
}
