import type { Say } from "../engine";
import { systemErrorText, withPath } from "../processes/system-error";

/** Messages about the run; results go to standard output. */
export const sayOnStderr: Say = (line) => void process.stderr.write(`${line}\n`);

/**
 * Runs a program's main function: its answer is the exit status; what it throws is told in words, without a stack trace.
 */
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

/** Nobody reads on (`… | head`), which is no error but no success either; or what was said can't be written, which is said where it can. */
function endIfUndelivered(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on("error", (error: NodeJS.ErrnoException) => {
      const text = systemErrorText(withPath(error, "standard output"));
      if (error.code !== "EPIPE" && stream === process.stdout)
        process.stderr.write(`error: ${text ?? error.message}\n`);
      process.exit(2);
    });
}

/** Options that npm has itself: whoever set one of these may have meant npm. */
const NPM_HAS_ITSELF = new Set(["location", "yes", "json", "diff", "help"]);

/**
 * Options that were meant for a program and that npm has kept for itself, since no `--` stood before them: it leaves them in the
 * environment and takes them out of the arguments.
 * @param options names without dashes
 * @see npm, "npm run-script": "npm run <command> -- <args>"
 */
export function keptByNpm(options: readonly string[], environment: NodeJS.ProcessEnv): readonly string[] {
  return options
    .filter((name) => !NPM_HAS_ITSELF.has(name))
    .filter((name) => (environment[`npm_config_${name.replaceAll("-", "_")}`] ?? "") !== "")
    .map((name) => `--${name}`);
}

/** What to do about it, for people. */
export function keptByNpmText(kept: readonly string[], command: string): string {
  const [first = ""] = kept;
  return `npm kept ${kept.join(" and ")} for itself, so nothing was run
  help: write -- before everything that isn't for npm: ${command} -- … ${first} …`;
}
