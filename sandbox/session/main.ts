import type { Say } from "../engine";
import { systemErrorText, withPath } from "../processes/system-error";

/** Writes a message to standard error. Results go to standard output. */
export const sayOnStderr: Say = (line) => void process.stderr.write(`${line}\n`);

/** Runs a program's main function, which returns the exit status. An error is printed as a message without a stack trace. */
export function runMain(main: () => Promise<number>): void {
  endIfUndelivered();
  main().then(
    (status) => {
      process.exitCode = status;
    },
    (error: unknown) => {
      sayOnStderr(`error: ${systemErrorText(error) ?? (error instanceof Error ? error.message : String(error))}`);
      process.exitCode = 2;
    },
  );
}

/** Ends the program with status 2 when its output can't be written. If the reader has gone (`… | head`), it prints no message. */
function endIfUndelivered(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      const text = systemErrorText(withPath(error, "standard output"));
      if (error.code !== "EPIPE" && stream === process.stdout)
        process.stderr.write(`error: ${text ?? error.message}\n`);
      process.exit(2);
    });
}

/** Options that npm has as well, so they may be meant for npm. */
const NPM_HAS_ITSELF = new Set(["location", "yes", "json", "diff", "help"]);

/**
 * The options for a program that npm took for itself because no `--` came before them. npm removes such options from the
 * arguments and puts them into the environment.
 * @param options names without dashes
 * @see npm, "npm run-script": "npm run <command> -- <args>"
 */
export function keptByNpm(options: readonly string[], environment: NodeJS.ProcessEnv): readonly string[] {
  return options
    .filter((name) => !NPM_HAS_ITSELF.has(name))
    .filter((name) => (environment[`npm_config_${name.replaceAll("-", "_")}`] ?? "") !== "")
    .map((name) => `--${name}`);
}

/** The message about options that npm took. */
export function keptByNpmText(kept: readonly string[], command: string): string {
  const [first = ""] = kept;
  return `npm took ${kept.join(" and ")} for itself, so nothing was run
  help: write -- before all arguments that aren't for npm: ${command} -- … ${first} …`;
}
