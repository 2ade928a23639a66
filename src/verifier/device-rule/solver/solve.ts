import type { Literal } from "./literal";
import type { Problem } from "./problem";
import { Search } from "./search";

/** Literals that together satisfy every clause; what none of them is about may be either way. */
export type Solution =
  | { readonly kind: "satisfied"; readonly holding: ReadonlySet<Literal> }
  | { readonly kind: "contradictory" }
  | { readonly kind: "tooHard" };

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
