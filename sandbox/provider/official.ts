import { execFile } from "node:child_process";
import { access } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { clear, pluginFolder } from "./plugin-folder";
import { PLUGIN_VERSION } from "./version";

/**
 * Installs the official plugin the way everybody does, unless it is there.
 * @throws when the engine can't get it; what the engine said is part of the message
 */
export async function installOfficial(home: string, engine: string, environment: NodeJS.ProcessEnv): Promise<void> {
  await clear(home);
  if (await isThere(home)) return;
  try {
    await promisify(execFile)(engine, ["plugin", "install", "resource", "azuread", PLUGIN_VERSION], {
      env: environment,
    });
  } catch (error) {
    throw new Error(
      `the official azuread plugin ${PLUGIN_VERSION} could not be installed: ${lastWords(error)}\n` +
        "check that Pulumi's download site can be reached; or name a plugin on this machine with " +
        "AZUREAD_PLUGIN=<path to its executable>; or leave --official out and use the stand-in",
    );
  }
}

const isThere = (home: string): Promise<boolean> =>
  access(join(pluginFolder(home), "pulumi-resource-azuread")).then(
    () => true,
    () => false,
  );

/** The last two things that the engine said, each once: before them it says the same for every attempt. */
function lastWords(error: unknown): string {
  const said = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
  const lines = said.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("Will retry"));
  return lines.length === 0 ? String(error) : [...new Set(lines)].slice(-2).join("\n");
}
