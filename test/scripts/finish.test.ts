import assert from "node:assert/strict";
import { type Count, finish } from "../../scripts/checks/finish";

describe("the end of a run", () => {
  const three = { passed: 3, failed: 0 };
  const rows: readonly (readonly [what: string, counts: readonly Count[], status: number, last: string])[] = [
    ["sums up in the last line", [three, { passed: 4, failed: 0 }], 0, "7 passed, 0 failed"],
    ["is a failure when one test has failed", [three, { passed: 4, failed: 1 }], 1, "7 passed, 1 failed"],
    ["is a failure when nothing ran", [], 1, "0 passed, 0 failed"],
  ];
  for (const [what, counts, status, last] of rows)
    it(what, () => {
      const { exitCode } = process;
      const { log } = console;
      let said = "";
      console.log = (text: string) => {
        said = text;
      };
      try {
        finish(counts);
        assert.deepEqual([process.exitCode, said.split("\n").at(-1)], [status, last]);
      } finally {
        console.log = log;
        process.exitCode = exitCode;
      }
    });
});
