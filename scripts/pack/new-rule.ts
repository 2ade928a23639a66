import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Creates a rule, its test, its page and its entry in the catalogue. The test fails until the rule reports something.
 * @returns the files, from the root
 * @throws Error if the id isn't valid or already exists
 */
export function newRule(id: string, root: string): readonly string[] {
  if (!/^[a-z]+(-[a-z]+)*$/.test(id)) throw new Error(`\`${id}\` is not a valid id; write it like \`no-mfa-bypass\``);
  const files = {
    [`policies/rules/${id}.ts`]: ruleText(id),
    [`test/policies/rules/${id}.test.ts`]: testText(id),
    [`docs/rules/${id}.md`]: pageText(id),
  };
  const taken = Object.keys(files).find((file) => existsSync(join(root, file)));
  if (taken !== undefined) throw new Error(`the rule \`${id}\` already exists: ${taken}`);
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  }
  const catalogue = join(root, CATALOGUE);
  writeFileSync(catalogue, enlisted(readFileSync(catalogue, "utf8"), id));
  return [...Object.keys(files), CATALOGUE];
}

const CATALOGUE = "policies/catalogue.ts";

const nameOf = (id: string): string => id.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

function enlisted(catalogue: string, id: string): string {
  const imports = [...catalogue.matchAll(/^import .* from "\.\/rules\/.*$/gm)].map(([line]) => line);
  const line = `import { ${nameOf(id)} } from "./rules/${id}";`;
  const at = imports.find((other) => pathIn(other) > pathIn(line)) ?? "\n/**";
  return catalogue.replace(at, `${line}\n${at}`).replace(/\n\];/, `\n  ${nameOf(id)},\n];`);
}

const pathIn = (line: string): string => /"(.*)"/.exec(line)?.[1] ?? "";

const ruleText = (id: string): string => `import type { Rule } from "./support/rule";

/** Say why the rule is there. */
export const ${nameOf(id)}: Rule = {
  id: "${id}",
  title: "say what must hold",
  severity: "high",
  onStack() {
    return [];
  },
};
`;

const testText = (id: string): string => `import assert from "node:assert/strict";
import { ${nameOf(id)} } from "../../../policies/rules/${id}";
import { aPolicy, IN_STACK } from "../support/policies";
import { aStack, settingsOf } from "../support/stacks";

describe("${id}", () => {
  it("rejects what it is there for", () => {
    assert.equal(${nameOf(id)}.onStack?.(aStack([aPolicy()]), settingsOf(IN_STACK)).length, 1);
  });
});
`;

const pageText = (id: string): string => `# ${id}
Say what must hold.

## What

## Why

## Rejected
\`\`\`ts
\`\`\`

## Accepted
\`\`\`ts
\`\`\`

## Configuration
Only \`enforcementLevel\`: \`mandatory\` unless you say otherwise.
`;
