import type { Command } from "../command";
import { JUDGING_OPTIONS } from "../judging";
import { REAL_OPTION } from "../real-tenant";

/**
 * `azmfa whatif`: Microsoft's evaluation against ours.
 * @public loaded by the table of commands when it is asked for
 */
export const whatif: Command = {
  usage: "TENANT.json|--live [options]",
  about: `Asks Microsoft's evaluation (What If) about each way in of the verdict, and about sign-ins that
meet each policy and miss it in each dimension; then says where it agrees, where it doesn't,
where it is known to be wrong, and what it can't be asked. The file, or the live tenant, gives
the policies and the people; the questions go to the tenant that the environment leads to,
which must be the same. Whom --exclusions declares is no way in. One question a second, as Graph has it. Changes nothing. See
docs/replay.md.
`,
  statuses: {
    0: "nothing disagrees",
    1: "the evaluation disagrees about some sign-in",
    2: "bad input, the tenant is out of reach, or nothing could be asked",
  },
  options: {
    live: { kind: "switch", help: "take the tenant from where the questions go" },
    "dry-run": { kind: "switch", help: "print the requests, one a line, and ask nothing" },
    "sign-ins": { kind: "text", value: "N", help: "at most so many sign-ins beside the ways in, 60 by default" },
    interval: { kind: "text", value: "SECONDS", help: "between two questions, 1 by default" },
    ...REAL_OPTION,
    ...JUDGING_OPTIONS,
  },
  files: { least: 0, most: 1 },
  run: (given, host) => (require("./ask-what-if") as typeof import("./ask-what-if")).askWhatIf(given, host),
};
