import assert from "node:assert/strict";
import { type Fault, plant } from "../../../scripts/checks/faults/fault";

const aFault = (changes: Partial<Fault> = {}): Fault => ({
  name: "two is three",
  file: "two.ts",
  find: "= 2",
  put: "= 3",
  tests: ["two.test.ts"],
  ...changes,
});

describe("a planted fault", () => {
  it("replaces its place, and takes the new text as it is", () => {
    assert.equal(plant(aFault({ put: "= $&" }), "const two = 2;"), "const two = $&;");
  });

  for (const text of ["const two = 1 + 1;", "const two = 2; const again = 2;"]) {
    it(`is an error where its place isn't there exactly once: ${text}`, () => {
      assert.throws(() => plant(aFault(), text), /doesn't fit two\.ts any more: its place is there [02] times/);
    });
  }
});
