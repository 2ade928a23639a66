import { readArguments } from "./arguments";
import type { ExitStatus, Host } from "./command";
import { drift, driftHelp } from "./drift/drift-command";
import { guarded, refuseCommandLine } from "./exit-status";

/** Runs the drift check with what was typed after its name. Never throws. */
export async function runDrift(args: readonly string[], host: Host): Promise<ExitStatus> {
  if (args.includes("--help") || args.includes("-h")) {
    await host.out(driftHelp());
    return 0;
  }
  const given = readArguments(args, drift);
  if (given.ok) return guarded("drift", host, () => drift.run(given.value, host));
  return refuseCommandLine(host, "drift", given.errors, "see npm run drift -- --help");
}
