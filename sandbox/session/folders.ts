import { join } from "node:path";

/** The folders that hold the sandbox's state for one project. None of them is committed. */
export type Folders = {
  readonly root: string;
  readonly home: string;
  readonly backend: string;
  readonly tenant: string;
  readonly provider: string;
  /** Each run announces itself here while it lasts. */
  readonly runs: string;
  /** The lock for setting up the sandbox. */
  readonly setUp: string;
  /** The lock for `npm start`. */
  readonly start: string;
};

/** The folders of a project's sandbox. */
export function foldersOf(project: string): Folders {
  const root = join(project, ".sandbox");
  const at = (name: string): string => join(root, name);
  return {
    root,
    home: at("home"),
    backend: at("backend"),
    tenant: at("tenant"),
    provider: at("provider"),
    runs: at("runs"),
    setUp: at("set-up.lock"),
    start: at("start.lock"),
  };
}
