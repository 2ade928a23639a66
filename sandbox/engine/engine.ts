import { coerce, gte } from "semver";
import { runChild } from "../processes/child";

/** Shows the user a message of one line. */
export type Say = (line: string) => void;

/** An engine that was found and can be run. */
export type Engine = {
  /** The absolute path of `pulumi`. */
  readonly executable: string;
  readonly version: string;
  /** `path`: the engine on PATH. `installer`: installed with the SDK's installer. `built`: built from Go modules, with our own Node language host. */
  readonly origin: "path" | "installer" | "built";
  /** The folders that must come first on PATH, so that the engine finds its language hosts. */
  readonly pathFolders: readonly string[];
};

/** The version that is installed or built. The project is tested with it. */
export const ENGINE_VERSION = "3.274.1";

/** The oldest version that is accepted on PATH. It is the version of the SDK in package.json, which the engine must understand. */
export const OLDEST_ENGINE = "3.248.0";

/** Whether `version` is `oldest` or newer. False if either isn't a version. */
export function isAtLeast(version: string, oldest: string): boolean {
  const mine = coerce(version);
  const theirs = coerce(oldest);
  return mine !== null && theirs !== null && gte(mine, theirs);
}

/** The version that `pulumi version` prints, without the `v`, or `undefined` if it fails. */
export async function engineVersion(executable: string): Promise<string | undefined> {
  const environment = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const result = await runChild({ command: executable, args: ["version"], environment }).catch(() => undefined);
  return result?.status === 0 ? result.stdout.trim().replace(/^v/, "") : undefined;
}
