import { join } from "node:path";

/** Everything that the sandbox keeps for one project; nothing of it is committed. */
export type Folders = {
  readonly root: string;
  readonly home: string;
  readonly backend: string;
  readonly tenant: string;
  readonly provider: string;
  /** Where each run announces itself while it lasts. */
  readonly runs: string;
  /** Where runs queue that would set up the same things. */
  readonly setUp: string;
  /** Where runs of `npm start` queue. */
  readonly start: string;
};

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
