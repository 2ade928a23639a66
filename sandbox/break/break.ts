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
function wrapped(text: string, margin: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && margin + line.length + 1 + word.length > COLUMNS) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

const indented = (lines: readonly string[], margin: number): readonly string[] =>
  lines.map((line) => " ".repeat(margin) + line);

/**
 * The name that was probably meant; `undefined` where none begins with what was typed, or differs from it by a third of its letters
 * at most.
 */
export function nearestName(typed: string, names: readonly string[]): string | undefined {
  const begun = names.filter((name) => typed !== "" && name.startsWith(typed));
  const ranked = names
    .map((name) => ({ name, edits: editsBetween(typed, name) }))
    .filter(({ name, edits }) => edits <= Math.max(1, name.length / 3))
    .sort((a, b) => a.edits - b.edits);
  return ranked[0]?.name ?? (begun.length === 1 ? begun[0] : undefined);
}

/** How many letters have to be put in, taken out or changed. The names are short, so the plain recursion will do with a memory. */
function editsBetween(from: string, to: string, known = new Map<string, number>()): number {
  if (from === "" || to === "") return from.length + to.length;
  const pair = `${from}\n${to}`;
  const before = known.get(pair);
  if (before !== undefined) return before;
  const [a, b] = [from.slice(1), to.slice(1)];
  const edits =
    from[0] === to[0]
      ? editsBetween(a, b, known)
      : 1 + Math.min(editsBetween(a, b, known), editsBetween(a, to, known), editsBetween(from, b, known));
  known.set(pair, edits);
  return edits;
}
