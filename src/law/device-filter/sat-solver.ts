import { type Clause, isNegative, type Literal, negate, variableOf } from "./formula";

/** What the solver says of a problem, and in `steps` what it took to find out. */
export type Solution =
  /** The literals of the model are all true and satisfy every clause; a variable that none is of may have either value. */
  (
    | { readonly kind: "satisfiable"; readonly model: ReadonlySet<Literal> }
    /** No model satisfies the clauses and the implications. */
    | { readonly kind: "unsatisfiable" }
    /** The steps ran out: nothing is known. */
    | { readonly kind: "unknown" }
  ) & { readonly steps: number };

/**
 * Satisfiable iff some model makes all clauses true and respects every implication; the answer is `unknown` only where the
 * steps ran out. Conflict-driven clause learning: decide a literal, propagate what it forces, learn a clause from each
 * conflict and backjump.
 * @param most steps before giving up: clauses and literals inspected. Unlike time they are the same on every machine
 * @see Marques-Silva, Lynce, Malik, "Conflict-Driven Clause Learning SAT Solvers", Handbook of Satisfiability (2009)
 */
export function solve(problem: Problem, most: number): Solution {
  const solver = new Solver(problem);
  if (!solver.addClauses()) return { kind: "unsatisfiable", steps: solver.steps };
  for (;;) {
    const outcome = solver.searchForConflict(most);
    const { steps } = solver;
    if (outcome === "unknown") return { kind: "unknown", steps };
    if (outcome === "satisfiable") return { kind: "satisfiable", model: new Set(solver.trail.literals), steps };
    if (solver.trail.level === 0) return { kind: "unsatisfiable", steps };
    solver.learn(outcome);
  }
}

/** Clauses over `variables` variables, and implications between literals that are worked out instead of written down. */
export interface Problem {
  readonly variables: number;
  readonly clauses: readonly Clause[];
  /**
   * The literals that this one implies. Must be closed under contraposition: if it gives b for a, it gives not-a for not-b.
   * The implications by themselves must be satisfiable.
   */
  readonly impliedBy: (literal: Literal) => readonly Literal[];
  /** How many facts {@link impliedBy} has inspected so far. */
  readonly inspected: () => number;
}

/** Literals that are all true and together falsify a clause or an implication. */
type Conflict = readonly Literal[];

/** Inspecting a fact is quicker than inspecting a clause. */
const INSPECTIONS_PER_STEP = 4;

class Solver {
  readonly trail: Trail;
  readonly #problem: Problem;
  readonly #watched = new WatchedClauses();
  readonly #activity: Activity;
  readonly #implications = new Map<Literal, readonly Literal[]>();
  /** For each decision level, how many clauses from the first on are known to be satisfied. */
  readonly #satisfied: number[] = [0];
  /** How many literals of the trail have been propagated. */
  #propagated = 0;
  #steps = 0;

  constructor(problem: Problem) {
    this.#problem = problem;
    this.trail = new Trail(problem.variables);
    this.#activity = new Activity(problem.variables);
  }

  get steps(): number {
    return this.#steps + this.#watched.steps + this.#problem.inspected() / INSPECTIONS_PER_STEP;
  }

  /** Assigns unit clauses and watches the others; `false` iff one is empty or two unit clauses contradict each other. */
  addClauses(): boolean {
    return this.#problem.clauses.every((clause) => {
      this.#steps += clause.length;
      const [first, second] = clause;
      if (first === undefined) return false;
      if (second !== undefined) this.#watched.add([...new Set(clause)]);
      else if (this.trail.isUnassigned(first)) this.trail.assign(first, []);
      return second !== undefined || this.trail.isTrue(first);
    });
  }

  /** Decides and propagates until there is a conflict, or every clause is satisfied, or `most` steps are taken. */
  searchForConflict(most: number): Conflict | "satisfiable" | "unknown" {
    for (;;) {
      if (this.steps >= most) return "unknown";
      const conflict = this.#propagate();
      if (conflict !== undefined) return conflict;
      const decision = this.#nextDecision();
      if (decision === undefined) return "satisfiable";
      this.#satisfied.push(this.#satisfied[this.trail.level] ?? 0);
      this.trail.openLevel();
      this.trail.assign(decision, []);
    }
  }

  /**
   * Learns the clause that forbids the cause of the conflict, and backjumps to the lowest decision level at which the clause
   * is unit: there it forces the opposite of the implication point.
   */
  learn(conflict: Conflict): void {
    const { implicationPoint, earlier } = analyse(conflict, this.trail);
    this.#steps += this.trail.literals.length;
    const [latest] = earlier;
    this.trail.backjump(latest === undefined ? 0 : this.trail.levelOf(latest));
    this.#satisfied.length = this.trail.level + 1;
    this.#propagated = this.trail.literals.length;
    this.#activity.bump([implicationPoint, ...earlier]);
    if (latest !== undefined) this.#watched.add([implicationPoint, ...earlier].map(negate));
    this.trail.assign(negate(implicationPoint), earlier);
  }

  #propagate(): Conflict | undefined {
    for (;;) {
      const literal = this.trail.literals[this.#propagated];
      if (literal === undefined) return undefined;
      this.#propagated++;
      const conflict = this.#propagateImplications(literal) ?? this.#watched.propagate(negate(literal), this.trail);
      if (conflict !== undefined) return conflict;
    }
  }

  #propagateImplications(literal: Literal): Conflict | undefined {
    const implied = this.#implications.get(literal) ?? this.#problem.impliedBy(literal);
    this.#implications.set(literal, implied);
    this.#steps += 1 + implied.length;
    for (const consequence of implied) {
      if (this.trail.isUnassigned(consequence)) this.trail.assign(consequence, [literal]);
      else if (!this.trail.isTrue(consequence)) return [literal, negate(consequence)];
    }
    return undefined;
  }

  /** A literal of the first clause that isn't satisfied; none iff every clause is. */
  #nextDecision(): Literal | undefined {
    const { clauses } = this.#problem;
    const from = this.#satisfied[this.trail.level] ?? 0;
    let at = from;
    while (at < clauses.length && clauses[at]?.some(this.trail.isTrue)) at++;
    this.#steps += 1 + at - from;
    this.#satisfied[this.trail.level] = at;
    return this.#mostActive(clauses[at] ?? []);
  }

  /** The unassigned literal of the highest activity; among equals a negative one, which asks less of a device. */
  #mostActive(clause: Clause): Literal | undefined {
    const rank = (literal: Literal): number => this.#activity.of(literal) + (isNegative(literal) ? 0.5 : 0);
    return clause
      .filter(this.trail.isUnassigned)
      .reduce<Literal | undefined>((best, l) => (best === undefined || rank(l) > rank(best) ? l : best), undefined);
  }
}

/** True literals that can't all be true; the learned clause is the negation of all of them. */
interface Analysis {
  /** The first unique implication point: the only one of the current decision level. */
  readonly implicationPoint: Literal;
  /** The others, those of the highest decision level first. */
  readonly earlier: readonly Literal[];
}

/** Resolves the conflict backwards along the trail until one literal of the current decision level is left. */
function analyse(conflict: Conflict, trail: Trail): Analysis {
  const seen = new Set<number>();
  const earlier: Literal[] = [];
  let unresolved = 0;
  const note = (literals: readonly Literal[]): void => {
    for (const literal of literals) {
      if (seen.has(variableOf(literal)) || trail.levelOf(literal) === 0) continue;
      seen.add(variableOf(literal));
      if (trail.levelOf(literal) === trail.level) unresolved++;
      else earlier.push(literal);
    }
  };
  const isImplicationPoint = (literal: Literal): boolean => {
    if (!seen.has(variableOf(literal))) return false;
    if (unresolved === 1) return true;
    unresolved--;
    note(trail.reasonFor(literal));
    return false;
  };
  note(conflict);
  const implicationPoint = trail.literals.findLast(isImplicationPoint);
  if (implicationPoint === undefined) throw new Error("a conflict has a literal of the current decision level");
  return { implicationPoint, earlier: earlier.toSorted((a, b) => trail.levelOf(b) - trail.levelOf(a)) };
}

/** The true literals that forced another one; none where it was decided or is a unit clause. */
type Reason = readonly Literal[];

/** The variables that are assigned so far: in which order, at which decision level, and for which reason. */
class Trail {
  /** The literals that are true, in the order in which they were assigned. */
  readonly literals: Literal[] = [];
  readonly #values: Int8Array;
  readonly #levels: Int32Array;
  readonly #reasons: Reason[];
  /** Where in `literals` each decision level begins, the first one at level 1. */
  readonly #starts: number[] = [];

  constructor(variables: number) {
    this.#values = new Int8Array(variables);
    this.#levels = new Int32Array(variables);
    this.#reasons = new Array<Reason>(variables).fill([]);
  }

  /** The current decision level: how many decisions stand. */
  get level(): number {
    return this.#starts.length;
  }

  isTrue = (literal: Literal): boolean => this.#values[variableOf(literal)] === (isNegative(literal) ? -1 : 1);
  isUnassigned = (literal: Literal): boolean => this.#values[variableOf(literal)] === 0;
  levelOf = (literal: Literal): number => this.#levels[variableOf(literal)] ?? 0;
  reasonFor = (literal: Literal): Reason => this.#reasons[variableOf(literal)] ?? [];

  openLevel(): void {
    this.#starts.push(this.literals.length);
  }

  assign(literal: Literal, reason: Reason): void {
    const variable = variableOf(literal);
    this.#values[variable] = isNegative(literal) ? -1 : 1;
    this.#levels[variable] = this.level;
    this.#reasons[variable] = reason;
    this.literals.push(literal);
  }

  /** Unassigns everything of the decision levels above `level`. */
  backjump(level: number): void {
    const start = this.#starts[level] ?? this.literals.length;
    for (const literal of this.literals.splice(start)) this.#values[variableOf(literal)] = 0;
    this.#starts.length = level;
  }
}

/**
 * Clauses of at least two literals, each watched by its first two: a clause can't become unit, or false, before one of the
 * two is false, so it is inspected only then.
 */
class WatchedClauses {
  readonly #watching = new Map<Literal, Literal[][]>();
  /** How often a clause has been inspected. */
  steps = 0;

  add(clause: Literal[]): void {
    for (const literal of clause.slice(0, 2)) this.#watch(literal, clause);
  }

  /** Assigns what has become unit now that `falsified` is false. @returns the conflict if a clause has become false */
  propagate(falsified: Literal, trail: Trail): Conflict | undefined {
    const clauses = this.#watching.get(falsified) ?? [];
    const kept: Literal[][] = [];
    this.#watching.set(falsified, kept);
    this.steps += clauses.length;
    for (let index = 0; index < clauses.length; index++) {
      const clause = clauses[index] ?? [];
      if (this.#watchesAnother(clause, falsified, trail)) continue;
      kept.push(clause);
      const [last = falsified, ...others] = clause;
      if (trail.isUnassigned(last)) trail.assign(last, others.map(negate));
      else if (!trail.isTrue(last)) {
        for (const uninspected of clauses.slice(index + 1)) kept.push(uninspected);
        return clause.map(negate);
      }
    }
    return undefined;
  }

  /** Puts `falsified` second, and watches a literal that isn't false in its stead if there is one and the clause needs it. */
  #watchesAnother(clause: Literal[], falsified: Literal, trail: Trail): boolean {
    if (clause[0] === falsified) swap(clause, 0, 1);
    if (trail.isTrue(clause[0] ?? falsified)) return false;
    for (let spare = 2; spare < clause.length; spare++) {
      const literal = clause[spare] ?? falsified;
      if (trail.isTrue(negate(literal))) continue;
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

function swap(clause: Literal[], one: number, other: number): void {
  const [a, b] = [clause[one], clause[other]];
  if (a === undefined || b === undefined) return;
  clause[one] = b;
  clause[other] = a;
}

const GROWTH = 1.05;
const LARGEST = 1e100;

/** How much each variable had to do with conflicts, the latest counting most (the VSIDS heuristic). */
class Activity {
  readonly #scores: Float64Array;
  #increment = 1;

  constructor(variables: number) {
    this.#scores = new Float64Array(variables);
  }

  of(literal: Literal): number {
    return this.#scores[variableOf(literal)] ?? 0;
  }

  bump(literals: readonly Literal[]): void {
    for (const literal of literals) this.#scores[variableOf(literal)] = this.of(literal) + this.#increment;
    this.#increment *= GROWTH;
    if (this.#increment > LARGEST) this.#rescale();
  }

  #rescale(): void {
    for (const [variable, score] of this.#scores.entries()) this.#scores[variable] = score / LARGEST;
    this.#increment = 1;
  }
}
