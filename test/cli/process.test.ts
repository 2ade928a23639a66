import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";
import { suiteFolder } from "../temporary-folder";
import { aPolicy, aTenant } from "./a-tenant";
import { azmfa } from "./azmfa-process";
import { recordedRun } from "./recorded-run";

describe("azmfa as a process", () => {
  const files = suiteFolder();
  const proved = JSON.stringify(aTenant([aPolicy()]));

  it("reads standard input, a byte order mark in front of it, calls it by its name, and colours no pipe", async () => {
    const { status, out } = await azmfa(["prove", "-"], { input: `\ufeff${proved}` });
    assert.equal(status, 0);
    assert.match(out, /^PROVED {2}standard input {2}/);
    assert.ok(!out.includes("\u001b"));
  });

  const pipe = (name: string): string => {
    execFileSync("mkfifo", [join(files.path, name)]);
    return join(files.path, name);
  };

  it("reads pipes that have a name, and tells of no SHA-256 of what can't be read again", async () => {
    const [tenant, register] = [pipe("pipe.json"), pipe("register")];
    for (const [path, text] of Object.entries({ [tenant]: proved, [register]: "exclusions: []" }))
      spawn("sh", ["-c", 'printf %s "$1" > "$0"', path, text]); // ends when all of it was read
    const audit = ["audit", tenant, "--exclusions", register, "--format", "json"];
    const { run, verdict } = JSON.parse((await azmfa(audit)).out);
    assert.deepEqual([verdict.verdict, run.source.sha256, run.register.sha256], ["proved", null, null]);
    const bundled = [...audit, "--bundle", "none"];
    for (const again of [bundled, ["prove", tenant, "--certificate", "none"]])
      assert.match((await azmfa(again)).err, /takes .*\b(no|not a) pipe\n/);
  });

  it("refuses a pipe that nobody writes to, and a file without an end", async () => {
    const tenant = files.write("tenant.json", proved);
    for (const path of [pipe("nobody"), "/dev/zero"])
      for (const args of [
        ["prove"],
        ["replay", "--tenant", tenant],
        ["check-config"],
        ["prove", tenant, "--exclusions"],
      ])
        assert.equal((await recordedRun([...args, path])).status, 2, `${args} ${path}`);
  });

  it("calls standard input by its name when something is wrong with it", async () => {
    const { status, err } = await azmfa(["prove", "-"], { input: "[1" });
    assert.deepEqual(
      { status, err },
      { status: 2, err: "standard input:1:3: the JSON ends in the middle; the file may have been cut off\n" },
    );
  });

  it("ends without a word when nobody reads on", async () => {
    const tenant = files.write("tenant.json", { policies: [] });
    const { status, err } = await azmfa(["prove", ...Array(200).fill(tenant)], { readsOn: false });
    assert.deepEqual({ status, err }, { status: 2, err: "" });
  });

  it("says that its results could not be written", async function () {
    if (!existsSync("/dev/full")) this.skip();
    const full = openSync("/dev/full", "w");
    const { status, err } = await azmfa(["prove", files.write("full.json", proved)], { stdout: full });
    closeSync(full);
    assert.deepEqual([status, err], [2, "azmfa: results could not be written: the disk is full\n"]);
  });

  it("doesn't load what only other commands need", async () => {
    const script = `
      const { azmfa } = require(${JSON.stringify(join(__dirname, "../../azmfa/commands"))});
      const quiet = { out: async () => {}, err: () => {}, colour: false, width: 80, today: "2026-10-01", now: () => 0, pause: async () => {} };
      azmfa(["prove", ${JSON.stringify(files.write("proved.json", proved))}], quiet).then((status) => {
        const heavy = Object.keys(require.cache).filter((file) => /node_modules.@(pulumi|azure|microsoft|grpc)/.test(file));
        console.log(JSON.stringify({ status, heavy }));
      });`;
    const child = spawn(process.execPath, ["--import", "tsx", "--eval", script]);
    let out = "";
    for await (const piece of child.stdout) out += piece;
    assert.deepEqual(JSON.parse(out), { status: 0, heavy: [] });
  });
});
