import type { Command } from "../command";
import { helpPage } from "../help";
import { REAL_OPTION } from "../real-tenant";

/** The drift check, in the terms of a command of `azmfa`. */
export const drift: Command = {
  usage: "[--stack NAME] [--since TENANT.json] [--fail-on weakened|any] [--format human|json] [--real]",
  about: `Says what was changed in the tenant outside Pulumi, field by field, what becomes of it with
pulumi up, and what it means for sign-ins: whether each difference weakens, strengthens or
changes nothing. Asks the engine (pulumi preview --refresh) and Graph itself, since the
azuread plugin doesn't see everything. Changes nothing. See docs/drift.md.
`,
  statuses: {
    0: "no drift; with --fail-on weakened, none that lets anybody in",
    1: "drift",
    2: "not settled: a failed preview, or something that could not be read",
  },
  options: {
    stack: { kind: "text", value: "NAME", help: "the stack to check; the selected one without it" },
    since: {
      kind: "text",
      value: "TENANT.json",
      help: "an earlier snapshot: compare everything else with it",
    },
    "fail-on": {
      kind: "choice",
      choices: ["weakened", "any"],
      help: "which drift is exit status 1; any is the default",
    },
    ...REAL_OPTION,
    format: { kind: "choice", choices: ["human", "json"], help: "human is the default" },
  },
  files: { least: 0, most: 0 },
  run: (given, host) => loadCheck().connectAndCheck(given, host),
};

/** What speaks to a tenant, loaded only when one is spoken to: a command line can be judged without. */
const loadCheck = () => require("./connect-and-check") as typeof import("./connect-and-check");

/** What `npm run drift -- --help` prints. */
export const driftHelp = (): string => helpPage("npm run drift --", drift);
