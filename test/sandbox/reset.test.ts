import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";

const reset = (...args: readonly string[]) =>
  spawnSync(process.execPath, ["--import", "tsx", join(__dirname, "../../sandbox/reset.ts"), ...args], {
    encoding: "utf8",
  });

describe("npm run sandbox:reset", () => {
  it("prints its help and deletes nothing", () => {
    const { status, stdout, stderr } = reset("--help");
    assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
    assert.match(stdout, /^Deletes the local tenant/);
  });

  it("refuses an unknown option and deletes nothing", () => {
    const { status, stderr } = reset("--dry-run");
    assert.equal(status, 2);
    assert.match(stderr, /^error: `--dry-run` is not an option of npm run sandbox:reset\n {2}help: /);
  });
});
