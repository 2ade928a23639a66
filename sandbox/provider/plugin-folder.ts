import { createHash } from "node:crypto";
import { constants, existsSync } from "node:fs";
import { access, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { shellQuoted } from "../processes/child";
import { atPath } from "../processes/system-error";

const EXECUTABLE = "pulumi-resource-azuread";
const BUNDLE = "plugin.js";
/** Stands in what the sandbox has put there, with the digest of it. */
const MARK = "sandbox.json";

/** Where the engine looks for the plugin of that version. */
const pluginFolder = (home: string, version: string): string => join(home, "plugins", `resource-azuread-v${version}`);

/**
 * Puts the stand-in where the engine looks for the plugin, bundled into one file: so it starts in a fifth of a second, against one
 * when each start has to read and translate some hundred files. Options for Node that are meant for whoever runs the engine would
 * slow it down, or break it.
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
 * Puts a script there that starts a plugin which is on this machine already.
 * @throws when the path leads to nothing that can be run
 */
export async function layOutExecutable(home: string, version: string, path: string): Promise<void> {
  const executable = resolve(path);
  const found = await stat(executable).catch(() => undefined);
  if (found === undefined) throw new Error(`AZUREAD_PLUGIN is ${path}, but there is no such file`);
  if (!found.isFile())
    throw new Error(`AZUREAD_PLUGIN is ${path}, which is not a file; name pulumi-resource-azuread itself`);
  await access(executable, constants.X_OK).catch(() => {
    throw new Error(`AZUREAD_PLUGIN is ${path}, which may not be executed; try chmod +x ${shellQuoted(path)}`);
  });
  await layOut(home, version, { [EXECUTABLE]: `#!/bin/sh\nexec ${shellQuoted(executable)} "$@"\n` });
}

/**
 * Lays the plugin's folder out as the engine itself would, whole or not at all, and leaves it alone when the same is
 * there already.
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

/** Takes away what the sandbox has put there, so that the engine can install the official plugin. */
export async function clear(home: string, version: string): Promise<void> {
  const folder = pluginFolder(home, version);
  if ((await markIn(folder)) !== undefined) await rm(folder, { recursive: true, force: true });
}

/** Whether the engine would find the official plugin. */
export async function isOfficialThere(home: string, version: string): Promise<boolean> {
  const folder = pluginFolder(home, version);
  return (await markIn(folder)) === undefined && existsSync(join(folder, EXECUTABLE));
}

/** The digest of what the sandbox put there; `undefined` where nothing is, or something else. */
async function markIn(folder: string): Promise<string | undefined> {
  try {
    const { digest } = JSON.parse(await readFile(join(folder, MARK), "utf8")) as { readonly digest?: string };
    return digest;
  } catch {
    return undefined; // no mark, or one cut short: either way not ours to rely on
  }
}
