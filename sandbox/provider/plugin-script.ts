import { access, constants, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { shellQuoted } from "../processes/child";
import type { Content } from "./plugin-folder";

const BUNDLE = "plugin.js";

/**
 * The stand-in, bundled into one file: so it starts in a fifth of a second, against one when each start has to read
 * and translate some hundred files. Options for Node that are meant for whoever runs the engine would slow it down, or break it.
 */
export async function standInContent(): Promise<Content> {
  const result = await build({
    entryPoints: [join(__dirname, "plugin", "main.ts")],
    bundle: true,
    platform: "node",
    target: "node20",
    write: false,
    logLevel: "error",
  });
  const script = `#!/bin/sh\nunset NODE_OPTIONS\nexec ${shellQuoted(process.execPath)} "$(dirname "$0")/${BUNDLE}" "$@"\n`;
  return { script, files: { [BUNDLE]: result.outputFiles[0]?.text ?? "" } };
}

/**
 * A plugin that is on this machine already, reached through a script that starts it.
 * @throws when the path leads to nothing that can be run
 */
export async function ownExecutableContent(path: string): Promise<Content> {
  const executable = resolve(path);
  await requireExecutable(executable);
  return { script: `#!/bin/sh\nexec ${shellQuoted(executable)} "$@"\n`, files: {} };
}

async function requireExecutable(path: string): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) throw new Error(`AZUREAD_PLUGIN is ${path}, but there is no such file`);
  if (!found.isFile())
    throw new Error(`AZUREAD_PLUGIN is ${path}, which is not a file; name pulumi-resource-azuread itself`);
  const runnable = await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
  if (!runnable)
    throw new Error(`AZUREAD_PLUGIN is ${path}, which may not be executed; try chmod +x ${shellQuoted(path)}`);
}
