import type { Clause } from "./clauses";
import type { Literal } from "./literal";

/** What to satisfy: the clauses, and what follows from single literals without being written down as clauses. */
export interface Problem {
  readonly propositions: number;
  readonly clauses: readonly Clause[];
  /** Must know both directions: if b follows from a, then not a from not b. Consequences alone must be satisfiable. */
  readonly consequencesOf: (literal: Literal) => readonly Literal[];
  /** How many facts have been looked at so far to tell consequences. */
  readonly looked: () => number;
}
