import assert from "node:assert/strict";
import fc from "fast-check";
import { type Literal, negate } from "../../../src/verifier/solver/formula";
import { Solver } from "../../../src/verifier/solver/solver";
import { always } from "../../times";

const VARIABLES = 7;
const MOST = 100_000;

const arbLiteral = fc.nat(VARIABLES * 2 - 1);
const arbClauses = fc.array(fc.array(arbLiteral, { minLength: 1, maxLength: 4 }), { maxLength: 40 });
const arbQuestions = fc.array(fc.array(arbLiteral, { maxLength: 5 }), { minLength: 1, maxLength: 6 });

/** Every way to assign all variables, as the literals that are true. */
const MODELS = Array.from({ length: 2 ** VARIABLES }, (_, bits) => {
  return new Set(Array.from({ length: VARIABLES }, (_, i) => i * 2 + ((bits >> i) & 1)));
});

type Clauses = readonly (readonly Literal[])[];

const isPossible = (clauses: Clauses, assumed: readonly Literal[]): boolean =>
  MODELS.some(
    (model) =>
      assumed.every((literal) => model.has(literal)) &&
      clauses.every((clause) => clause.some((literal) => model.has(literal))),
  );

function solverWith(clauses: Clauses, implied: (literal: Literal) => readonly Literal[] = () => []): Solver {
  const solver = new Solver(implied);
  for (let at = 0; at < VARIABLES; at++) solver.variable(at % 2 === 0);
  for (const clause of clauses) solver.add(clause);
  return solver;
}

/** Asks one solver all questions, one after the other. */
function assertRight(solver: Solver, clauses: Clauses, questions: Clauses): void {
  for (const assumed of questions) {
    const answer = solver.solve(assumed, MOST);
    if (answer.kind === "yes") {
      assert.ok([...clauses, ...assumed.map((one) => [one])].every((clause) => clause.some(answer.isTrue)));
      continue;
    }
    assert.equal(answer.kind, "no");
    const core = answer.kind === "no" ? answer.core : [];
    assert.ok(core.every((literal) => assumed.includes(literal)));
    assert.ok(!isPossible(clauses, core));
  }
}

describe("the solver", () => {
  it("agrees with trying every combination, question by question, and its cores can't be true", () =>
    always(2000, [arbClauses, arbQuestions], (clauses, questions) => {
      assertRight(solverWith(clauses), clauses, questions);
    }));

  it("takes implications for clauses of two", () => {
    const arbPairs = fc.array(fc.tuple(fc.nat(VARIABLES - 1), fc.nat(VARIABLES - 1)), { maxLength: 8 });
    always(2000, [arbClauses, arbPairs, arbQuestions], (clauses, pairs, questions) => {
      const implications = pairs.flatMap(([a, b]) => [
        { from: a * 2, to: b * 2 },
        { from: b * 2 + 1, to: a * 2 + 1 },
      ]);
      const implied = (literal: Literal): readonly Literal[] =>
        implications.filter(({ from }) => from === literal).map(({ to }) => to);
      const written = [...clauses, ...implications.map(({ from, to }) => [negate(from), to])];
      assertRight(solverWith(clauses, implied), written, questions);
    });
  });

  it("stops at its bound", () => {
    const solver = new Solver();
    const seat = Array.from({ length: 9 }, () => Array.from({ length: 8 }, () => solver.variable()));
    for (const seats of seat) solver.add(seats);
    for (let at = 0; at < 8; at++)
      for (const [guest, seats] of seat.entries())
        for (const others of seat.slice(guest + 1)) solver.add([negate(seats[at] ?? 0), negate(others[at] ?? 0)]);
    assert.equal(solver.solve([], 500).kind, "bound");
  });
});
