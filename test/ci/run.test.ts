import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const SCRIPT = readFileSync(join(__dirname, "../../.ci/run"), "utf8");
/** The functions that count, without the steps themselves. */
const COUNTING = SCRIPT.slice(SCRIPT.indexOf("step() {"), SCRIPT.indexOf("on_node() {"));

/** What one step adds to the sums: passed, failed. */
function added(kind: "step" | "tests", command: string): string {
  const script = `set -u; passed=0; failed=0\n${COUNTING}\n${kind} title bash -c '${command}' >/dev/null\necho "$passed $failed"`;
  return spawnSync("bash", ["-c", script], { encoding: "utf8" }).stdout.trim();
}

describe("the sums of .ci/run", () => {
  for (const [kind, command, sums] of [
    ["tests", 'echo "3 passed, 0 failed"', "3 0"],
    ["tests", 'echo "3 passed, 0 failed"; echo "npm notice" >&2', "3 0"],
    ["tests", 'echo "3 passed, 1 failed"; exit 1', "3 1"],
    ["tests", 'echo "3 passed, 0 failed"; exit 1', "3 1"],
    ["tests", 'echo "3 passed, 1 failed"', "3 2"],
    ["tests", 'echo "0 passed, 0 failed"', "0 1"],
    ["tests", "true", "0 1"],
    ["tests", "exit 2", "0 1"],
    ["step", "true", "1 0"],
    ["step", "false", "0 1"],
  ] as const)
    it(`are ${sums} after ${kind === "tests" ? "tests that" : "a step that"} ran: ${command}`, () =>
      assert.equal(added(kind, command), sums));
});
