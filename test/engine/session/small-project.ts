import { mkdtempSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** A Pulumi project of one file of JavaScript in a new folder, with this project's node_modules. */
export function smallProject(program: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "azmfa-small-")));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  write("Pulumi.yaml", "name: az\nruntime: nodejs\n");
  write("package.json", '{ "name": "az", "main": "index.js" }');
  write("index.js", program);
  symlinkSync(resolve(__dirname, "../../../node_modules"), join(folder, "node_modules"));
  return folder;
}
