import type { ExitStatus, Host } from "../src/cli/command";
import { TENANT_COMMANDS } from "../src/cli/commands";
import { type Commands, run } from "../src/cli/run";

const PACK_COMMANDS: Commands = {
  "check-config": { summary: "check a policy pack's configuration", load: () => require("./check-config").checkConfig },
  findings: { summary: "give policy findings to code scanning", load: () => require("./findings").findings },
};

/** The commands of `azmfa`, by name in the order of the alphabet. */
export const COMMANDS: Commands = Object.fromEntries(Object.entries({ ...TENANT_COMMANDS, ...PACK_COMMANDS }).sort());

/** Runs `azmfa` with the arguments after its name. Never throws. */
export const azmfa = (args: readonly string[], host: Host): Promise<ExitStatus> => run(COMMANDS, args, host);
