import assert from "node:assert/strict";
import fc from "fast-check";
import type { Literal } from "../../../../src/law/device-filter/formula";
import { solve } from "../../../../src/law/device-filter/sat-solver";

const VARIABLES = 7;

const arbLiteral = fc.nat(VARIABLES * 2 - 1);
const arbClauses = fc.array(fc.array(arbLiteral, { minLength: 1, maxLength: 4 }), { maxLength: 40 });

/** Every way to assign all variables, as the literals that are true. */
const MODELS = Array.from({ length: 2 ** VARIABLES }, (_, bits) => {
  return new Set(Array.from({ length: VARIABLES }, (_, i) => i * 2 + ((bits >> i) & 1)));
});

const satisfies = (model: ReadonlySet<Literal>, clauses: readonly (readonly Literal[])[]): boolean =>
  clauses.every((clause) => clause.some((literal) => model.has(literal)));

const inspected = (): number => 0;

describe("solving clauses", () => {
  it("agrees with trying every combination", () => {
    fc.assert(
      fc.property(arbClauses, (clauses) => {
        const solution = solve({ variables: VARIABLES, clauses, impliedBy: () => [], inspected }, 100_000);
        if (solution.kind === "satisfiable") assert.ok(satisfies(solution.model, clauses));
        else {
          assert.equal(solution.kind, "unsatisfiable");
          assert.ok(!MODELS.some((model) => satisfies(model, clauses)));
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("takes implications for clauses of two", () => {
    const arbPairs = fc.array(fc.tuple(fc.nat(VARIABLES - 1), fc.nat(VARIABLES - 1)), { maxLength: 8 });
    fc.assert(
      fc.property(arbClauses, arbPairs, (clauses, pairs) => {
        const implications = pairs.flatMap(([a, b]) => [
          { from: a * 2, to: b * 2 },
          { from: b * 2 + 1, to: a * 2 + 1 },
        ]);
        const impliedBy = (literal: Literal): readonly Literal[] =>
          implications.filter(({ from }) => from === literal).map(({ to }) => to);
        const written = [...clauses, ...implications.map(({ from, to }) => [from ^ 1, to])];
        const solution = solve({ variables: VARIABLES, clauses, impliedBy, inspected }, 100_000);
        assert.equal(
          solution.kind === "satisfiable",
          MODELS.some((model) => satisfies(model, written)),
        );
      }),
      { numRuns: 2000 },
    );
  });

  it("finds an empty clause unsatisfiable", () =>
    assert.deepEqual(solve({ variables: 0, clauses: [[]], impliedBy: () => [], inspected }, 0), {
      kind: "unsatisfiable",
      steps: 0,
    }));
});
