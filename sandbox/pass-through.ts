import { existsSync } from "node:fs";
import { join } from "node:path";
import { breakTenant } from "./break/break";
import { runChild } from "./processes/child";
import { openSession, type Session } from "./session";
import { graphCommand } from "./session/graph";
import { keptByNpm, keptByNpmText, runMain, sayOnStderr } from "./session/main";
import { withHeldDay, withOwnPack } from "./session/own-pack";
import { type PassedArguments, passedArguments } from "./session/passed-arguments";
import { providerChoice } from "./session/provider-choice";
import { hasSelectedStack, needsStack, STACK, selectStack } from "./session/stack";
import type { Done } from "./session/with-tenant";
import { weakenCommand } from "./weaken/weaken";

const PROJECT = join(__dirname, "..");

const HELP = `Runs a command of the Pulumi engine against the sandbox's local tenant.

  npm run sandbox -- [-C <folder>] [options] <pulumi command> [its options]
  npm run sandbox -- [-C <folder>] [options] exec <program> [its arguments]
  npm run sandbox -- break [<scenario>]
  npm run sandbox -- weaken [<change>]
  npm run sandbox -- graph <method> <URL or path> ['<JSON>']

  -C, --cwd <folder>   run the command in another Pulumi project; a Node project needs its
                       own node_modules
  --official           use the official azuread plugin
  --stand-in           use the sandbox's stand-in for it
                       Without either option the last one is used again. The first time it
                       is the official plugin if it can be downloaded.
                       AZUREAD_PLUGIN=<path> uses the plugin at that path.
  --no-policy-pack     don't add this project's policy pack to preview and up

  exec                 run any program with the local tenant and the engine in its
                       environment
  break                change the local tenant as someone might do in the portal; without a
                       scenario it lists them
  weaken               try to deploy a copy of this project with a change that opens a hole;
                       without a change it lists them
  graph                send a request to the local tenant, e.g. one that drift prints

All other arguments go to the engine unchanged, and you get its exit status. If a command
needs a stack and none is selected, the sandbox selects the stack \`${STACK}\` and creates
it if necessary. All state is in .sandbox; \`npm run sandbox:reset\` deletes it.

  npm run sandbox -- preview --diff
  npm run sandbox -- config set enforcement report-only
  npm run sandbox -- up --policy-pack policies
  npm run sandbox -- stack output
  npm run sandbox -- exec npm run -s drift
  npm run sandbox -- break exclude-person
  npm run sandbox -- import azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy \\
      old /identity/conditionalAccess/policies/<id>
  npm run sandbox -- -C ../another-project preview
  npm run sandbox -- up --help        the engine's own help
`;

/** The sandbox's own options, and the most common ones of the engine. */
const OPTIONS = [
  "official",
  "stand-in",
  "cwd",
  "stack",
  "policy-pack",
  "policy-pack-config",
  "expect-no-changes",
  "skip-preview",
  "refresh",
];

async function main(): Promise<number> {
  const kept = keptByNpm(OPTIONS, process.env);
  if (kept.length > 0) {
    sayOnStderr(`error: ${keptByNpmText(kept, "npm run sandbox")}`);
    return 2;
  }
  const passed = passedArguments(process.argv.slice(2), PROJECT, process.env["INIT_CWD"] ?? process.cwd());
  switch (passed.kind) {
    case "help":
      process.stdout.write(HELP);
      return 0;
    case "break":
      return printed(await breakTenant(PROJECT, passed.args, sayOnStderr));
    case "weaken":
      return weakenCommand(PROJECT, passed.args, providerChoice(undefined, process.env), sayOnStderr);
    case "graph":
      return printed(await graphCommand(PROJECT, passed.args, sayOnStderr));
    case "wrong":
      return printed({ kind: "refused", complaint: `${passed.because}\n  help: npm run sandbox -- --help` });
    case "run":
      if (existsSync(passed.programFolder)) return passOn(passed);
      return printed({
        kind: "refused",
        complaint: `there is no folder ${passed.programFolder}\n  help: npm run sandbox -- --help`,
      });
  }
}

/** Prints the result of one of the sandbox's own commands. @returns its exit status */
function printed(result: Done): number {
  if (result.kind === "done") process.stdout.write(result.text);
  else sayOnStderr(`error: ${result.complaint}`);
  return result.kind === "done" ? 0 : 2;
}

async function passOn({
  programFolder,
  provider: named,
  withoutPack,
  engine,
}: PassedArguments & { kind: "run" }): Promise<number> {
  const provider = providerChoice(named, process.env);
  const session = await openSession({ project: PROJECT, programFolder, provider, say: sayOnStderr });
  try {
    if (engine[0] === "exec") return await execute(session, engine.slice(1));
    if (needsStack(engine) && !(await hasSelectedStack(session))) await selectStack(session);
    const command = withoutPack ? withHeldDay(engine, session) : withOwnPack(engine, session);
    const { status } = await session.pulumi(command, { stdio: "inherit", group: "terminal" });
    return status;
  } finally {
    await session.close();
  }
}

/** Runs another program in the sandbox's environment. */
async function execute(session: Session, [command, ...args]: readonly string[]): Promise<number> {
  if (command === undefined) {
    sayOnStderr("error: `exec` needs a program after it\n  help: npm run sandbox -- exec npm run -s drift");
    return 2;
  }
  const { programFolder: cwd, environment } = session;
  const { status } = await runChild({ command, args, cwd, environment, stdio: "inherit", group: "terminal" });
  return status;
}

runMain(main);
