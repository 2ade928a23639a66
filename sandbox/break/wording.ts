import type { Scenario } from "./scenario";

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
