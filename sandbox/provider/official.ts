import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { clear } from "./plugin-folder";

/** How long a download may take, in milliseconds. A firewall that swallows packets would hold the run up for minutes. */
const PATIENCE_MS = 180_000;

/**
 * Installs the official plugin the way everybody does, in place of what the sandbox has put there.
 * @throws when the engine can't get it; what the engine said is part of the message
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
        "check that Pulumi's download site can be reached; or name a plugin on this machine with " +
        "AZUREAD_PLUGIN=<path to its executable>; or use the stand-in with --stand-in",
    );
  }
}

/** The last two things that the engine said, each once: before them it says the same for every attempt. */
function lastWords(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
  const lines = said.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("Will retry"));
  return lines.length === 0 ? String(error) : [...new Set(lines)].slice(-2).join("\n");
}
