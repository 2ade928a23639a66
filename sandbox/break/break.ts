import type { Say } from "../engine";
import { type Done, withTenant } from "../session/with-tenant";
import { openDirectory } from "../tenant";
import { nearestName } from "./nearest-name";
import { NotHere } from "./scenario";
import { SCENARIOS } from "./scenarios";
import { NO_POLICY, stackPolicy } from "./stack-policy";
import { doneText, scenarioList } from "./wording";

/**
 * `npm run sandbox -- break`: lists the scenarios, or plays one on the local tenant of a project. Undoes nothing.
 * @param project the folder whose sandbox it is
 */
export async function breakTenant(project: string, args: readonly string[], say: Say): Promise<Done> {
  const [name, ...rest] = args;
  if (name === undefined || args.includes("--help") || args.includes("-h"))
    return { kind: "done", text: scenarioList(SCENARIOS) };
  const scenario = SCENARIOS.get(name);
  if (scenario === undefined) return { kind: "refused", complaint: unknownScenario(name) };
  if (rest.length > 0) return { kind: "refused", complaint: `one scenario at a time: \`${rest[0]}\` is one too many` };
  return withTenant(project, say, NO_POLICY, async (tenant) => {
    const directory = openDirectory(tenant);
    const data = await directory.read();
    try {
      const policy = stackPolicy(data.policies);
      await scenario.play({ directory, data, policy });
      return { kind: "done", text: doneText(scenario, String(policy["displayName"])) };
    } catch (error) {
      if (error instanceof NotHere) return { kind: "refused", complaint: error.message };
      throw error;
    }
  });
}

function unknownScenario(name: string): string {
  const meant = nearestName(name, [...SCENARIOS.keys()]);
  const question = meant === undefined ? "" : `; did you mean \`${meant}\`?`;
  return `there is no scenario \`${name}\`${question}\n  help: \`npm run sandbox -- break\` lists them`;
}
