import assert from "node:assert/strict";
import fc from "fast-check";
import { minimalSet } from "../../../src/audit/carriers/minimal-set";

describe("a minimal set", () => {
  it("holds, and without any one of it doesn't", () =>
    fc.assert(
      fc.property(
        fc.array(fc.uniqueArray(fc.nat(11), { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        (enough) => {
          const items = Array.from({ length: 12 }, (_, index) => index);
          const holds = (some: readonly number[]): boolean =>
            enough.some((set) => set.every((one) => some.includes(one)));
          const found = minimalSet(items, holds);
          assert.ok(holds(found));
          for (const one of found) assert.ok(!holds(found.filter((other) => other !== one)));
        },
      ),
    ));

  it("is empty where nothing is needed", () =>
    assert.deepEqual(
      minimalSet([1, 2], () => true),
      [],
    ));
});
