import assert from "node:assert/strict";
import { type Aspect, aspectOf, MOST_OPTIONS, type Option } from "../../../src/verifier/search/aspect";
import { emptyBitSet, setBit } from "../../../src/verifier/search/bit-set";

const SIZE = 40;

/** An option by the policies whose condition it includes, and excludes; `name` is a country, so that it is seen again. */
function option(name: string, included: readonly number[], excluded: readonly number[] = []): Option {
  const bits = { included: emptyBitSet(SIZE), excluded: emptyBitSet(SIZE) };
  for (const number of included) setBit(bits.included, number);
  for (const number of excluded) setBit(bits.excluded, number);
  return { network: { countryByAddress: { kind: "code", code: name } }, ...bits };
}

const nameOf = ({ network: { countryByAddress } }: Option): string =>
  countryByAddress?.kind === "code" ? countryByAddress.code : "";

function names(options: readonly Option[], leastOnly: boolean): readonly string[] {
  const aspect = aspectOf(options, leastOnly, SIZE);
  assert.ok(aspect !== "tooMany");
  return aspect.options.map(nameOf);
}

describe("the options of an aspect of the network", () => {
  it("are one for each difference that they make, the first of each", () =>
    assert.deepEqual(
      names([option("A", [1]), option("B", [1]), option("C", [35]), option("D", [1], [2]), option("E", [35])], false),
      ["A", "C", "D"],
    ));

  it("make no difference by including what they exclude", () =>
    assert.deepEqual(names([option("A", [1], [2]), option("B", [1, 2], [2])], false), ["A"]));

  it("leave out one where another always meets fewer conditions, and keep the order of the others", () =>
    assert.deepEqual(
      names(
        [option("A", [1, 35]), option("B", [35]), option("C", [2]), option("D", [2, 3]), option("E", [2], [4])],
        true,
      ),
      ["B", "E"],
    ));

  it("keep one that excludes what the smaller one doesn't", () =>
    assert.deepEqual(names([option("A", [1, 35], [3]), option("B", [1])], true), ["A", "B"]));

  it("leave out one that includes only what a smaller one excludes besides", () =>
    assert.deepEqual(names([option("A", []), option("B", [], [1])], true), ["B"]));

  it("have the first as the usual one, also where it is left out", () => {
    const aspect = aspectOf([option("A", [1, 35]), option("B", [35])], true, SIZE);
    assert.ok(aspect !== "tooMany");
    assert.equal(aspect.usual && nameOf(aspect.usual), "A");
    assert.deepEqual(bitsOf(aspect), { includable: [35], excludable: [] });
  });

  it("say what they can include, and exclude", () => {
    const aspect = aspectOf([option("A", [1], [4]), option("B", [35], [6])], false, SIZE);
    assert.ok(aspect !== "tooMany");
    assert.deepEqual(bitsOf(aspect), { includable: [1, 35], excludable: [4, 6] });
  });

  it("are too many beyond the bound, and not before", () => {
    const size = 17;
    const numbered = (count: number): readonly Option[] =>
      Array.from({ length: count }, (_, number) => ({
        network: {},
        included: Uint32Array.of(number),
        excluded: emptyBitSet(size),
      }));
    const aspect = aspectOf(numbered(MOST_OPTIONS), false, size);
    assert.equal(aspect === "tooMany" ? 0 : aspect.options.length, MOST_OPTIONS);
    assert.equal(aspectOf(numbered(MOST_OPTIONS + 1), false, size), "tooMany");
  });
});

function bitsOf({ includable, excludable }: Aspect) {
  const numbers = (bits: Uint32Array): readonly number[] =>
    Array.from({ length: SIZE }, (_, number) => number).filter(
      (number) => (((bits[number >>> 5] ?? 0) >>> (number & 31)) & 1) === 1,
    );
  return { includable: numbers(includable), excludable: numbers(excludable) };
}
