import type { Assignment } from "./assignment";
import type { Literal } from "./literal";

/**
 * Clauses of two literals and more, each found under its first two. Those are kept from failing as long as others can stand
 * in, so that a clause need only be looked at when one of the two fails.
 */
export class WatchedClauses {
  readonly #watching = new Map<Literal, Literal[][]>();
  /** How often a clause has been looked at. */
  steps = 0;

  add(clause: Literal[]): void {
    for (const literal of clause.slice(0, 2)) this.#watch(literal, clause);
  }

  /**
   * Settles what the clauses force now that the literal has failed.
   * @returns literals that all hold and can't, if a clause has nothing left
   */
  follow(failed: Literal, assignment: Assignment): readonly Literal[] | undefined {
    const clauses = this.#watching.get(failed) ?? [];
    const kept: Literal[][] = [];
    this.#watching.set(failed, kept);
    this.steps += clauses.length;
    for (let index = 0; index < clauses.length; index++) {
      const clause = clauses[index] ?? [];
      if (this.#movesOn(clause, failed, assignment)) continue;
      kept.push(clause);
      const [last = failed, ...others] = clause;
      if (assignment.isOpen(last)) assignment.settle(last, others.map(opposite));
      else if (!assignment.holds(last)) {
        for (const unseen of clauses.slice(index + 1)) kept.push(unseen);
        return clause.map(opposite);
      }
    }
    return undefined;
  }

  /** Puts `failed` second, and finds another literal to watch in its stead unless the clause holds anyway. */
  #movesOn(clause: Literal[], failed: Literal, assignment: Assignment): boolean {
    if (clause[0] === failed) swap(clause, 0, 1);
    if (assignment.holds(clause[0] ?? failed)) return false;
    for (let spare = 2; spare < clause.length; spare++) {
      const literal = clause[spare] ?? failed;
      if (assignment.holds(opposite(literal))) continue;
      swap(clause, 1, spare);
      this.#watch(literal, clause);
      return true;
    }
    return false;
  }

  #watch(literal: Literal, clause: Literal[]): void {
    const clauses = this.#watching.get(literal);
    if (clauses === undefined) this.#watching.set(literal, [clause]);
    else clauses.push(clause);
  }
}

const opposite = (literal: Literal): Literal => literal ^ 1;

function swap(clause: Literal[], one: number, other: number): void {
  const [a, b] = [clause[one], clause[other]];
  if (a === undefined || b === undefined) return;
  clause[one] = b;
  clause[other] = a;
}
