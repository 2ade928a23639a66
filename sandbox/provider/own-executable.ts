import { access, constants, stat } from "node:fs/promises";
import { resolve } from "node:path";
import type { Content } from "./plugin-folder";
import { quote } from "./shell-quote";

/**
 * A plugin that is on this machine already, reached through a script that starts it.
 * @throws when the path leads to nothing that can be run
 */
export async function ownExecutableContent(path: string): Promise<Content> {
  const executable = resolve(path);
  await requireExecutable(executable);
  return { script: `#!/bin/sh\nexec ${quote(executable)} "$@"\n`, files: {} };
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
  if (!runnable) throw new Error(`AZUREAD_PLUGIN is ${path}, which may not be executed; try chmod +x ${quote(path)}`);
}
