import { keptByNpm, keptByNpmText } from "../sandbox/session/main";
import { namesIn, readArguments } from "../src/cli/arguments";
import { drift } from "../src/cli/drift/drift-command";
import { isLocalTenantMeant, isSandboxUsed } from "./local-tenant";
import { namesTenant } from "./names-tenant";
import { REAL } from "./reads-tenant";

/** Runs `npm run drift` on the tenant that the environment names, or else on the sandbox's. */
const args = process.argv.slice(2);
const given = readArguments(args, drift);
const kept = keptByNpm(namesIn(drift.options), process.env);
if (kept.length > 0) refuse(`drift: ${keptByNpmText(kept, "npm run -s drift")}`);
else if (given === undefined || args.includes(REAL) || namesTenant(process.env)) require("../src/cli/drift");
else if (isLocalTenantMeant(given.text("stack"))) runLocally();
else refuse(noTenant(isSandboxUsed()));

function refuse(complaint: string): void {
  process.stderr.write(`${complaint}\n`);
  process.exitCode = 2;
}

/** Loads the sandbox's code only here, because it is slow to load. */
function runLocally(): void {
  const { runInSandbox } = require("./in-sandbox") as typeof import("./in-sandbox");
  const { runMain } = require("../sandbox/session/main") as typeof import("../sandbox/session/main");
  runMain(() => runInSandbox("src/cli/drift.ts", args));
}

function noTenant(hasLocalOne: boolean): string {
  const [why, local] = hasLocalOne
    ? ["the local tenant is only for the stack dev", "`npm run drift -- --stack dev` for the local tenant"]
    : ["the sandbox has not been used", "`npm start` first, which creates a local tenant to try it on"];
  return `drift: the environment names no tenant, and ${why}
  help: set ARM_TENANT_ID and ARM_CLIENT_ID with ARM_CLIENT_SECRET,
        ARM_CLIENT_CERTIFICATE_PATH or an OIDC token;
        or \`npm run drift -- ${REAL}\` for the tenant of your az login;
        or ${local}`;
}
