import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, existsSync, openSync } from "node:fs";
import { join } from "node:path";

const MAIN = join(__dirname, "../../../sandbox/session/main");

/** Runs a program that executes the statement, with the given standard output, and stops reading a pipe at once. */
async function run(statement: string, stdout: "pipe" | number): Promise<{ status: number | null; err: string }> {
  const script = `require(${JSON.stringify(MAIN)}).runMain(async () => { ${statement} });`;
  const child = spawn(process.execPath, ["--import", "tsx", "--eval", script], { stdio: ["ignore", stdout, "pipe"] });
  child.stdout?.once("data", () => child.stdout?.destroy());
  let err = "";
  child.stderr?.on("data", (piece) => {
    err += piece;
  });
  const [status] = await once(child, "close");
  return { status, err };
}

describe("a program of the sandbox", () => {
  it("prints an error in plain words when its output can't be written", async function () {
    if (!existsSync("/dev/full")) this.skip();
    const full = openSync("/dev/full", "w");
    const { status, err } = await run('process.stdout.write("text"); return 0;', full);
    closeSync(full);
    assert.equal(status, 2);
    assert.match(err, /^error: .* could not be used: the disk is full\n {2}help: free some space/);
    assert.ok(!err.includes("    at "));
  });

  it("ends without a message when the reader of its output has gone", async () => {
    const endless = 'for (;;) { process.stdout.write("text\\\\n".repeat(10000)); await new Promise(setImmediate); }';
    assert.deepEqual(await run(endless, "pipe"), { status: 2, err: "" });
  });
});
