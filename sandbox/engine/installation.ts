import { copyFile, link, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { basename, join } from "node:path";
import { onInterruption } from "../processes/interruption";
import { withLock } from "../processes/lock";
import type { Say } from "./engine";

/** Something that is put into the cache once and then used by every run. */
export type Installable = {
  /** Its folder in the cache. Holds the version and the system, so that another version never takes its place. */
  readonly name: string;
  /** What the user calls it. */
  readonly title: string;
  /** Fills an empty folder, and answers where the content comes from. */
  readonly install: (folder: string) => Promise<string>;
};

type Installation = { readonly folder: string; readonly origin: string };

/** Stands in a folder that was filled to its end, and says where the content comes from. */
const MANIFEST = "manifest.json";

/**
 * The folder of an installable, installed first where it is missing. Two runs at once install it once. It is built beside its
 * place and moved there whole: a killed run leaves nothing half done.
 */
export async function installation(cache: string, what: Installable, say: Say): Promise<Installation> {
  await mkdir(cache, { recursive: true, mode: 0o700 });
  const lock = join(cache, `${what.name}.lock`);
  const waiting = (other: { readonly pid: number }) =>
    say(
      `another run (process ${other.pid}) is installing the ${what.title}; waiting for it. If there is no such run, delete ${lock}`,
    );
  return (await installed(cache, what)) ?? withLock(lock, waiting, () => install(cache, what));
}

async function installed(cache: string, what: Installable): Promise<Installation | undefined> {
  const folder = join(cache, what.name);
  try {
    const { origin } = JSON.parse(await readFile(join(folder, MANIFEST), "utf8")) as { readonly origin?: string };
    return origin === undefined ? undefined : { folder, origin };
  } catch {
    return undefined; // nothing is there, or nothing whole
  }
}

async function install(cache: string, what: Installable): Promise<Installation> {
  const byAnother = await installed(cache, what); // by the run that was waited for
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

/** What a killed run has left. Nobody else can be writing there: the lock is ours. */
async function removeLeftovers(cache: string, what: Installable): Promise<void> {
  const partial = `${basename(what.name)}.partial-`;
  for (const name of await readdir(cache)) {
    if (name.startsWith(partial)) await rm(join(cache, name), { recursive: true, force: true });
  }
}

/**
 * Puts an executable of many megabytes into another folder: as a hard link, or as a copy where the folders are on
 * different file systems. The engine looks for its parts with symbolic links followed, so those won't do.
 */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}

/**
 * Where engines are kept between runs and between clones: outside the clone, and apart from the user's own `~/.pulumi`.
 * @param environment `AZMFA_CACHE` names another folder
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
