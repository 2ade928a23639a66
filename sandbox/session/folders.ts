import { join } from "node:path";

/** The folders that hold the sandbox's state for one project. None of them is committed. */
export type Folders = ReturnType<typeof foldersOf>;

/** The folders of a project's sandbox. */
export function foldersOf(project: string) {
  const root = join(project, ".sandbox");
  const at = (name: string): string => join(root, name);
  return {
    root,
    home: at("home"),
    backend: at("backend"),
    tenant: at("tenant"),
    provider: at("provider"),
    /** Each run announces itself here while it lasts. */
    runs: at("runs"),
    /** The lock for setting up the sandbox. */
    setUp: at("set-up.lock"),
    /** The lock for `npm start`. */
    start: at("start.lock"),
  };
}
