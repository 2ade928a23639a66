import { join } from "node:path";
import { withLock } from "./processes/lock";
import { openSession } from "./session";
import { foldersOf } from "./session/folders";
import { keptByNpm, keptByNpmText, runMain, sayOnStderr } from "./session/main";
import { type NamedProvider, providerChoice, providerFlag } from "./session/provider-choice";
import type { Step } from "./steps/steps";
import { checkDrift, deploy, prove, rejectChange, runSteps, summaryOf } from "./steps/steps";

const PROJECT = join(__dirname, "..");

/** The steps of `npm start`, in order. */
const STEPS: readonly Step[] = [deploy, rejectChange, checkDrift, prove];

const HELP = `Deploys this project to a local tenant, checks it for drift, and proves it.

  npm start                    with the official azuread plugin if it can be downloaded, else with
                               a stand-in; later runs use the same one
  npm start -- --official      with the official azuread plugin
  npm start -- --stand-in      with the stand-in
  AZUREAD_PLUGIN=<path> npm start   with the plugin at that path
`;

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (args.includes("--help") || args.includes("-h")) {
    process.stdout.write(HELP);
    return 0;
  }
  const kept = keptByNpm(["official", "stand-in"], process.env);
  if (kept.length > 0) {
    sayOnStderr(`error: ${keptByNpmText(kept, "npm start")}`);
    return 2;
  }
  const unknown = args.find((arg) => providerFlag(arg) === undefined);
  if (unknown !== undefined) {
    sayOnStderr(`error: \`${unknown}\` is not an option of npm start\n  help: npm start -- --help`);
    return 2;
  }
  return withLock(foldersOf(PROJECT).start, waiting, () => start(args.map(providerFlag).at(-1)));
}

const waiting = ({ pid }: { readonly pid: number }): void =>
  sayOnStderr(`another \`npm start\` (process ${pid}) is running; waiting for it to end`);

async function start(provider: NamedProvider | undefined): Promise<number> {
  const session = await openSession({
    project: PROJECT,
    provider: providerChoice(provider, process.env),
    say: sayOnStderr,
  });
  try {
    const done = await runSteps(STEPS, session, sayOnStderr);
    process.stdout.write(`${summaryOf(done, STEPS.length)}\n`);
    return done.length === STEPS.length && done.every(({ result }) => result.ok) ? 0 : 1;
  } finally {
    await session.close();
  }
}

runMain(main);
