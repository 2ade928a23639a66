import assert from "node:assert/strict";
import fc from "fast-check";
import { exempted, graphTenants } from "./generated/graph-tenants";
import { askBoth } from "./oracle/ask-both";

describe("prove, against an oracle that shares no code with it", () => {
  it("gives the same verdict on every generated tenant file, with the same people, classes and outsiders", () => {
    fc.assert(
      fc.property(graphTenants, exempted, (json, exempt) => {
        const { product, oracle } = askBoth(json, exempt);
        assert.deepEqual(product, oracle);
      }),
      { numRuns: 1500 },
    );
  });
});
