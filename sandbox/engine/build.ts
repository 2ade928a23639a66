import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join, relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { type Outcome, runChild } from "../processes/child";
import type { Say } from "./engine";
import { findGo } from "./go-toolchain";

/** A version of a Go module, such as `example.org/m@v1.0.0`, and its checksum as `go mod download -json` prints it. */
export type GoModule = { readonly version: string; readonly checksum: string };

type GoProgram = {
  readonly name: string;
  /** The module of the program. It has its own go.mod and go.sum, so its checksum pins all other modules too. */
  readonly module: GoModule;
  /** The modules that its go.mod expects in other folders of its repository, by these folders. */
  readonly besides: { readonly [folder: string]: GoModule };
  /** The folder of its main package. */
  readonly main: string;
  /** The values of Go package variables that the linker sets. */
  readonly variables: { readonly [name: string]: string };
};

/** A Go toolchain, and the folder that it works in. */
type Go = { readonly go: string; readonly work: string };

/**
 * Builds a Go program from pinned modules. Temporary files go into a folder next to `executable`, which is removed afterwards.
 * @throws Error that says what is missing, or shows the end of Go's output
 */
export async function buildGoProgram(program: GoProgram, executable: string, say: Say): Promise<void> {
  await mkdir(dirname(executable), { recursive: true });
  const work = await mkdtemp(`${dirname(executable)}.work-`);
  try {
    const search = await findGo({ environment: process.env, work, say });
    if ("missing" in search) throw new Error(search.missing);
    const stop = reportProgress(say, `building ${program.name}`);
    await compile(program, executable, { go: search.go, work }).finally(stop);
    say(`built in ${stop()} s`);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function compile(program: GoProgram, executable: string, go: Go): Promise<void> {
  const module = await downloaded(program.module, go);
  const modFile = await modFileOf(module, program, go);
  const flags = [
    "-mod=readonly",
    `-modfile=${modFile}`,
    "-trimpath",
    "-buildvcs=false",
    `-ldflags=${linkerFlags(program)}`,
  ];
  const result = await runGo(go, ["build", ...flags, "-o", executable, program.main], module);
  if (result.status !== 0) throw new Error(`the build with Go failed:\n${lastLines(result.stderr, 8)}`);
}

/** A copy of a module's go.mod, and of its go.sum, that finds the modules from other folders of its repository. */
async function modFileOf(module: string, { besides }: GoProgram, go: Go): Promise<string> {
  let text = await readFile(join(module, "go.mod"), "utf8");
  for (const [folder, other] of Object.entries(besides)) {
    const path = relative(module, await downloaded(other, go)); // not absolute, because the program contains it
    text = text.replace(`=> ${folder}\n`, () => `=> ${path}\n`);
  }
  const modFile = join(go.work, "go.mod");
  await writeFile(modFile, text);
  await copyFile(join(module, "go.sum"), join(go.work, "go.sum"));
  return modFile;
}

/**
 * Downloads a Go module.
 * @returns its folder
 * @throws Error if it can't be downloaded, or has another checksum
 */
export async function downloaded({ version, checksum }: GoModule, go: Go): Promise<string> {
  const { status, stdout, stderr } = await runGo(go, ["mod", "download", "-json", version], go.work);
  if (status !== 0) throw new Error(`${version} can't be downloaded:\n${lastLines(stdout + stderr, 8)}`);
  const { Dir: folder, Sum: found } = JSON.parse(stdout) as { readonly Dir: string; readonly Sum: string };
  if (found !== checksum) throw new Error(`${version} has the checksum ${found} instead of ${checksum}`);
  return folder;
}

const runGo = ({ go, work }: Go, args: readonly string[], cwd: string): Promise<Outcome> =>
  runChild({ command: go, args, cwd, environment: goEnvironment(process.env, work), graceMs: 1_000 });

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
    GOFLAGS: "-modcacherw", // so that `work` can be removed
    GOSUMDB: "off", // every checksum is pinned here or in a go.sum that is
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
