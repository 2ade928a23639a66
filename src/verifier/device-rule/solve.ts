import type { Clause } from "./clauses";
import type { Literal } from "./literal";
import { Search } from "./search";

/** Literals that together satisfy every clause; what none of them is about may be either way. */
export type Solution =
  | { readonly kind: "satisfied"; readonly holding: ReadonlySet<Literal> }
  | { readonly kind: "contradictory" }
  | { readonly kind: "tooHard" };

/** What to satisfy: the clauses, and what follows from single literals without being written down as clauses. */
export interface Problem {
  readonly propositions: number;
  readonly clauses: readonly Clause[];
  /** Must know both directions: if b follows from a, then not a from not b. Consequences alone must be satisfiable. */
  readonly consequencesOf: (literal: Literal) => readonly Literal[];
}

/**
 * Satisfies the clauses or proves that nothing does: chooses a literal of a clause that isn't satisfied yet, follows what is
 * forced, and learns from each contradiction a clause that rules out its cause (conflict-driven clause learning), so that no
 * mistake is made twice.
 * @param budget how many contradictions to learn from before giving up as too hard
 */
export function solve(problem: Problem, budget: number): Solution {
  const search = new Search(problem);
  if (!search.begin()) return { kind: "contradictory" };
  for (let left = budget; ; left--) {
    const clash = search.proceed();
    if (clash === undefined) return { kind: "satisfied", holding: new Set(search.assignment.trail) };
    if (search.assignment.level === 0) return { kind: "contradictory" };
    if (left <= 0) return { kind: "tooHard" };
    search.learnFrom(clash);
  }
}
