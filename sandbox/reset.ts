import { rm } from "node:fs/promises";
import { join } from "node:path";
import { othersIn } from "./processes/presence";
import { foldersOf } from "./session/folders";
import { runMain, sayOnStderr } from "./session/main";

/** `npm run sandbox:reset`: forgets the local tenant, its stack and its provider. The engine in the cache stays. */
async function main(): Promise<number> {
  const { root, runs } = foldersOf(join(__dirname, ".."));
  const active = await othersIn(runs);
  if (active.length > 0) {
    const pids = active.map(({ pid }) => pid).join(", ");
    sayOnStderr(
      `error: the sandbox is in use (process ${pids})\n  help: wait for it, or end it with Ctrl-C where it runs, then reset again`,
    );
    return 2;
  }
  await rm(root, { recursive: true, force: true });
  sayOnStderr(`forgotten: ${root}. The next \`npm start\` begins with a new tenant.`);
  return 0;
}

runMain(main);
