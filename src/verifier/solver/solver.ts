import { type Clause, type Literal, negate, variableOf } from "./formula";
import { VariableOrder } from "./variable-order";

/** Whether everything asked for can be true at once. */
export type Solved =
  /** The assumptions and clauses can all be true. `isTrue` says whether a literal is true in the model. */
  | { readonly kind: "yes"; readonly isTrue: (literal: Literal) => boolean }
  /** They can't. `core`: assumptions that together with the clauses can't all be true. */
  | { readonly kind: "no"; readonly core: readonly Literal[] }
  /** The steps ran out: nothing is known. */
  | { readonly kind: "bound" };

const UNASSIGNED = 0;

/**
 * Clauses that many questions are asked about: whether they can all be true together with some assumptions. Conflict-driven clause
 * learning: decide a literal, propagate what it forces, learn a clause from each conflict and jump back. Assumptions are the first
 * decisions, so what is learned holds for every later question. The same questions in the same order get the same answers, since
 * bounds are counted in steps: clauses and literals inspected.
 * @see Marques-Silva, Lynce, Malik, "Conflict-Driven Clause Learning SAT Solvers", Handbook of Satisfiability (2009); Eén, Sörensson,
 *   "An Extensible SAT-solver" (2003), for assumptions and cores
 */
export class Solver {
  steps = 0;
  #isContradictory = false;
  readonly #theory: (literal: Literal) => readonly Literal[];
  /** What each literal implies. Filled when the literal first becomes true. */
  readonly #implied: (readonly Literal[] | undefined)[] = [];
  readonly #watching: Clause[][] = [];
  /** For each variable: 1 true, -1 false; its level; the clause that forced it; and the literal to try first. */
  readonly #values: number[] = [];
  readonly #levels: number[] = [];
  readonly #reasons: (Clause | undefined)[] = [];
  readonly #preferred: Literal[] = [];
  readonly #trail: Literal[] = [];
  readonly #starts: number[] = [];
  #propagated = 0;
  /** What the last question assumed. The levels of the trail begin with these, so that the next question goes on from what it shares. */
  #assumed: readonly Literal[] = [];
  readonly #order = new VariableOrder(this.#values);

  /** @param theory computes the literals that a literal implies, in place of clauses. It must be closed under contraposition */
  constructor(theory: (literal: Literal) => readonly Literal[] = () => []) {
    this.#theory = theory;
  }

  /** A new variable, as the literal that is true iff it is. @param isLikely which value is tried first */
  variable(isLikely = false): Literal {
    const variable = this.#values.push(UNASSIGNED) - 1;
    this.#levels.push(0);
    this.#reasons.push(undefined);
    this.#preferred.push(variable * 2 + (isLikely ? 0 : 1));
    this.#watching.push([], []);
    this.#implied.push(undefined, undefined);
    this.#order.add();
    return variable * 2;
  }

  /** Requires one of the literals to be true. */
  add(literals: Clause): void {
    this.#backTo(0);
    const different = new Set(literals);
    const clause = [...different].filter((literal) => !this.#isFalse(literal));
    if (clause.some((literal) => this.#isTrue(literal) || different.has(negate(literal)))) return;
    const [first, second] = clause;
    if (first === undefined) this.#isContradictory = true;
    else if (second === undefined) this.#assign(first, undefined);
    else this.#watch(clause);
  }

  /** Whether all assumptions can be true. @param most the most steps; @param wished literals to make true if possible, in this order */
  solve(assumptions: readonly Literal[], most: number, wished: readonly Literal[] = []): Solved {
    let same = 0;
    while (same < assumptions.length && assumptions[same] === this.#assumed[same]) same++;
    this.#backTo(same);
    this.#assumed = assumptions;
    const end = this.steps + most;
    let granted = 0;
    this.steps += assumptions.length;
    while (!this.#isContradictory) {
      const conflict = this.#propagate();
      if (conflict !== undefined) {
        this.#isContradictory = this.#starts.length === 0;
        if (!this.#isContradictory) this.#learn(conflict);
        granted = 0;
        continue;
      }
      if (this.steps >= end) return { kind: "bound" };
      const assumed = assumptions[this.#starts.length];
      if (assumed !== undefined && this.#isFalse(assumed)) return { kind: "no", core: this.#coreOf(assumed) };
      while (granted < wished.length && this.#values[variableOf(wished[granted] ?? 0)] !== UNASSIGNED) granted++;
      const next = assumed ?? wished[granted] ?? this.#preferred[this.#order.next()];
      if (next === undefined) return { kind: "yes", isTrue: this.#model() };
      this.#starts.push(this.#trail.length);
      if (this.#values[variableOf(next)] === UNASSIGNED) this.#assign(next, undefined);
    }
    return { kind: "no", core: [] };
  }

  #model(): (literal: Literal) => boolean {
    const values = new Int8Array(this.#values);
    this.steps += values.length >> 3;
    return (literal) => values[variableOf(literal)] === ((literal & 1) === 1 ? -1 : 1);
  }

  #isTrue(literal: Literal): boolean {
    return this.#values[literal >> 1] === ((literal & 1) === 1 ? -1 : 1);
  }

  #isFalse(literal: Literal): boolean {
    return this.#values[literal >> 1] === ((literal & 1) === 1 ? 1 : -1);
  }

  #assign(literal: Literal, reason: Clause | undefined): void {
    const variable = variableOf(literal);
    this.#values[variable] = (literal & 1) === 1 ? -1 : 1;
    this.#levels[variable] = this.#starts.length;
    this.#reasons[variable] = reason;
    this.#trail.push(literal);
  }

  #backTo(level: number): void {
    const start = this.#starts[level];
    if (start === undefined) return;
    for (let at = this.#trail.length - 1; at >= start; at--) {
      const variable = variableOf(this.#trail[at] ?? 0);
      this.#values[variable] = UNASSIGNED;
      this.#order.reopen(variable);
    }
    this.#trail.length = start;
    this.#starts.length = level;
    this.#propagated = Math.min(this.#propagated, start);
  }

  #watch(clause: Literal[]): void {
    for (const literal of clause.slice(0, 2)) this.#watching[literal]?.push(clause);
  }

  /** @returns a clause whose literals are all false, if there is one */
  #propagate(): Clause | undefined {
    while (this.#propagated < this.#trail.length) {
      const literal = this.#trail[this.#propagated++] ?? 0;
      const conflict = this.#propagateTheory(literal) ?? this.#propagateClauses(negate(literal));
      if (conflict !== undefined) return conflict;
    }
    return undefined;
  }

  #propagateTheory(literal: Literal): Clause | undefined {
    const implied = this.#implied[literal] ?? this.#theory(literal);
    this.#implied[literal] = implied;
    this.steps += implied.length >> 2;
    for (const one of implied) {
      if (this.#isTrue(one)) continue;
      if (this.#isFalse(one)) return [one, negate(literal)];
      this.#assign(one, [one, negate(literal)]);
    }
    return undefined;
  }

  /** Each clause is watched by its first two literals: while these aren't false it can't be unit. */
  #propagateClauses(falsified: Literal): Clause | undefined {
    const clauses = this.#watching[falsified] ?? [];
    let kept = 0;
    let conflict: Clause | undefined;
    this.steps += clauses.length;
    for (let at = 0; at < clauses.length; at++) {
      const clause = clauses[at] as Literal[];
      if (conflict !== undefined || !this.#movesWatch(clause, falsified)) clauses[kept++] = clause;
      if (conflict !== undefined || clause[1] !== falsified) continue;
      const first = clause[0] ?? falsified;
      if (this.#isTrue(first)) continue;
      if (this.#isFalse(first)) conflict = clause;
      else this.#assign(first, clause);
    }
    if (kept < clauses.length) clauses.length = kept;
    return conflict;
  }

  #movesWatch(clause: Literal[], falsified: Literal): boolean {
    if (clause[0] === falsified) {
      clause[0] = clause[1] ?? falsified;
      clause[1] = falsified;
    }
    if (this.#isTrue(clause[0] ?? falsified)) return false;
    for (let spare = 2; spare < clause.length; spare++) {
      const literal = clause[spare] ?? falsified;
      if (this.#isFalse(literal)) continue;
      clause[1] = literal;
      clause[spare] = falsified;
      this.#watching[literal]?.push(clause);
      return true;
    }
    return false;
  }

  /** Learns the clause of the first unique implication point, and jumps back to where it is unit. */
  #learn(conflict: Clause): void {
    const { point, seen, earlier } = this.#pointOf(conflict);
    const levelOf = (literal: Literal): number => this.#levels[variableOf(literal)] ?? 0;
    const isImplied = (literal: Literal): boolean =>
      this.#reasons[variableOf(literal)]?.every((one) => seen.has(variableOf(one)) || levelOf(one) === 0) === true;
    const others = earlier.filter((literal) => !isImplied(literal)).sort((a, b) => levelOf(b) - levelOf(a));
    this.#order.moveToFront(seen);
    this.#backTo(others[0] === undefined ? 0 : levelOf(others[0]));
    const clause = [point, ...others];
    if (clause.length > 1) this.#watch(clause);
    this.#assign(point, clause.length > 1 ? clause : undefined);
  }

  /** The negation of the point, and what leads from it to the conflict: all variables seen, and the false literals of earlier levels. */
  #pointOf(conflict: Clause): { readonly point: Literal; readonly seen: Set<number>; readonly earlier: Literal[] } {
    const seen = new Set<number>();
    const earlier: Literal[] = [];
    let open = 0;
    const note = (clause: Clause): void => {
      this.steps += clause.length;
      for (const literal of clause) {
        const variable = variableOf(literal);
        if (seen.has(variable) || this.#levels[variable] === 0) continue;
        seen.add(variable);
        if (this.#levels[variable] === this.#starts.length) open++;
        else earlier.push(literal);
      }
    };
    note(conflict);
    for (let at = this.#trail.length - 1; ; at--) {
      const literal = this.#trail[at] ?? 0;
      if (!seen.has(variableOf(literal))) continue;
      if (--open === 0) return { point: negate(literal), seen, earlier };
      note(this.#reasons[variableOf(literal)] ?? []);
    }
  }

  /** The assumption that is false, and the assumptions that make it false. */
  #coreOf(contradicted: Literal): readonly Literal[] {
    const core = [contradicted];
    const seen = new Set([variableOf(contradicted)]);
    for (let at = this.#trail.length - 1; at >= 0; at--) {
      const literal = this.#trail[at] ?? 0;
      const variable = variableOf(literal);
      if (!seen.has(variable) || this.#levels[variable] === 0) continue;
      const reason = this.#reasons[variable];
      if (reason === undefined) core.push(literal);
      else for (const one of reason) seen.add(variableOf(one));
    }
    return [...new Set(core)];
  }
}
