import { namesTenant } from "./names-tenant";
import { readsTenant } from "./reads-tenant";

/** `npm run azmfa`: with no tenant in the environment, a command that reads one is given the sandbox's. */
const args = process.argv.slice(2);
if (readsTenant(args) && !namesTenant(process.env)) lookForSandbox();
else runAzmfa();

/** Loaded only here: everything else must not wait for the sandbox's code. */
function lookForSandbox(): void {
  const { isSandboxUsed, runInSandbox } = require("./in-sandbox") as typeof import("./in-sandbox");
  const { runMain } = require("../sandbox/session/main") as typeof import("../sandbox/session/main");
  if (isSandboxUsed()) runMain(() => runInSandbox("src/cli/azmfa.ts", args));
  else runAzmfa();
}

function runAzmfa(): void {
  require("../src/cli/azmfa");
}
