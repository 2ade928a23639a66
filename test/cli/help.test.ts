import assert from "node:assert/strict";
import { COMMANDS } from "../../azmfa/commands";
import { version } from "../../package.json";
import { namesIn } from "../../src/cli/arguments";
import { recordedRun } from "./recorded-run";

describe("azmfa --help", () => {
  it("lists every command, and the exit statuses", async () => {
    const { status, out } = await recordedRun(["--help"]);
    assert.equal(status, 0);
    for (const [name, { summary }] of Object.entries(COMMANDS))
      assert.ok(out.replace(/\s+/g, " ").includes(` ${name} ${summary} `));
    assert.match(out, /Exit status:\n {2}0 .*\n {2}1 .*\n {2}2 /);
  });

  it("says its version", async () =>
    assert.deepEqual(await recordedRun(["--version"]), { status: 0, out: `azmfa ${version}\n`, err: "" }));

  for (const name of Object.keys(COMMANDS)) {
    it(`says what each exit status of ${name} means, lists every option, and fits into a terminal`, async () => {
      const { status, out } = await recordedRun([name, "--help"]);
      assert.equal(status, 0);
      const { statuses = {}, options = [], about = "" } = COMMANDS[name]?.load() ?? {};
      const said = [...out.matchAll(/^ {2}([0-2]) {2}\S/gm)].map(([, one]) => one);
      assert.deepEqual(said, Object.keys({ ...statuses, 2: "" }));
      assert.doesNotMatch(out, /sandbox/i); // a tenant that only this repository has
      for (const option of namesIn(options)) assert.ok(out.includes(`--${option}`));
      assert.ok(out.includes(`\n\n${about}\n\n`), "its lines are broken where its author broke them");
      // What can't be broken: an option with all of its values, and a command to copy.
      const prose = out.split("\n").filter((line) => !/^ {2}(--|\w+=)/.test(line));
      for (const line of prose) assert.ok(line.length <= 80, line);
    });

    it(`can be asked of ${name} in three ways`, async () => {
      const { out } = await recordedRun([name, "--help"]);
      for (const line of [`${name} -h`, `help ${name}`, `${name} --help x.json`])
        assert.deepEqual(await recordedRun(line.split(" ")), { status: 0, out, err: "" });
    });
  }

  it("takes --help after -- for a file", async () =>
    assert.match((await recordedRun(["prove", "--", "--help"])).err, /^--help: there is no such file/));
});
