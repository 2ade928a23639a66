import type { Command } from "../command";
import { JUDGING_OPTIONS } from "../judging";
import { REAL_OPTION } from "../real-tenant";

/**
 * `azmfa replay`: Entra's recorded decisions against ours.
 * @public loaded by the table of commands when it is asked for
 */
export const replay: Command = {
  usage: "SIGNINS.json… --tenant TENANT.json [options], or azmfa replay --live [--days N] [options]",
  about: `Replays each sign-in to the Windows Azure Service Management API that Entra has written
down, and compares what Entra decided about each policy with what this program says of it;
then says who really came in without MFA, when, from where and with which client, and by
which way in of azmfa prove. A log is JSON as Graph, the portal, an event hub, a storage
account, Log Analytics or the Graph PowerShell SDK export it, of any size, also compressed by
gzip; - stands for standard input. A sign-in that is in it twice counts once. With --live the
tenant that the environment leads to is read, with its log. Names are left out. See
docs/replay.md.
`,
  statuses: {
    0: "something could be compared, all of it agrees, and nobody came in without MFA but those whom --exclusions declares",
    1: "Entra decided otherwise; somebody came in without MFA; for some sign-in the log does not say whether MFA was done or a token issued; or nothing could be compared",
    2: "bad input, or the tenant is out of reach; what could be read is reported",
  },
  options: {
    tenant: { kind: "text", value: "TENANT.json", help: "the tenant as it was then: a file, a folder, or -" },
    live: { kind: "switch", help: "read the live tenant and its log" },
    days: { kind: "text", value: "N", help: "with --live: how many days of the log, 30 by default" },
    "with-names": { kind: "switch", help: "call people by name beside their ids" },
    ...REAL_OPTION,
    ...JUDGING_OPTIONS,
  },
  files: { least: 0, most: Number.POSITIVE_INFINITY },
  run: (given, host) => (require("./replay-log") as typeof import("./replay-log")).replayLog(given, host),
};
