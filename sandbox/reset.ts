import { rm } from "node:fs/promises";
import { join } from "node:path";
import { othersIn } from "./processes/lock";
import { foldersOf } from "./session/folders";
import { runMain, sayOnStderr } from "./session/main";

const HELP = `Deletes the local tenant, its stack and its provider: all that is in .sandbox. The engine in the cache stays.

  npm run sandbox:reset
`;

/** Deletes nothing if there is any argument: it may be a question, or a mistake. */
async function main(): Promise<number> {
  const [first] = process.argv.slice(2);
  if (first === undefined) return forget();
  if (first === "--help" || first === "-h") {
    process.stdout.write(HELP);
    return 0;
  }
  sayOnStderr(`error: \`${first}\` is not an option of npm run sandbox:reset\n  help: npm run sandbox:reset -- --help`);
  return 2;
}

/** Deletes the local tenant, its stack and its provider. The engine in the cache stays. */
async function forget(): Promise<number> {
  const { root, runs } = foldersOf(join(__dirname, ".."));
  const active = await othersIn(runs);
  if (active.length > 0) {
    const pids = active.map(({ pid }) => pid).join(", ");
    sayOnStderr(
      `error: the sandbox is in use (process ${pids})\n  help: wait until it ends, or end it with Ctrl-C in its terminal; then reset again`,
    );
    return 2;
  }
  await rm(root, { recursive: true, force: true });
  sayOnStderr(`deleted ${root}. The next \`npm start\` begins with a new tenant.`);
  return 0;
}

runMain(main);
