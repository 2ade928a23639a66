import type { Command } from "../command";
import { JUDGING_OPTIONS } from "../judging";
import { REAL_OPTION } from "../real-tenant";

/**
 * `azmfa replay`: Entra's recorded decisions against ours.
 * @public loaded by the table of commands when it is asked for
 */
export const replay: Command = {
  usage: "--live|SIGNINS.json… --tenant TENANT.json [options]",
  about: `Replays each sign-in to the Windows Azure Service Management API that Entra has written
down, and compares what Entra decided about each policy with what this program says of it;
then says who really came in without MFA, when, from where and with which client, and by
which way in of azmfa prove. A log is JSON as Graph, the portal, an event hub, a storage
account or Log Analytics export it, of any size, also compressed by gzip; - stands for
standard input. With --live the tenant that the environment leads to is read, with its log.
Names are left out. Exits with 0 where everything agrees and nobody came in without MFA
who isn't declared, with 1 where not, and with 2 where something couldn't be read. See
docs/replay.md.
`,
  options: {
    tenant: { kind: "text", value: "TENANT.json", help: "the tenant as it was then: a file, a folder, or - " },
    live: { kind: "switch", help: "read the live tenant and its log" },
    days: { kind: "text", value: "N", help: "with --live: how many days of the log, 30 by default" },
    "with-names": { kind: "switch", help: "call people by name beside their ids" },
    ...REAL_OPTION,
    ...JUDGING_OPTIONS,
  },
  files: { least: 0, most: Number.POSITIVE_INFINITY },
  run: (given, host) => (require("./replay-log") as typeof import("./replay-log")).replayLog(given, host),
};
