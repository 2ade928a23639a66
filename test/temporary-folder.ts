import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** A folder with files for tests. It is removed after them. */
export interface TemporaryFolder {
  readonly path: string;
  /** Writes text or bytes as they are, anything else as JSON, into folders that it makes. @returns the file's path */
  readonly write: (name: string, content: unknown) => string;
}

/** A new folder for each test of a suite. */
export const temporaryFolder = (): TemporaryFolder => folderBetween(beforeEach, afterEach);

/** One folder for all tests of a suite. */
export const suiteFolder = (): TemporaryFolder => folderBetween(before, after);

function folderBetween(first: Mocha.HookFunction, last: Mocha.HookFunction): TemporaryFolder {
  let path = "";
  first(() => {
    path = realpathSync(mkdtempSync(join(tmpdir(), "azmfa-test-")));
  });
  last(() => rmSync(path, { recursive: true, force: true }));
  return {
    get path() {
      return path;
    },
    write(name, content) {
      const file = join(path, name);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content));
      return file;
    },
  };
}
