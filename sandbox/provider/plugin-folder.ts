import { createHash } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { atPath } from "../processes/system-error";

const EXECUTABLE = "pulumi-resource-azuread";
const MARK = "sandbox.json";

/** Where the engine looks for the plugin of that version. */
export const pluginFolder = (home: string, version: string): string =>
  join(home, "plugins", `resource-azuread-v${version}`);

/** What the sandbox has put in the engine's place for the plugin. */
export type Content = {
  /** The shell script that the engine starts. */
  readonly script: string;
  /** Further files, by name. */
  readonly files: Readonly<Record<string, string>>;
};

/**
 * Lays the plugin's folder out as the engine itself would, whole or not at all, and leaves it alone when the same is
 * there already.
 */
export async function layOut(home: string, version: string, content: Content): Promise<void> {
  const folder = pluginFolder(home, version);
  const digest = createHash("sha256").update(JSON.stringify(content)).digest("hex");
  if ((await markIn(folder)) === digest) return;
  const partial = `${folder}.new-${process.pid}`;
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  const write = (name: string, text: string, mode = 0o600): Promise<void> => {
    const file = join(partial, name);
    return atPath(file, () => writeFile(file, text, { mode }));
  };
  await write(EXECUTABLE, content.script, 0o700);
  for (const [name, text] of Object.entries(content.files)) await write(name, text);
  await write(MARK, JSON.stringify({ digest }));
  await rm(folder, { recursive: true, force: true });
  await rename(partial, folder);
}

/** Takes away what the sandbox has put there, so that the engine can install the official plugin. */
export async function clear(home: string, version: string): Promise<void> {
  if (await isOurs(home, version)) await rm(pluginFolder(home, version), { recursive: true, force: true });
}

/** Whether what is there was put there by the sandbox. */
export const isOurs = async (home: string, version: string): Promise<boolean> =>
  (await markIn(pluginFolder(home, version))) !== undefined;

/** The digest of what the sandbox put there; `undefined` where nothing is, or something else. */
async function markIn(folder: string): Promise<string | undefined> {
  try {
    const mark: unknown = JSON.parse(await readFile(join(folder, MARK), "utf8"));
    return typeof mark === "object" && mark !== null && "digest" in mark ? String(mark.digest) : undefined;
  } catch {
    return undefined; // no mark, or one cut short: either way not ours to rely on
  }
}
