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
