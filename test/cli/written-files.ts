import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder of files for the tests of one suite, gone when they are done. */
export function writtenFiles() {
  let folder = "";
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "azmfa-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  return {
    get folder() {
      return folder;
    },
    /** Writes text or bytes as they are, anything else as JSON. @returns the file's path */
    write(name: string, content: unknown): string {
      const path = join(folder, name);
      writeFileSync(path, typeof content === "string" || Buffer.isBuffer(content) ? content : JSON.stringify(content));
      return path;
    },
  };
}
