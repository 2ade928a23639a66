import assert from "node:assert/strict";
import { type BitSet, emptyBitSet, setBit } from "../../../src/verifier/search/bit-set";
import { Budget } from "../../../src/verifier/search/budget";
import { DeadEnds } from "../../../src/verifier/search/dead-ends";

const SIZE = 40;

function setOf(...numbers: readonly number[]): BitSet {
  const bits = emptyBitSet(SIZE);
  for (const number of numbers) setBit(bits, number);
  return bits;
}

const state = (alive: readonly number[], included: readonly number[]) => ({
  alive: setOf(...alive),
  included: setOf(...included),
});

const NOBODY = setOf();
/** In question: 1, 2 and 35; included: 1 and 35. */
const HERE = state([1, 2, 35], [1, 35]);

/** Dead ends of which one is known, at the second aspect, because of 1 and 35. */
function oneKnown(wanted: BitSet = NOBODY) {
  const budget = new Budget(1_000_000);
  budget.grant(1_000_000);
  const deadEnds = new DeadEnds(budget);
  const { key } = deadEnds.find(1, HERE, wanted);
  deadEnds.add(key, 1, HERE, wanted, setOf(1, 35));
  return { deadEnds, budget };
}

describe("a dead end of the search for a network", () => {
  it("isn't known before it was met", () => {
    const deadEnds = new DeadEnds(new Budget(1000));
    assert.equal(deadEnds.find(1, HERE, NOBODY).because, undefined);
  });

  for (const { title, there, isKnown } of [
    { title: "is met again", there: HERE, isKnown: true },
    { title: "is one whatever the others say", there: state([1, 3, 35], [1, 3, 35]), isKnown: true },
    { title: "is none where one of its policies is out of question", there: state([1, 2], [1]), isKnown: false },
    { title: "is none where one of its policies isn't included yet", there: state([1, 2, 35], [1, 2]), isKnown: false },
  ])
    it(title, () => {
      const { because } = oneKnown().deadEnds.find(1, there, NOBODY);
      assert.deepEqual(because, isKnown ? setOf(1, 35) : undefined);
    });

  it("is none at another aspect, where other things can still change", () => {
    const { deadEnds } = oneKnown();
    assert.equal(deadEnds.find(0, HERE, NOBODY).because, undefined);
    assert.equal(deadEnds.find(2, HERE, NOBODY).because, undefined);
  });

  it("is none for a search that wants something else", () => {
    assert.equal(oneKnown().deadEnds.find(1, HERE, setOf(2)).because, undefined);
    assert.equal(oneKnown(setOf(2)).deadEnds.find(1, HERE, NOBODY).because, undefined);
    assert.equal(oneKnown(setOf(2)).deadEnds.find(1, HERE, setOf(35)).because, undefined);
    assert.deepEqual(oneKnown(setOf(2)).deadEnds.find(1, HERE, setOf(2)).because, setOf(1, 35));
  });

  it("is none where what is wanted is included, and wasn't there: it helps the one and harms the other", () => {
    const { deadEnds } = oneKnown(setOf(2));
    assert.equal(deadEnds.find(1, state([1, 2, 35], [1, 2, 35]), setOf(2)).because, undefined);
  });

  it("is still known after many others", () => {
    const { deadEnds } = oneKnown();
    for (let number = 3; number < 34; number++) {
      const other = state([number, 39], [number]);
      const { key } = deadEnds.find(1, other, NOBODY);
      deadEnds.add(key, 1, other, NOBODY, setOf(number));
    }
    assert.deepEqual(deadEnds.find(1, HERE, NOBODY).because, setOf(1, 35));
    assert.deepEqual(deadEnds.find(1, state([20, 39], [20]), NOBODY).because, setOf(20));
    assert.equal(deadEnds.find(1, state([20, 39], [39]), NOBODY).because, undefined);
  });

  it("costs steps to look up, and more to be held against others", () => {
    const costOf = (look: (deadEnds: DeadEnds) => void): number => {
      const { deadEnds, budget } = oneKnown();
      const { left } = budget;
      look(deadEnds);
      return left - budget.left;
    };
    const alone = costOf((deadEnds) => deadEnds.find(2, HERE, NOBODY));
    assert.ok(alone > 0);
    assert.ok(costOf((deadEnds) => deadEnds.find(1, state([5], [5]), NOBODY)) > alone);
  });
});
