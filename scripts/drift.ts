import { keptByNpm, keptByNpmText } from "../sandbox/session/main";
import { readArguments } from "../src/cli/arguments";
import { drift } from "../src/cli/drift/drift-command";
import { namesTenant } from "./names-tenant";
import { REAL } from "./reads-tenant";

const NO_TENANT = `drift: the environment names no tenant, and the sandbox has not been used
  help: set ARM_TENANT_ID and ARM_CLIENT_ID with ARM_CLIENT_SECRET,
        ARM_CLIENT_CERTIFICATE_PATH or an OIDC token;
        or \`npm run drift -- ${REAL}\` for the tenant that az login has signed in to;
        or \`npm start\` first, which makes a local tenant to try it on`;

/** `npm run drift`: in the tenant that the environment names, else in the sandbox's. */
const args = process.argv.slice(2);
const needsTenant = readArguments(args, drift).ok;
const kept = keptByNpm(Object.keys(drift.options), process.env);
if (kept.length > 0) {
  process.stderr.write(`drift: ${keptByNpmText(kept, "npm run -s drift")}\n`);
  process.exitCode = 2;
} else if (!needsTenant || args.includes(REAL) || namesTenant(process.env)) runDrift();
else lookForSandbox();

/** Loaded only here: everything else must not wait for the sandbox's code. */
function lookForSandbox(): void {
  const { isSandboxUsed, runInSandbox } = require("./in-sandbox") as typeof import("./in-sandbox");
  const { runMain, sayOnStderr } = require("../sandbox/session/main") as typeof import("../sandbox/session/main");
  runMain(async () => {
    if (isSandboxUsed()) return runInSandbox("src/cli/drift.ts", args);
    sayOnStderr(NO_TENANT);
    return 2;
  });
}

function runDrift(): void {
  require("../src/cli/drift");
}
