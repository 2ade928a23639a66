import { printable } from "../adapters/register";
import { readArguments } from "./arguments/read-arguments";
import { drift, driftHelp } from "./drift/drift-command";
import { exitIfUndelivered } from "./exit-if-undelivered";
import { processSurroundings } from "./process-surroundings";
import { refuse } from "./refuse";

/** `npm run drift`: what the tenant has and the code doesn't say, and what it means. */
async function main(args: readonly string[]): Promise<number> {
  const surroundings = processSurroundings();
  if (args.includes("--help") || args.includes("-h")) {
    await surroundings.out(driftHelp());
    return 0;
  }
  const given = readArguments(args, drift);
  if (given.ok) return drift.run(given.value, surroundings);
  return refuse(surroundings, [...given.errors.map((error) => `drift: ${error}`), "see npm run drift -- --help"]);
}

exitIfUndelivered("drift");

main(process.argv.slice(2)).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    process.stderr.write(`drift: a mistake of this program, so nothing is known: ${printable(message)}\n`);
    process.exitCode = 2;
  },
);
