import assert from "node:assert/strict";
import { countOf } from "../../scripts/checks/count";

describe("the count of a check", () => {
  it("is mocha's own where it is mocha", () => {
    assert.deepEqual(countOf("\n  12 passing (3s)\n  2 failing\n", false), { passed: 12, failed: 2 });
    assert.deepEqual(countOf("\n  12 passing (3s)\n  1 pending\n", true), { passed: 12, failed: 0 });
  });

  it("is read past the colours", () => {
    const coloured =
      "\n\u001b[92m \u001b[0m\u001b[32m 12 passing\u001b[0m\u001b[90m (3s)\u001b[0m\n\u001b[31m  2 failing\u001b[0m\n";
    assert.deepEqual(countOf(coloured, false), { passed: 12, failed: 2 });
  });

  it("is one for a check that counts nothing", () => {
    assert.deepEqual(countOf("checked", true), { passed: 1, failed: 0 });
    assert.deepEqual(countOf("no-circular: 2 violations", false), { passed: 0, failed: 1 });
  });

  it("has a failure more where everything passed and the run failed", () => {
    assert.deepEqual(countOf("  12 passing (3s)\nERROR: Coverage for lines (79%)", false), { passed: 12, failed: 1 });
  });

  it("isn't led astray by a test's own words", () => {
    assert.deepEqual(countOf("    ✔ says 3 passing and 1 failing\n\n  1 passing (5ms)\n", true), {
      passed: 1,
      failed: 0,
    });
  });
});
