import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { resolve } from "node:path";

/** What a process ends with that finishes with these counts. */
function finished(counts: string): { readonly status: number | null; readonly last: string | undefined } {
  const finish = resolve(__dirname, "../../scripts/checks/finish.ts");
  const script = `require(${JSON.stringify(finish)}).finish(${counts})`;
  const { status, stdout } = spawnSync(process.execPath, ["--import", "tsx", "--eval", script], { encoding: "utf8" });
  return { status, last: stdout.trimEnd().split("\n").at(-1) };
}

describe("the end of a run", () => {
  it("sums up in the last line", () => {
    const counts = "[{ passed: 3, failed: 0 }, { passed: 4, failed: 0 }]";
    assert.deepEqual(finished(counts), { status: 0, last: "7 passed, 0 failed" });
  });

  it("is a failure when one test has failed", () => {
    const counts = "[{ passed: 3, failed: 0 }, { passed: 4, failed: 1 }]";
    assert.deepEqual(finished(counts), { status: 1, last: "7 passed, 1 failed" });
  });

  it("is a failure when nothing ran", () => {
    assert.deepEqual(finished("[]"), { status: 1, last: "0 passed, 0 failed" });
  });
});
