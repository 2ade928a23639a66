import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import { FAULTS } from "../../../scripts/checks/faults/catalogue";
import { plant } from "../../../scripts/checks/faults/fault";

const at = (path: string): string => resolve(__dirname, "../../..", path);

describe("the catalogue of faults", () => {
  for (const fault of FAULTS) {
    it(`fits the code: ${fault.name}`, () => {
      const text = readFileSync(at(fault.file), "utf8");
      assert.notEqual(plant(fault, text), text);
    });

    it(`names tests that exist: ${fault.name}`, () => {
      for (const tests of fault.tests) assert.ok(existsSync(at(tests.split("/**")[0] ?? "")), tests);
    });
  }

  it("has each name once", () => {
    assert.equal(new Set(FAULTS.map(({ name }) => name)).size, FAULTS.length);
  });
});
