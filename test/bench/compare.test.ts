import assert from "node:assert/strict";
import { compare, type Way } from "../../bench/measuring/compare";

/** A way whose runs take what is listed, in seconds, one after the other; each run is written down. */
function aWay(title: string, seconds: readonly number[], ran: string[] = []): Way {
  const left = [...seconds];
  return {
    title,
    run: async () => {
      ran.push(title);
      const wall = left.shift() ?? Number.NaN;
      return { wall, processor: wall * 2 };
    },
  };
}

describe("comparing two ways of doing one thing", () => {
  it("runs them in turn", async () => {
    const ran: string[] = [];
    await compare([aWay("a", [1, 1], ran), aWay("b", [1, 1], ran)], 2, () => undefined);
    assert.deepEqual(ran, ["a", "b", "a", "b"]);
  });

  it("compares within a round, so that a slow round doesn't count as a slow way", async () => {
    const [, other] = await compare([aWay("a", [1, 10, 1]), aWay("b", [2, 11, 1.5])], 3, () => undefined);
    assert.deepEqual(other, { title: "b", median: { wall: 2, processor: 4 }, added: { wall: 1, processor: 2 } });
  });

  it("takes the middle between two where their number is even", async () => {
    const [first] = await compare([aWay("a", [1, 2])], 2, () => undefined);
    assert.deepEqual(first?.median, { wall: 1.5, processor: 3 });
  });
});
