import type { Command } from "../command";
import { REAL_OPTION } from "../real-tenant";

/**
 * `azmfa snapshot`: writes the live tenant down, read-only.
 * @public loaded by the table of commands when it is asked for
 */
export const snapshot: Command = {
  usage: "--out TENANT.json [--real]",
  about: `Reads the tenant that the environment leads to (ARM_TENANT_ID, ARM_CLIENT_ID and a secret,
certificate or OIDC token, or else az login) and writes it down as a tenant file for prove
and diff. Changes nothing. What may not be read for lack of a role is left out, which means
"not known", and is said. Only the file's owner can read it. See docs/reading.md for the roles.
`,
  statuses: {
    0: "the tenant file is written",
    2: "the tenant is out of reach, or the file cannot be written",
  },
  options: {
    out: {
      kind: "text",
      value: "TENANT.json",
      help: "the file to write, replacing an older one as a whole; - is standard output",
      must: true,
    },
    ...REAL_OPTION,
  },
  files: { least: 0, most: 0 },
  run: (given, host) => loadSnapshot().takeSnapshot(given.text("out") ?? "", host),
};

/** What speaks to a tenant, loaded only when one is spoken to: a command line can be judged without. */
const loadSnapshot = () => require("./take-snapshot") as typeof import("./take-snapshot");
