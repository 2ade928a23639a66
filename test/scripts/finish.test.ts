import assert from "node:assert/strict";
import { type Count, finish } from "../../scripts/checks/finish";

/** What a process ends with that finishes with these counts. */
function finished(...counts: readonly Count[]) {
  const { exitCode } = process;
  const { log } = console;
  let said = "";
  console.log = (text: string) => {
    said += `${text}\n`;
  };
  try {
    finish(counts);
    return { status: process.exitCode, last: said.trimEnd().split("\n").at(-1) };
  } finally {
    console.log = log;
    process.exitCode = exitCode;
  }
}

describe("the end of a run", () => {
  it("sums up in the last line", () =>
    assert.deepEqual(finished({ passed: 3, failed: 0 }, { passed: 4, failed: 0 }), {
      status: 0,
      last: "7 passed, 0 failed",
    }));

  it("is a failure when one test has failed", () =>
    assert.deepEqual(finished({ passed: 3, failed: 0 }, { passed: 4, failed: 1 }), {
      status: 1,
      last: "7 passed, 1 failed",
    }));

  it("is a failure when nothing ran", () => assert.deepEqual(finished(), { status: 1, last: "0 passed, 0 failed" }));
});
