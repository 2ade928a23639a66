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
  /** Set at link time: Go package variable → value. */
  readonly variables: { readonly [name: string]: string };
};

/**
 * Builds a Go program from pinned modules. All that the build needs is kept beside `executable`, and is gone afterwards.
 * @throws Error that says what is missing, or Go's own last words
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
  if (result.status !== 0) throw new Error(`Go could not build it:\n${lastLines(result.stderr, 8)}`);
  say(`built in ${seconds} s`);
}

const linkerFlags = ({ variables }: GoProgram): string =>
  ["-s", "-w", ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`)].join(" ");

/**
 * Go's settings for a build that leaves nothing behind: modules, build cache and Go's own notes go into `work`, unless
 * the user has named folders for them. Settings for proxies and private networks stay.
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
    CGO_ENABLED: "0", // no C compiler is asked for, and the result depends on no system library
  };
}

/** Go reads these from the home folder, which the build doesn't see. */
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
 * Says every ten seconds how long a task has been going on.
 * @returns ends the reports and answers the whole seconds that have passed
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

/** The end of what another program printed, indented, without anything that would steer the terminal. */
function lastLines(text: string, count: number): string {
  const lines = stripVTControlCharacters(text).trimEnd().split("\n").slice(-count);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
  return lines.map((line) => `    ${line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")}`).join("\n");
}
