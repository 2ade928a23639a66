import { Option } from "commander";
import { readWholeTenant } from "../../tenant/live/live-tenant";
import { quoted } from "../../text/printable";
import { type Command, TOOL } from "../command";
import { writeResults } from "../files";
import { REAL_OPTION, readLive } from "../live";

/** @public `azmfa snapshot`: writes the live tenant to a file, read-only. Loaded by the table of commands. */
export const snapshot: Command = {
  takes: [],
  about: `Writes the tenant of the environment (ARM_TENANT_ID, ARM_CLIENT_ID and a secret,
certificate or OIDC token, or az login) to a tenant file that only you can read.
Changes nothing in the tenant. See docs/reading.md for the roles that it needs.`,
  statuses: { 0: "the tenant file is written" },
  options: [
    new Option("--out <TENANT.json>", "the file to write; - is standard output").makeOptionMandatory(),
    REAL_OPTION,
  ],
  async run(given, host) {
    const out = given.text("out") ?? "";
    const { file } = await readLive(host, (tenant, say) => readWholeTenant(tenant, say, new Date(), TOOL));
    await writeResults(out, `${JSON.stringify(file, undefined, 2)}\n`, host);
    host.err(`azmfa: the tenant is in ${out === "-" ? "standard output" : quoted(out)}\n`);
    return 0;
  },
};
