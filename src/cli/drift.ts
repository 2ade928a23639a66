import { renderAdvice } from "../report/finding";
import { refusedBySystem } from "../tenant/file/file-problem";
import { printable } from "../text/printable";
import { readArguments } from "./arguments";
import { drift, driftHelp } from "./drift/drift-command";
import { refuseCommandLine } from "./exit-status";
import { exitIfUndelivered, processHost } from "./process-host";

/** `npm run drift`: what the tenant has and the code doesn't say, and what it means. */
async function main(args: readonly string[]): Promise<number> {
  const host = processHost();
  if (args.includes("--help") || args.includes("-h")) {
    await host.out(driftHelp());
    return 0;
  }
  const given = readArguments(args, drift);
  if (given.ok) return drift.run(given.value, host);
  return refuseCommandLine(host, "drift", given.errors, "see npm run drift -- --help");
}

exitIfUndelivered("drift");

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const refused = refusedBySystem(error);
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      refused === undefined
        ? `drift: a mistake of this program, so nothing is known: ${printable(message)}\n`
        : `drift: ${renderAdvice(refused)}\n`,
    );
    process.exitCode = 2;
  },
);
