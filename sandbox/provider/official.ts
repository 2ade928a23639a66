import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { clear } from "./plugin-folder";

/** The milliseconds that a download may take. Behind a firewall that drops packets it would take many minutes. */
const PATIENCE_MS = 180_000;

/**
 * Installs the official plugin with the engine, in place of the sandbox's stand-in.
 * @throws Error with the engine's message if that fails
 */
export async function installOfficial(
  home: string,
  version: string,
  engine: string,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  await clear(home, version);
  try {
    const args = ["plugin", "install", "resource", "azuread", version];
    await promisify(execFile)(engine, args, { env: environment, timeout: PATIENCE_MS });
  } catch (error) {
    throw new Error(
      `the official azuread plugin ${version} could not be installed: ${lastWords(error)}\n` +
        "check that Pulumi's download site can be reached, name a plugin on this machine with " +
        "AZUREAD_PLUGIN=<path to its executable>, or use the stand-in with --stand-in",
    );
  }
}

/** The last two lines of the engine's output, without repetition. Earlier lines only report the failed attempts. */
function lastWords(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
  const lines = said.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("Will retry"));
  return lines.length === 0 ? String(error) : [...new Set(lines)].slice(-2).join("\n");
}
