import { COMMANDS } from "../azmfa/commands";
import { keptByNpm, keptByNpmText } from "../sandbox/session/main";
import { namesIn } from "../src/cli/arguments";
import { isLocalTenantMeant } from "./local-tenant";
import { namesTenant } from "./names-tenant";
import { REAL, tenantReader } from "./reads-tenant";

/** Runs `npm run azmfa`, and `npm run drift`. If the environment names no tenant, a command that reads one uses the sandbox's. */
const args = process.argv.slice(2);
const kept = keptByNpm(optionsOf(args[0] ?? ""), process.env);
const given = args.includes(REAL) || namesTenant(process.env) ? undefined : tenantReader(args);
if (kept.length > 0) refuse(`azmfa: ${keptByNpmText(kept, `npm run -s ${args[0] === "drift" ? "drift" : "azmfa"}`)}`);
else if (given !== undefined && isLocalTenantMeant(given.text("stack"))) runLocally();
else runAzmfa();

function optionsOf(command: string): readonly string[] {
  return Object.hasOwn(COMMANDS, command) ? namesIn(COMMANDS[command]?.load().options ?? []) : [];
}

function refuse(complaint: string): void {
  process.stderr.write(`${complaint}\n`);
  process.exitCode = 2;
}

/** Loads the sandbox's code only here, because it is slow to load. */
function runLocally(): void {
  const { runInSandbox } = require("./in-sandbox") as typeof import("./in-sandbox");
  const { runMain } = require("../sandbox/session/main") as typeof import("../sandbox/session/main");
  runMain(() => runInSandbox("azmfa/main.ts", args));
}

function runAzmfa(): void {
  require("../azmfa/main");
}
