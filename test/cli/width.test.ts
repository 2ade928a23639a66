import assert from "node:assert/strict";
import { widthOf } from "../../src/cli/process-host";

describe("the width of results", () => {
  for (const [columns, width] of [
    [90, 90],
    [300, 100],
    [20, 50],
    [undefined, 80],
  ] as const)
    it(`is ${width} of ${columns ?? "unknown"}`, () => assert.equal(widthOf({ columns }), width));
});
