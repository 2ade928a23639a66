import { type Clause, isNegative, type Literal, variableOf } from "./formula";

/** Literals that together satisfy every clause; what none of them is about may be either way. `steps` is what it took. */
export type Solution = (
  | { readonly kind: "satisfied"; readonly model: ReadonlySet<Literal> }
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
  const search = new SatSearch(problem);
  if (!search.begin()) return { kind: "contradictory", steps: search.steps };
  for (;;) {
    const conflict = search.proceed(most);
    const { steps } = search;
    if (conflict === "tooHard") return { kind: "tooHard", steps };
    if (conflict === "satisfied") return { kind: "satisfied", model: new Set(search.assignment.trail), steps };
    if (search.assignment.level === 0) return { kind: "contradictory", steps };
    search.learn(conflict);
  }
}

/** What to satisfy: the clauses, and what follows from single literals without being written down as clauses. */
export interface Problem {
  readonly variables: number;
  readonly clauses: readonly Clause[];
  /** Must know both directions: if b follows from a, then not a from not b. Consequences alone must be satisfiable. */
  readonly consequencesOf: (literal: Literal) => readonly Literal[];
  /** How many facts have been looked at so far to tell consequences. */
  readonly looked: () => number;
}

/** Literals that all hold but can't all hold. */
export type Conflict = readonly Literal[];

const LOOKS_PER_STEP = 4;

/** The state of looking for a solution. */
export class SatSearch {
  readonly assignment: Assignment;
  readonly #problem: Problem;
  readonly #watched = new WatchedClauses();
  readonly #activity: Activity;
  readonly #consequences = new Map<Literal, readonly Literal[]>();
  /** For each level, how many clauses from the first on are known to be satisfied. */
  readonly #satisfied: number[] = [0];
  #followed = 0;
  #steps = 0;

  constructor(problem: Problem) {
    this.#problem = problem;
    this.assignment = new Assignment(problem.variables);
    this.#activity = new Activity(problem.variables);
  }

  /** What has been done so far, in steps of about the same length. */
  get steps(): number {
    return this.#steps + this.#watched.steps + this.#problem.looked() / LOOKS_PER_STEP;
  }

  /** Takes the clauses in; `false` if they contradict each other at first sight. */
  begin(): boolean {
    return this.#problem.clauses.every((clause) => {
      this.#steps += clause.length;
      const [first, second] = clause;
      if (first === undefined) return false;
      if (second !== undefined) this.#watched.add([...new Set(clause)]);
      else if (this.assignment.isOpen(first)) this.assignment.settle(first, []);
      return second !== undefined || this.assignment.holds(first);
    });
  }

  /** Chooses and follows until literals clash; `satisfied` when every clause is. */
  proceed(steps: number): Conflict | "satisfied" | "tooHard" {
    for (;;) {
      if (this.steps >= steps) return "tooHard";
      const conflict = this.#followAll();
      if (conflict !== undefined) return conflict;
      const choice = this.#nextChoice();
      if (choice === undefined) return "satisfied";
      this.#satisfied.push(this.#satisfied[this.assignment.level] ?? 0);
      this.assignment.decide();
      this.assignment.settle(choice, []);
    }
  }

  /** Rules the cause of the clash out for good, and goes back to where that forces something. */
  learn(conflict: Conflict): void {
    const { pivot, earlier: before } = analyse(conflict, this.assignment);
    this.#steps += this.assignment.trail.length;
    const [latest] = before;
    this.assignment.backjump(latest === undefined ? 0 : this.assignment.levelOf(latest));
    this.#satisfied.length = this.assignment.level + 1;
    this.#followed = this.assignment.trail.length;
    this.#activity.raise([pivot, ...before]);
    if (latest !== undefined) this.#watched.add([pivot, ...before].map((literal) => literal ^ 1));
    this.assignment.settle(pivot ^ 1, before);
  }

  #followAll(): Conflict | undefined {
    for (;;) {
      const literal = this.assignment.trail[this.#followed];
      if (literal === undefined) return undefined;
      this.#followed++;
      const conflict = this.#followConsequences(literal) ?? this.#watched.propagate(literal ^ 1, this.assignment);
      if (conflict !== undefined) return conflict;
    }
  }

  #followConsequences(literal: Literal): Conflict | undefined {
    const consequences = this.#consequences.get(literal) ?? this.#problem.consequencesOf(literal);
    this.#consequences.set(literal, consequences);
    this.#steps += 1 + consequences.length;
    for (const consequence of consequences) {
      if (this.assignment.isOpen(consequence)) this.assignment.settle(consequence, [literal]);
      else if (!this.assignment.holds(consequence)) return [literal, consequence ^ 1];
    }
    return undefined;
  }

  /** A literal for the first clause that isn't satisfied. */
  #nextChoice(): Literal | undefined {
    const { clauses } = this.#problem;
    let at = this.#satisfied[this.assignment.level] ?? 0;
    const from = at;
    while (at < clauses.length && clauses[at]?.some(this.assignment.holds)) at++;
    this.#steps += 1 + at - from;
    this.#satisfied[this.assignment.level] = at;
    return this.#preferred(clauses[at] ?? []);
  }

  /** The one that mattered most so far; if none did, rather that something isn't so than that it is. */
  #preferred(clause: Clause): Literal | undefined {
    const rank = (literal: Literal): number => this.#activity.of(literal) + (isNegative(literal) ? 0.5 : 0);
    return clause
      .filter(this.assignment.isOpen)
      .reduce<Literal | undefined>((best, l) => (best === undefined || rank(l) > rank(best) ? l : best), undefined);
  }
}

/** Literals that can't all hold: `pivot`, the only one of the latest level, and those `before` it, the latest level first. */
export interface Analysis {
  readonly pivot: Literal;
  readonly earlier: readonly Literal[];
}

/** Goes back from literals that clash to the nearest single literal of the latest level through which all of it came. */
export function analyse(conflict: readonly Literal[], assignment: Assignment): Analysis {
  const seen = new Set<number>();
  const before: Literal[] = [];
  let unexplained = 0;
  const note = (literals: readonly Literal[]): void => {
    for (const literal of literals) {
      if (seen.has(variableOf(literal)) || assignment.levelOf(literal) === 0) continue;
      seen.add(variableOf(literal));
      if (assignment.levelOf(literal) === assignment.level) unexplained++;
      else before.push(literal);
    }
  };
  const explain = (literal: Literal): boolean => {
    if (!seen.has(variableOf(literal))) return false;
    if (unexplained === 1) return true;
    unexplained--;
    note(assignment.reasonFor(literal));
    return false;
  };
  note(conflict);
  const pivot = assignment.trail.findLast(explain);
  if (pivot === undefined) throw new Error("a clash has a literal of the latest level");
  return { pivot, earlier: before.toSorted((a, b) => assignment.levelOf(b) - assignment.levelOf(a)) };
}

/** Why a literal holds: other literals that must all hold for it, or none if it was chosen or is given. */
export type Reason = readonly Literal[];

/** Which propositions are settled so far, in which order, and why. A level begins with each choice. */
export class Assignment {
  /** The literals that hold, in the order they came to. */
  readonly trail: Literal[] = [];
  readonly #values: Int8Array;
  readonly #levels: Int32Array;
  readonly #reasons: Reason[];
  readonly #starts: number[] = [];

  constructor(propositions: number) {
    this.#values = new Int8Array(propositions);
    this.#levels = new Int32Array(propositions);
    this.#reasons = new Array<Reason>(propositions).fill([]);
  }

  /** How many choices stand. */
  get level(): number {
    return this.#starts.length;
  }

  holds = (literal: Literal): boolean => this.#values[variableOf(literal)] === (isNegative(literal) ? -1 : 1);
  isOpen = (literal: Literal): boolean => this.#values[variableOf(literal)] === 0;
  levelOf = (literal: Literal): number => this.#levels[variableOf(literal)] ?? 0;
  reasonFor = (literal: Literal): Reason => this.#reasons[variableOf(literal)] ?? [];

  decide(): void {
    this.#starts.push(this.trail.length);
  }

  settle(literal: Literal, reason: Reason): void {
    const variable = variableOf(literal);
    this.#values[variable] = isNegative(literal) ? -1 : 1;
    this.#levels[variable] = this.level;
    this.#reasons[variable] = reason;
    this.trail.push(literal);
  }

  /** Takes back everything since the choice that began the level above `level`. */
  backjump(level: number): void {
    const start = this.#starts[level] ?? this.trail.length;
    for (const literal of this.trail.splice(start)) this.#values[variableOf(literal)] = 0;
    this.#starts.length = level;
  }
}

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
  propagate(failed: Literal, assignment: Assignment): readonly Literal[] | undefined {
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

const GROWTH = 1.05;
const LARGEST = 1e100;

/** How much each proposition had to do with contradictions, the latest counting most. */
export class Activity {
  readonly #scores: Float64Array;
  #step = 1;

  constructor(propositions: number) {
    this.#scores = new Float64Array(propositions);
  }

  of(literal: Literal): number {
    return this.#scores[variableOf(literal)] ?? 0;
  }

  raise(literals: readonly Literal[]): void {
    for (const literal of literals) this.#scores[variableOf(literal)] = this.of(literal) + this.#step;
    this.#step *= GROWTH;
    if (this.#step > LARGEST) this.#shrink();
  }

  #shrink(): void {
    for (const [variable, score] of this.#scores.entries()) this.#scores[variable] = score / LARGEST;
    this.#step = 1;
  }
}
