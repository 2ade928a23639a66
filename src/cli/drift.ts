import { readArguments } from "./arguments";
import { drift, driftHelp } from "./drift/drift-command";
import { guarded, refuseCommandLine } from "./exit-status";
import { exitIfUndelivered, processHost } from "./process-host";

/** `npm run drift`: what the tenant has and the code doesn't say, and what it means. */
async function main(args: readonly string[]): Promise<number> {
  const host = processHost();
  if (args.includes("--help") || args.includes("-h")) {
    await host.out(driftHelp());
    return 0;
  }
  const given = readArguments(args, drift);
  if (given.ok) return guarded("drift", host, () => drift.run(given.value, host));
  return refuseCommandLine(host, "drift", given.errors, "see npm run drift -- --help");
}

exitIfUndelivered("drift");

main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
