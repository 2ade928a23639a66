import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The engine's answers to the drift check. */
export interface EngineAnswers {
  readonly state: object;
  readonly preview: object;
}

/** A folder for PATH with a `pulumi` that gives these answers, and an `az` without a sign-in. */
export function fakeEngine(folder: string, answers: EngineAnswers): string {
  const { state, preview } = answers;
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "state.json"), JSON.stringify(state));
  writeFileSync(join(bin, "preview.json"), JSON.stringify(preview));
  writeFileSync(join(bin, "pulumi"), program(bin), { mode: 0o755 });
  writeFileSync(join(bin, "az"), NOBODY, { mode: 0o755 });
  return bin;
}

const NOBODY = `#!/bin/sh
echo "ERROR: Please run 'az login' to setup account." >&2
exit 1
`;

const program = (bin: string): string => `#!/bin/sh
case "$1 $2" in
  preview*) cat "${bin}/preview.json" ;;
  config*) echo "{}" ;;
  "stack export") cat "${bin}/state.json" ;;
  *) echo dev ;;
esac
`;
