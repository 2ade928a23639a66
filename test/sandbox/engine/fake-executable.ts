import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Writes a shell script that prints something, and answers its path. */
export function fakeExecutable(folder: string, name: string, prints = "", mode = 0o755): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\necho '${prints}'\n`, { mode });
  return file;
}
