import type { Literal } from "./literal";
import type { Problem } from "./problem";
import { Search } from "./search";

/** Literals that together satisfy every clause; what none of them is about may be either way. `steps` is what it took. */
export type Solution = (
  | { readonly kind: "satisfied"; readonly holding: ReadonlySet<Literal> }
  | { readonly kind: "contradictory" }
  | { readonly kind: "tooHard" }
) & { readonly steps: number };

/**
 * Satisfies the clauses or proves that nothing does: chooses a literal of a clause that isn't satisfied yet, follows what is
 * forced, and learns from each contradiction a clause that rules out its cause (conflict-driven clause learning), so that no
 * mistake is made twice.
 * @param most how many steps to take before giving up as too hard: clauses and literals looked at
 */
export function solve(problem: Problem, most: number): Solution {
  const search = new Search(problem);
  if (!search.begin()) return { kind: "contradictory", steps: search.steps };
  for (;;) {
    const clash = search.proceed(most);
    const { steps } = search;
    if (clash === "tooHard") return { kind: "tooHard", steps };
    if (clash === "satisfied") return { kind: "satisfied", holding: new Set(search.assignment.trail), steps };
    if (search.assignment.level === 0) return { kind: "contradictory", steps };
    search.learnFrom(clash);
  }
}
