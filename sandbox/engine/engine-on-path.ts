import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { type Engine, engineVersion, isAtLeast, OLDEST_ENGINE } from "./engine";

const LANGUAGE_HOST = "pulumi-language-nodejs";

/** The engine on PATH, or the reason why it can't be used. */
type OnPath =
  | { readonly kind: "found"; readonly engine: Engine }
  | { readonly kind: "unfit"; readonly because: string }
  | { readonly kind: "none" };

/** Finds an engine on PATH that is new enough and can run Node programs. */
export async function engineOnPath(path: string): Promise<OnPath> {
  const executable = executableOnPath("pulumi", path);
  if (executable === undefined) return { kind: "none" };
  const version = await engineVersion(executable);
  if (version === undefined) return { kind: "unfit", because: `${executable} doesn't answer \`pulumi version\`` };
  if (!isAtLeast(version, OLDEST_ENGINE)) {
    return { kind: "unfit", because: `${executable} is version ${version}, and ${OLDEST_ENGINE} or newer is needed` };
  }
  const folder = folderOfLanguageHost(executable, path);
  if (folder === undefined)
    return { kind: "unfit", because: `${executable} has no ${LANGUAGE_HOST} in its folder or on PATH` };
  const pathFolders = [...new Set([dirname(executable), folder])];
  return { kind: "found", engine: { executable, version, origin: "path", pathFolders } };
}

/** The folder of the engine's language host. The engine looks in its own folder, following symbolic links, and on PATH. */
function folderOfLanguageHost(executable: string, path: string): string | undefined {
  const own = [dirname(executable), dirname(realpathSync(executable))];
  const onPath = executableOnPath(LANGUAGE_HOST, path);
  const folders = onPath === undefined ? own : [...own, dirname(onPath)];
  return folders.find((folder) => isExecutable(join(folder, LANGUAGE_HOST)));
}

/** The first executable file with that name in the folders of PATH. */
export function executableOnPath(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder)) // a relative folder depends on the current one
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** Whether the path is a file that this user may run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
