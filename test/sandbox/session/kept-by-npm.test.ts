import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { keptByNpm, keptByNpmText } from "../../../sandbox/session/main";
import { temporaryFolder } from "../../temporary-folder";

const OPTIONS = ["exclusions", "fail-on", "location", "yes"];

describe("options that npm keeps for itself", () => {
  const folder = temporaryFolder();

  /** The environment that a script of npm's has. */
  function environmentOf(...args: readonly string[]): NodeJS.ProcessEnv {
    const script = 'node -p "JSON.stringify(process.env)"';
    writeFileSync(join(folder.path, "package.json"), JSON.stringify({ name: "x", scripts: { show: script } }));
    return JSON.parse(execFileSync("npm", ["run", "-s", "show", ...args], { cwd: folder.path, encoding: "utf8" }));
  }

  it("are found in what npm leaves behind, with a value and without", () => {
    const environment = environmentOf("--exclusions", "a.yaml", "--fail-on=weakened");
    assert.deepEqual(keptByNpm(OPTIONS, environment), ["--exclusions", "--fail-on"]);
  });

  it("aren't there where it stood after the two dashes, nor those that npm has itself", () => {
    assert.deepEqual(keptByNpm(OPTIONS, environmentOf("--", "tenant.json")), []);
    assert.deepEqual(keptByNpm(OPTIONS, { npm_config_location: "global", npm_config_yes: "true" }), []);
  });

  it("are named, with how to write it", () => {
    assert.equal(
      keptByNpmText(["--exclusions", "--on"], "npm run -s azmfa"),
      "npm kept --exclusions and --on for itself, so nothing was run\n  help: write -- before everything that isn't for npm: npm run -s azmfa -- … --exclusions …",
    );
  });
});
