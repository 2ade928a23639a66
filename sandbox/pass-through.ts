import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Broken, breakTenant } from "./break/break";
import { runChild } from "./processes/child";
import { openSession, type Session } from "./session";
import { withHeldDay } from "./session/held-day";
import { keptByNpm, keptByNpmText } from "./session/kept-by-npm";
import { runMain, sayOnStderr } from "./session/main";
import { changesStack, needsStack } from "./session/needs-stack";
import { type PassedArguments, passedArguments } from "./session/passed-arguments";
import { protectionAdvice, shellQuoted } from "./session/protection";
import { providerChoice } from "./session/provider-choice";
import { recover } from "./session/recovery";
import { hasSelectedStack, STACK, selectStack } from "./session/stack";
import { exportStack, stateFrom } from "./session/state";
import { type SignedIn, signIn } from "./sign-in/sign-in";
import { MISBEHAVIOURS, openDirectory } from "./tenant";

const PROJECT = join(__dirname, "..");

const HELP = `Runs a command of the Pulumi engine against the sandbox's local tenant.

  npm run sandbox -- [-C <folder>] [--official] <pulumi command> [its options]
  npm run sandbox -- [-C <folder>] [--official] exec <program> [its arguments]
  npm run sandbox -- break [<scenario>]
  npm run sandbox -- sign-in --user <name> | --count <number>

  -C, --cwd <folder>   run it in another Pulumi project; Node projects need their own
                       node_modules
  --official           with the official azuread plugin in place of the stand-in
                       (AZUREAD_PLUGIN=<path> takes the plugin at that path)

  --misbehave <how>    has the local tenant misbehave meanwhile, as a real one may:
${[...MISBEHAVIOURS.keys()].map((name) => `                         ${name}`).join("\n")}

  exec                 runs any program with the local tenant and the engine in its
                       environment
  break                does to the local tenant what somebody would do in the portal;
                       alone it lists what that may be
  sign-in              signs somebody in to the local tenant, which decides and logs it

Everything else goes to the engine as it is, and its exit status comes back. Where a
command works on a stack and none is selected, the stack \`${STACK}\` is selected, or
made. All state is in .sandbox; \`npm run sandbox:reset\` forgets it.

  npm run sandbox -- preview --diff
  npm run sandbox -- config set enforcement report-only
  npm run sandbox -- up --policy-pack policies
  npm run sandbox -- stack output
  npm run sandbox -- exec npm run -s drift
  npm run sandbox -- --misbehave throttle exec npm run -s azmfa -- snapshot --out t.json
  npm run sandbox -- break exclude-person
  npm run sandbox -- import azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy \\
      old /identity/conditionalAccess/policies/<id>
  npm run sandbox -- -C ../another-project preview
  npm run sandbox -- up --help        the engine's own help
`;

/** The sandbox's own options, and those of the engine that are given most. */
const OPTIONS = [
  "official",
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
  if (passed.kind === "help") {
    process.stdout.write(HELP);
    return 0;
  }
  if (passed.kind === "break") return told(await breakTenant(PROJECT, passed.args, sayOnStderr));
  if (passed.kind === "sign-in") return told(await signIn(PROJECT, passed.args, sayOnStderr));
  const problem = problemWith(passed);
  if (passed.kind === "wrong" || problem !== undefined) {
    sayOnStderr(`error: ${problem}\n  help: npm run sandbox -- --help`);
    return 2;
  }
  return passOn(passed);
}

function problemWith(passed: PassedArguments): string | undefined {
  if (passed.kind === "wrong") return passed.because;
  if (passed.kind !== "run" || existsSync(passed.programFolder)) return undefined;
  return `there is no folder ${passed.programFolder}`;
}

/** Prints what a command of the sandbox's own came to. @returns its exit status */
function told(result: Broken | SignedIn): number {
  if (result.kind === "done") process.stdout.write(result.text);
  else sayOnStderr(`error: ${result.complaint}`);
  return result.kind === "done" ? 0 : 2;
}

async function passOn({
  programFolder,
  official,
  misbehaviour,
  engine,
}: PassedArguments & { kind: "run" }): Promise<number> {
  const provider = providerChoice(official, process.env);
  const session = await openSession({ project: PROJECT, programFolder, provider, say: sayOnStderr });
  try {
    if (misbehaviour !== undefined) await misbehave(session, misbehaviour);
    if (engine[0] === "exec") return await execute(session, engine.slice(1));
    if (needsStack(engine) && !(await hasSelectedStack(session))) await selectStack(session);
    if (needsStack(engine)) await recover(session, sayOnStderr, changesStack(engine));
    const { status } = await session.pulumi(withHeldDay(engine, session), { stdio: "inherit", group: "terminal" });
    if (status !== 0 && engine[0] === "destroy") await explainRefusal(session);
    return status;
  } finally {
    if (misbehaviour !== undefined) await openDirectory(session.tenant).clearFaults();
    await session.close();
  }
}

/** Has the tenant misbehave for as long as the command runs. */
async function misbehave({ tenant }: Session, name: string): Promise<void> {
  const { does, faults } = MISBEHAVIOURS.get(name) ?? { does: "", faults: [] };
  sayOnStderr(`the local tenant ${does}`);
  for (const fault of faults) await openDirectory(tenant).addFault(fault);
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

async function explainRefusal(session: Session): Promise<void> {
  const { resources } = stateFrom(await exportStack(session));
  const elsewhere = session.programFolder === PROJECT ? "" : ` -C ${shellQuoted(session.programFolder)}`;
  const advice = protectionAdvice(resources, `npm run sandbox --${elsewhere}`);
  if (advice !== undefined) sayOnStderr(advice);
}

runMain(main);
