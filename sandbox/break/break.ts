import wrapAnsi from "wrap-ansi";
import type { Say } from "../engine";
import { type Done, withTenant } from "../session/with-tenant";
import { openDirectory } from "../tenant";
import { NO_POLICY, NotHere, type Scenario, stackPolicy } from "./portal";
import { SCENARIOS } from "./scenarios";

/**
 * Runs `npm run sandbox -- break`: lists the scenarios, or plays one in the local tenant. It doesn't undo earlier ones.
 * @param project the folder of the project that the sandbox belongs to
 */
export async function breakTenant(project: string, args: readonly string[], say: Say): Promise<Done> {
  const [name, ...rest] = args;
  if (name === undefined || args.includes("--help") || args.includes("-h"))
    return { kind: "done", text: scenarioList(SCENARIOS) };
  const scenario = SCENARIOS.get(name);
  if (scenario === undefined)
    return {
      kind: "refused",
      complaint: `there is no scenario \`${name}\`\n  help: \`npm run sandbox -- break\` lists them`,
    };
  if (rest.length > 0)
    return { kind: "refused", complaint: `you can play one scenario at a time; remove \`${rest[0]}\`` };
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

/** The help of `break`: what each scenario does, and what to look at afterwards. */
export function scenarioList(scenarios: ReadonlyMap<string, Scenario>): string {
  const margin = Math.max(...[...scenarios.keys()].map((name) => name.length)) + 4;
  const blocks = [...scenarios].map(([name, { does, look }]) => {
    const [first = "", ...rest] = indented([...wrapped(does, margin), ...wrapped(`> ${look}`, margin)], margin);
    return [`  ${name}${first.slice(2 + name.length)}`, ...rest].join("\n");
  });
  return `Changes the local tenant as someone might change a real one in the portal.

  npm run sandbox -- break <scenario>

${blocks.join("\n")}

${BACK}`;
}

/** The output of a scenario: what was done, where to look, and how to go back. */
export function doneText({ does, look }: Scenario, policy: string): string {
  return `${wrapped(`Someone ${does}.`, 0).join("\n")}
Done in the local tenant. The stack's policy is called
  ${policy}

What to look at
${indented(wrapped(look, 2), 2).join("\n")}
  npm run drift
  npm run -s azmfa -- snapshot --out .sandbox/now.json
  npm run -s azmfa -- explain .sandbox/now.json \\
      --user platform-engineer-3@contoso.example

${BACK}`;
}

const BACK = `How to go back
  npm run sandbox -- up    undoes the changes that the provider can see
  npm run drift            prints the requests that undo the others
  npm run sandbox -- graph sends such a request
  npm run sandbox:reset    deletes the local tenant; npm start makes a new one
`;

const COLUMNS = 80;

/** Wraps a text so that it fits to the right of the margin. */
const wrapped = (text: string, margin: number): readonly string[] => wrapAnsi(text, COLUMNS - margin).split("\n");

const indented = (lines: readonly string[], margin: number): readonly string[] =>
  lines.map((line) => " ".repeat(margin) + line);
