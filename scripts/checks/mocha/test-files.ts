import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

const ON_THE_ENGINE = join("test", "engine");

/** The command that runs tests without the engine, one file on each processor. */
export const UNIT_MOCHA = ["mocha", "--parallel", "--jobs", String(availableParallelism())] as const;

/** The command that runs tests on the real engine. */
export const ENGINE_MOCHA = ["mocha", "--config", ".mocharc.engine.json"] as const;

/** The test files for the real engine whose names have this ending. */
export const engineTests = (ending: string): readonly string[] => filesIn(ON_THE_ENGINE, ending);

/** All other test files. */
export const unitTests = (): readonly string[] =>
  filesIn("test", ".test.ts").filter((path) => !path.startsWith(ON_THE_ENGINE));

const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => join(folder, path))
    .sort();
