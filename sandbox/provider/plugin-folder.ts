import { createHash } from "node:crypto";
import { constants, existsSync } from "node:fs";
import { access, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { shellQuoted } from "../processes/child";
import { atPath } from "../processes/system-error";

const EXECUTABLE = "pulumi-resource-azuread";
const BUNDLE = "plugin.js";
/** The file that marks a plugin of the sandbox. It holds the digest of the other files. */
const MARK = "sandbox.json";

/** The folder in which the engine looks for that version of the plugin. */
const pluginFolder = (home: string, version: string): string => join(home, "plugins", `resource-azuread-v${version}`);

/**
 * Puts the stand-in where the engine looks for the plugin. It is bundled into one file and starts in 0.2 seconds; without a bundle
 * it would take a second. The user's NODE_OPTIONS are removed, because they could slow the stand-in down or break it.
 */
export async function layOutStandIn(home: string, version: string): Promise<void> {
  const result = await build({
    entryPoints: [join(__dirname, "plugin", "main.ts")],
    bundle: true,
    platform: "node",
    target: "node20",
    write: false,
    logLevel: "error",
  });
  const node = shellQuoted(process.execPath);
  await layOut(home, version, {
    [EXECUTABLE]: `#!/bin/sh\nunset NODE_OPTIONS\nexec ${node} "$(dirname "$0")/${BUNDLE}" "$@"\n`,
    [BUNDLE]: result.outputFiles[0]?.text ?? "",
  });
}

/**
 * Puts a script there that starts a plugin on this machine.
 * @throws Error if the path isn't a file that can be run
 */
export async function layOutExecutable(home: string, version: string, path: string): Promise<void> {
  const executable = resolve(path);
  const found = await stat(executable).catch(() => undefined);
  if (found === undefined) throw new Error(`AZUREAD_PLUGIN is ${path}, but there is no such file`);
  if (!found.isFile())
    throw new Error(`AZUREAD_PLUGIN is ${path}, which is not a file; name pulumi-resource-azuread itself`);
  await access(executable, constants.X_OK).catch(() => {
    throw new Error(`AZUREAD_PLUGIN is ${path}, which isn't executable; try chmod +x ${shellQuoted(path)}`);
  });
  await layOut(home, version, { [EXECUTABLE]: `#!/bin/sh\nexec ${shellQuoted(executable)} "$@"\n` });
}

/**
 * Writes the plugin's folder as the engine itself would. It does nothing if the same files are there already. A failure leaves
 * no partial folder.
 */
async function layOut(home: string, version: string, files: Readonly<Record<string, string>>): Promise<void> {
  const folder = pluginFolder(home, version);
  const digest = createHash("sha256").update(JSON.stringify(files)).digest("hex");
  if ((await markIn(folder)) === digest) return;
  const partial = `${folder}.new-${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries({ ...files, [MARK]: JSON.stringify({ digest }) })) {
    const file = join(partial, name);
    await atPath(file, () => writeFile(file, text, { mode: name === EXECUTABLE ? 0o700 : 0o600 }));
  }
  await rm(folder, { recursive: true, force: true });
  await rename(partial, folder);
}

/** Removes the sandbox's plugin, so that the engine can install the official one. */
export async function clear(home: string, version: string): Promise<void> {
  const folder = pluginFolder(home, version);
  if ((await markIn(folder)) !== undefined) await rm(folder, { recursive: true, force: true });
}

/** Whether the official plugin is installed. */
export async function isOfficialThere(home: string, version: string): Promise<boolean> {
  const folder = pluginFolder(home, version);
  return (await markIn(folder)) === undefined && existsSync(join(folder, EXECUTABLE));
}

/** The digest of the sandbox's plugin, or `undefined` if the folder holds no plugin of the sandbox. */
async function markIn(folder: string): Promise<string | undefined> {
  try {
    const { digest } = JSON.parse(await readFile(join(folder, MARK), "utf8")) as { readonly digest?: string };
    return digest;
  } catch {
    return undefined; // there is no mark, or it is incomplete
  }
}
