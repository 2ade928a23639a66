import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * A function that compares a text with a file of a folder that a person has read and approved. `UPDATE_GOLDEN=1` writes the
 * file again, to be read again.
 */
export const goldensIn =
  (folder: string) =>
  (name: string, text: string): void => {
    const path = join(folder, name);
    if (process.env["UPDATE_GOLDEN"]) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, text);
    }
    assert.equal(text, readFileSync(path, "utf8"));
  };
