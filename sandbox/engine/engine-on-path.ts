import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import { type Engine, engineVersion, isAtLeast, OLDEST_ENGINE } from "./engine";

const LANGUAGE_HOST = "pulumi-language-nodejs";

/** The user's own engine, or why it isn't taken. */
type OnPath =
  | { readonly kind: "found"; readonly engine: Engine }
  | { readonly kind: "unfit"; readonly because: string }
  | { readonly kind: "none" };

/** Looks for an engine on PATH that is new enough and can run Node programs. */
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
    return { kind: "unfit", because: `${executable} has no ${LANGUAGE_HOST} beside it or on PATH` };
  const pathFolders = [...new Set([dirname(executable), folder])];
  return { kind: "found", engine: { executable, version, origin: "path", pathFolders } };
}

/** The engine finds its language host beside itself, links followed, or on PATH. */
function folderOfLanguageHost(executable: string, path: string): string | undefined {
  const beside = [dirname(executable), dirname(realpathSync(executable))];
  const onPath = executableOnPath(LANGUAGE_HOST, path);
  const folders = onPath === undefined ? beside : [...beside, dirname(onPath)];
  return folders.find((folder) => isExecutable(join(folder, LANGUAGE_HOST)));
}

/** The first executable file of that name in the folders of a PATH. */
export function executableOnPath(name: string, path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder)) // what a relative folder means depends on where one stands
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** Whether there is a file that may be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
