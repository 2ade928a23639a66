import { runMain, sayOnStderr } from "../sandbox/session/main";
import { readArguments } from "../src/cli/arguments";
import { drift } from "../src/cli/drift/drift-command";
import { isSandboxUsed, runInSandbox } from "./in-sandbox";
import { namesTenant } from "./names-tenant";
import { runHere } from "./run-here";

const DRIFT = "src/cli/drift.ts";
const REAL = "--real";

/** `npm run drift`: in the tenant that the environment names, else in the sandbox's. */
async function main(): Promise<number> {
  const args = process.argv.slice(2).filter((arg) => arg !== REAL);
  const needsTenant = readArguments(args, drift).ok;
  if (!needsTenant || process.argv.includes(REAL) || namesTenant(process.env)) return runHere(DRIFT, args);
  if (isSandboxUsed()) return runInSandbox(DRIFT, args);
  sayOnStderr(NO_TENANT);
  return 2;
}

const NO_TENANT = `drift: the environment names no tenant, and the sandbox has not been used
  help: set ARM_TENANT_ID and ARM_CLIENT_ID with ARM_CLIENT_SECRET, ARM_CLIENT_CERTIFICATE_PATH or an OIDC token;
        or \`npm run drift -- ${REAL}\` for the tenant that az login has signed in to;
        or \`npm start\` first, which makes a local tenant to try it on`;

runMain(main);
