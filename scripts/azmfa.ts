import { keptByNpm, keptByNpmText } from "../sandbox/session/main";
import { COMMANDS } from "../src/cli/commands";
import { isLocalTenantMeant } from "./local-tenant";
import { namesTenant } from "./names-tenant";
import { REAL, readsTenant } from "./reads-tenant";

/** `npm run azmfa`: with no tenant in the environment, a command that reads one is given the sandbox's. */
const args = process.argv.slice(2);
const kept = keptByNpm(optionsOf(args[0] ?? ""), process.env);
if (kept.length > 0) refuse(`azmfa: ${keptByNpmText(kept, "npm run -s azmfa")}`);
else if (readsTenant(args) && !args.includes(REAL) && !namesTenant(process.env) && isLocalTenantMeant()) runLocally();
else runAzmfa();

function optionsOf(command: string): readonly string[] {
  return Object.hasOwn(COMMANDS, command) ? Object.keys(COMMANDS[command]?.load().options ?? {}) : [];
}

function refuse(complaint: string): void {
  process.stderr.write(`${complaint}\n`);
  process.exitCode = 2;
}

/** Loaded only here: everything else must not wait for the sandbox's code. */
function runLocally(): void {
  const { runInSandbox } = require("./in-sandbox") as typeof import("./in-sandbox");
  const { runMain } = require("../sandbox/session/main") as typeof import("../sandbox/session/main");
  runMain(() => runInSandbox("src/cli/azmfa.ts", args));
}

function runAzmfa(): void {
  require("../src/cli/azmfa");
}
