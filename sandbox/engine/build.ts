import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { runChild } from "../processes/child";
import type { Say } from "./engine";
import { findGo, goNeededBy } from "./go-toolchain";

type GoProgram = {
  /** The folder in `build/` whose go.mod and go.sum pin every module that goes into the program. */
  readonly module: string;
  /** The import path of its main package. */
  readonly main: string;
  /** The values of Go package variables that the linker sets. */
  readonly variables: { readonly [name: string]: string };
};

/**
 * Builds a Go program from pinned modules. Temporary files go into a folder next to `executable`, which is removed afterwards.
 * @throws Error that says what is missing, or shows the end of Go's output
 */
export async function buildGoProgram(program: GoProgram, executable: string, say: Say): Promise<void> {
  await mkdir(dirname(executable), { recursive: true });
  const work = await mkdtemp(`${dirname(executable)}.work-`);
  try {
    const module = join(__dirname, "build", program.module);
    const search = await findGo({ environment: process.env, oldest: goNeededBy(module), work, say });
    if ("missing" in search) throw new Error(search.missing);
    await compile(search.go, module, program, executable, work, say);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function compile(go: string, module: string, program: GoProgram, executable: string, work: string, say: Say) {
  const stop = reportProgress(say, `building ${program.module}`);
  const settings = ["-modcacherw", "-mod=readonly", "-trimpath", "-buildvcs=false", "-ldflags", linkerFlags(program)];
  const result = await runChild({
    command: go,
    args: ["build", ...settings, "-o", executable, program.main],
    cwd: module,
    environment: goEnvironment(process.env, work),
    graceMs: 1_000,
  });
  const seconds = stop();
  if (result.status !== 0) throw new Error(`the build with Go failed:\n${lastLines(result.stderr, 8)}`);
  say(`built in ${seconds} s`);
}

const linkerFlags = ({ variables }: GoProgram): string =>
  ["-s", "-w", ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`)].join(" ");

/**
 * The environment for a build with Go that leaves nothing behind. Modules, build cache and Go's own files go into `work`,
 * unless the user has set folders for them. The user's settings for proxies and private networks stay.
 */
export function goEnvironment(environment: NodeJS.ProcessEnv, work: string): NodeJS.ProcessEnv {
  return {
    GOMODCACHE: join(work, "modules"),
    GOCACHE: join(work, "build-cache"),
    ...environment,
    ...userSettings(environment),
    HOME: work,
    XDG_CONFIG_HOME: join(work, "config"),
    GOPATH: join(work, "go"),
    GOTMPDIR: "",
    GOFLAGS: "",
    GOWORK: "off",
    GOTOOLCHAIN: "local",
    CGO_ENABLED: "0", // needs no C compiler, and the result depends on no system library
  };
}

/** The user's settings that Go would read from the home folder, which the build replaces. */
function userSettings(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const home = environment["HOME"] ?? homedir();
  const config =
    environment["XDG_CONFIG_HOME"] ??
    join(home, process.platform === "darwin" ? "Library/Application Support" : ".config");
  const goEnv = environment["GOENV"] ?? join(config, "go", "env");
  const netrc = environment["NETRC"] ?? join(home, ".netrc");
  return { ...(existsSync(goEnv) ? { GOENV: goEnv } : {}), ...(existsSync(netrc) ? { NETRC: netrc } : {}) };
}

const EVERY_MS = 10_000;

/**
 * Reports every ten seconds how long a task has been running.
 * @returns a function that ends the reports and returns the full seconds that have passed
 */
export function reportProgress(say: Say, title: string): () => number {
  const start = process.hrtime.bigint();
  const seconds = () => Number((process.hrtime.bigint() - start) / 1_000_000_000n);
  const timer = setInterval(() => say(`  ${title}: ${seconds()} s`), EVERY_MS);
  return () => {
    clearInterval(timer);
    return seconds();
  };
}

/** The last lines of a program's output, indented and without control characters. */
function lastLines(text: string, count: number): string {
  const lines = stripVTControlCharacters(text).trimEnd().split("\n").slice(-count);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
  return lines.map((line) => `    ${line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")}`).join("\n");
}
