import wrapAnsi from "wrap-ansi";
import type { Say } from "../engine";
import { type Done, withTenant } from "../session/with-tenant";
import { openDirectory } from "../tenant";
import { NO_POLICY, NotHere, type Scenario, stackPolicy } from "./portal";
import { SCENARIOS } from "./scenarios";

/**
 * `npm run sandbox -- break`: lists the scenarios, or plays one on the local tenant of a project. Undoes nothing.
 * @param project the folder whose sandbox it is
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

/** Everything that can be done, one scenario after the other: what it does and what to look at then. */
export function scenarioList(scenarios: ReadonlyMap<string, Scenario>): string {
  const margin = Math.max(...[...scenarios.keys()].map((name) => name.length)) + 4;
  const blocks = [...scenarios].map(([name, { does, look }]) => {
    const [first = "", ...rest] = indented([...wrapped(does, margin), ...wrapped(`> ${look}`, margin)], margin);
    return [`  ${name}${first.slice(2 + name.length)}`, ...rest].join("\n");
  });
  return `Does to the local tenant what somebody would do in the portal.

  npm run sandbox -- break <scenario>

${blocks.join("\n")}

${BACK}`;
}

/** What was done, where to look, and how to get back. */
export function doneText({ does, look }: Scenario, policy: string): string {
  return `${wrapped(`Somebody ${does}.`, 0).join("\n")}
Done, in the local tenant. The stack's policy is called
  ${policy}

Look
${indented(wrapped(look, 2), 2).join("\n")}
  npm run drift
  npm run -s azmfa -- snapshot --out .sandbox/now.json
  npm run -s azmfa -- explain .sandbox/now.json \\
      --user platform-engineer-3@contoso.example

${BACK}`;
}

const BACK = `Back
  npm run sandbox -- up    puts right what the provider sees; for the rest,
                           drift prints the request, and
  npm run sandbox -- graph sends it
  npm run sandbox:reset    forgets the local tenant; npm start makes a new one
`;

const COLUMNS = 80;

/** Breaks a text between words, so that it fits behind the margin. */
const wrapped = (text: string, margin: number): readonly string[] => wrapAnsi(text, COLUMNS - margin).split("\n");

const indented = (lines: readonly string[], margin: number): readonly string[] =>
  lines.map((line) => " ".repeat(margin) + line);
