import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What the engine says to each of the four questions that the drift check asks it. */
export type EngineAnswers = {
  readonly stack?: object | string;
  readonly config?: object;
  readonly state: object;
  readonly preview: object;
  readonly previewStatus?: number;
  readonly previewComplaint?: string;
};

/** An executable `pulumi` that gives these answers, in a folder for PATH, and beside it an `az` that nobody is signed in with. */
export function fakeEngine(folder: string, answers: EngineAnswers): string {
  const bin = join(folder, "bin");
  mkdirSync(bin, { recursive: true });
  writeFileSync(join(bin, "answers.json"), JSON.stringify(answers));
  writeFileSync(join(bin, "pulumi"), PROGRAM, { mode: 0o755 });
  writeFileSync(join(bin, "az"), NOBODY, { mode: 0o755 });
  return bin;
}

const NOBODY = `#!/bin/sh
echo "ERROR: Please run 'az login' to setup account." >&2
exit 1
`;

const PROGRAM = `#!${process.execPath}
const { config = {}, state, preview, previewStatus = 0, previewComplaint = "" } = require("./answers.json");
const [command, second] = process.argv.slice(2);
if (command === "preview") {
  process.stdout.write(JSON.stringify(preview));
  process.stderr.write(previewComplaint);
  process.exitCode = previewStatus;
} else process.stdout.write(command === "config" ? JSON.stringify(config) : second === "export" ? JSON.stringify(state) : "dev\\n");
`;
