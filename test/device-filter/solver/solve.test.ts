import assert from "node:assert/strict";
import fc from "fast-check";
import type { Literal } from "../../../src/device-filter/formula";
import { solve } from "../../../src/device-filter/sat-solver";

const PROPOSITIONS = 7;

const arbLiteral = fc.nat(PROPOSITIONS * 2 - 1);
const arbClauses = fc.array(fc.array(arbLiteral, { minLength: 1, maxLength: 4 }), { maxLength: 40 });

/** Every way to settle all propositions, as the literals that hold. */
const WORLDS = Array.from({ length: 2 ** PROPOSITIONS }, (_, bits) => {
  return new Set(Array.from({ length: PROPOSITIONS }, (_, i) => i * 2 + ((bits >> i) & 1)));
});

const satisfies = (world: ReadonlySet<Literal>, clauses: readonly (readonly Literal[])[]): boolean =>
  clauses.every((clause) => clause.some((literal) => world.has(literal)));

const looked = (): number => 0;

describe("solving clauses", () => {
  it("agrees with trying every combination", () => {
    fc.assert(
      fc.property(arbClauses, (clauses) => {
        const solution = solve({ variables: PROPOSITIONS, clauses, consequencesOf: () => [], looked }, 100_000);
        if (solution.kind === "satisfied") assert.ok(satisfies(solution.model, clauses));
        else {
          assert.equal(solution.kind, "contradictory");
          assert.ok(!WORLDS.some((world) => satisfies(world, clauses)));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("takes consequences for clauses of two", () => {
    const arbPairs = fc.array(fc.tuple(fc.nat(PROPOSITIONS - 1), fc.nat(PROPOSITIONS - 1)), { maxLength: 8 });
    fc.assert(
      fc.property(arbClauses, arbPairs, (clauses, pairs) => {
        const implications = pairs.flatMap(([a, b]) => [
          { from: a * 2, to: b * 2 },
          { from: b * 2 + 1, to: a * 2 + 1 },
        ]);
        const consequencesOf = (literal: Literal): readonly Literal[] =>
          implications.filter(({ from }) => from === literal).map(({ to }) => to);
        const written = [...clauses, ...implications.map(({ from, to }) => [from ^ 1, to])];
        const solution = solve({ variables: PROPOSITIONS, clauses, consequencesOf, looked }, 100_000);
        assert.equal(
          solution.kind === "satisfied",
          WORLDS.some((world) => satisfies(world, written)),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("finds an empty clause contradictory", () =>
    assert.deepEqual(solve({ variables: 0, clauses: [[]], consequencesOf: () => [], looked }, 0), {
      kind: "contradictory",
      steps: 0,
    }));
});
