import { copyFile, link, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { onInterruption } from "../processes/interruption";
import { withLock } from "../processes/lock";
import type { Say } from "./engine";

/** Something that is installed into the cache once and then used by every run. */
export type Installable = {
  /** The name of its folder in the cache. It has the version and the system in it, so that versions don't mix. */
  readonly name: string;
  /** The name in messages. */
  readonly title: string;
  /** Fills an empty folder and returns the origin of the content. */
  readonly install: (folder: string) => Promise<string>;
};

type Installation = { readonly folder: string; readonly origin: string };

/** The file that marks a complete installation and holds its origin. */
const MANIFEST = "manifest.json";

/**
 * The folder of an installable, which is installed first if it is missing. If two runs need it, only one installs it. The folder is
 * filled under another name and renamed when it is complete, so a killed run leaves no partial installation.
 */
export async function installation(cache: string, what: Installable, say: Say): Promise<Installation> {
  await mkdir(cache, { recursive: true, mode: 0o700 });
  const lock = join(cache, `${what.name}.lock`);
  const waiting = (other: { readonly pid: number }) =>
    say(
      `another run (process ${other.pid}) is installing the ${what.title}; waiting for it to end. If there is no such run, delete ${lock}`,
    );
  return (await installed(cache, what)) ?? withLock(lock, waiting, () => install(cache, what));
}

async function installed(cache: string, what: Installable): Promise<Installation | undefined> {
  const folder = join(cache, what.name);
  try {
    const { origin } = JSON.parse(await readFile(join(folder, MANIFEST), "utf8")) as { readonly origin?: string };
    return origin === undefined ? undefined : { folder, origin };
  } catch {
    return undefined; // there is nothing, or it is incomplete
  }
}

async function install(cache: string, what: Installable): Promise<Installation> {
  const byAnother = await installed(cache, what); // this run may have waited for the one that installed it
  if (byAnother !== undefined) return byAnother;
  const folder = join(cache, what.name);
  await removeLeftovers(cache, what);
  const partial = await mkdtemp(`${folder}.partial-`);
  const remove = () => rm(partial, { recursive: true, force: true });
  const forget = onInterruption(remove);
  try {
    const origin = await what.install(partial);
    await writeFile(join(partial, MANIFEST), `${JSON.stringify({ origin })}\n`);
    await rm(folder, { recursive: true, force: true });
    await rename(partial, folder);
    return { folder, origin };
  } finally {
    await remove();
    forget();
  }
}

/** Removes what killed runs left. This run holds the lock, so no other run can be using it. */
async function removeLeftovers(cache: string, what: Installable): Promise<void> {
  const partial = `${basename(what.name)}.partial-`;
  for (const name of await readdir(cache)) {
    if (name.startsWith(partial)) await rm(join(cache, name), { recursive: true, force: true });
  }
}

/**
 * Puts a large executable into another folder as a hard link, or as a copy if the folders are on different file systems. A
 * symbolic link isn't enough: the engine follows it, and then looks for its other parts in the wrong folder.
 */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}

/**
 * The folder that keeps engines between runs. It is outside the clone, so that clones share it, and outside the user's `~/.pulumi`.
 * @param environment `AZMFA_CACHE` in it overrides the folder
 */
export function cacheFolder(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform = process.platform): string {
  const own = environment["AZMFA_CACHE"];
  if (own !== undefined && own !== "") return own;
  return join(systemCache(environment, platform), "azure-management-mfa");
}

function systemCache(environment: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const xdg = environment["XDG_CACHE_HOME"];
  if (xdg !== undefined && xdg !== "") return xdg;
  const home = environment["HOME"] ?? homedir();
  return platform === "darwin" ? join(home, "Library", "Caches") : join(home, ".cache");
}
