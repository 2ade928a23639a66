import { coerce, gte } from "semver";
import { runChild } from "../processes/child";

/** Tells the user one thing, in one line. */
export type Say = (line: string) => void;

/** An engine that has been found, checked, and can be run. */
export type Engine = {
  /** The absolute path of `pulumi`. */
  readonly executable: string;
  readonly version: string;
  /** `path`: the user's own; `installer`: by the SDK's installer; `built`: from Go modules, with our own Node language host. */
  readonly origin: "path" | "installer" | "built";
  /** What must stand first on PATH, so that the engine finds its language hosts. */
  readonly pathFolders: readonly string[];
};

/** The engine that is installed or built: the one that this project was tried with. `build/pulumi/go.mod` pins the same. */
export const ENGINE_VERSION = "3.274.1";

/** The oldest engine on PATH that is taken: as old as the SDK in package.json, which the engine must understand. */
export const OLDEST_ENGINE = "3.248.0";

/** The language host for YAML projects that is built on demand. `build/yaml-language/go.mod` pins the same. */
export const YAML_LANGUAGE_VERSION = "1.25.0";

/** Whether `version` is the same as or newer than `oldest`. What isn't a version is not. */
export function isAtLeast(version: string, oldest: string): boolean {
  const mine = coerce(version);
  const theirs = coerce(oldest);
  return mine !== null && theirs !== null && gte(mine, theirs);
}

/** What `pulumi version` answers, without the `v`; `undefined` when it doesn't run. */
export async function engineVersion(executable: string): Promise<string | undefined> {
  const environment = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const result = await runChild({ command: executable, args: ["version"], environment }).catch(() => undefined);
  return result?.status === 0 ? result.stdout.trim().replace(/^v/, "") : undefined;
}
