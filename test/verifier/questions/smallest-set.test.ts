import assert from "node:assert/strict";
import fc from "fast-check";
import { smallestHitting } from "../../../src/verifier/questions/smallest-set";
import { always } from "../../times";

/** Every set of numbers up to 7, the smallest first and of equal size in order: the definition, slowly. */
const ALL_SETS: readonly (readonly number[])[] = Array.from({ length: 2 ** 8 }, (_, bits) =>
  Array.from({ length: 8 }, (_, number) => number).filter((number) => bits & (1 << number)),
).sort((one, other) => one.length - other.length || (one.join() < other.join() ? -1 : 1));

describe("the smallest set that has a number of each list", () => {
  const lists = fc.array(fc.uniqueArray(fc.nat(7), { minLength: 1, maxLength: 5 }), { maxLength: 9 });

  it("is the first of those that trying all of them finds", () =>
    always(500, [lists], (lists) => {
      const first = ALL_SETS.find((set) => lists.every((list) => list.some((one) => set.includes(one))));
      assert.deepEqual([...(smallestHitting(lists) ?? [])], first);
    }));

  it("is found where very many are equally small", () => {
    const apart = Array.from({ length: 40 }, (_, at) => [3 * at, 3 * at + 1, 3 * at + 2]);
    assert.deepEqual(
      [...(smallestHitting(apart) ?? [])],
      apart.map(([first]) => first),
    );
  });
});
