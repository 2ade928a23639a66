import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runChild } from "../processes/child";
import type { Say } from "./engine";
import { goEnvironment } from "./go-environment";
import { findGo, goNeededBy } from "./go-toolchain";
import { lastLines } from "./last-lines";
import { reportProgress } from "./progress";

export type GoProgram = {
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
  const counts = { fetched: 0, compiled: 0 };
  const stop = reportProgress(
    say,
    `building ${program.module}`,
    () => `${counts.fetched} modules fetched, ${counts.compiled} packages compiled`,
  );
  const result = await runChild({
    command: go,
    args: [
      "build",
      "-v",
      "-modcacherw",
      "-mod=readonly",
      "-trimpath",
      "-buildvcs=false",
      "-ldflags",
      linkerFlags(program),
      "-o",
      executable,
      program.main,
    ],
    cwd: module,
    environment: goEnvironment(process.env, work),
    onOutput: (chunk) => count(chunk, counts),
    graceMs: 1_000,
  });
  const seconds = stop();
  if (result.status !== 0) throw new Error(`Go could not build it:\n${lastLines(result.stderr, 8)}`);
  say(`built in ${seconds} s`);
}

const linkerFlags = ({ variables }: GoProgram): string =>
  ["-s", "-w", ...Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`)].join(" ");

/** Go prints a line for each module that it fetches, and the import path of each package that it compiles. */
function count(chunk: string, counts: { fetched: number; compiled: number }): void {
  for (const line of chunk.split("\n")) {
    if (line.startsWith("go: downloading ")) counts.fetched += 1;
    else if (line !== "" && !line.startsWith("go: ")) counts.compiled += 1;
  }
}
