import { readdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";

const ON_THE_ENGINE = join("test", "engine");

/** Mocha for tests that need no engine, a file to each processor. */
export const UNIT_MOCHA = ["mocha", "--parallel", "--jobs", String(availableParallelism())] as const;

/** Mocha as tests on the real engine need it. */
export const ENGINE_MOCHA = ["mocha", "--config", ".mocharc.engine.json"] as const;

/** The files of tests that need the real engine, and whose names end so. */
export const engineTests = (ending: string): readonly string[] => filesIn(ON_THE_ENGINE, ending);

/** The files of all other tests. */
export const unitTests = (): readonly string[] =>
  filesIn("test", ".test.ts").filter((path) => !path.startsWith(ON_THE_ENGINE));

const filesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(ending))
    .map((path) => join(folder, path))
    .sort();
