import { Activity } from "./activity";
import { Assignment } from "./assignment";
import { causesOf } from "./causes";
import type { Clause } from "./clauses";
import { isDenied, type Literal } from "./literal";
import type { Problem } from "./problem";
import { WatchedClauses } from "./watched-clauses";

/** Literals that all hold but can't all hold. */
export type Clash = readonly Literal[];

const LOOKS_IN_A_STEP = 4;

/** The state of looking for a solution. */
export class Search {
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
    this.assignment = new Assignment(problem.propositions);
    this.#activity = new Activity(problem.propositions);
  }

  /** What has been done so far, in steps of about the same length. */
  get steps(): number {
    return this.#steps + this.#watched.steps + this.#problem.looked() / LOOKS_IN_A_STEP;
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
  proceed(steps: number): Clash | "satisfied" | "tooHard" {
    for (;;) {
      if (this.steps >= steps) return "tooHard";
      const clash = this.#followAll();
      if (clash !== undefined) return clash;
      const choice = this.#nextChoice();
      if (choice === undefined) return "satisfied";
      this.#satisfied.push(this.#satisfied[this.assignment.level] ?? 0);
      this.assignment.beginLevel();
      this.assignment.settle(choice, []);
    }
  }

  /** Rules the cause of the clash out for good, and goes back to where that forces something. */
  learnFrom(clash: Clash): void {
    const { pivot, before } = causesOf(clash, this.assignment);
    this.#steps += this.assignment.trail.length;
    const [latest] = before;
    this.assignment.returnTo(latest === undefined ? 0 : this.assignment.levelOf(latest));
    this.#satisfied.length = this.assignment.level + 1;
    this.#followed = this.assignment.trail.length;
    this.#activity.raise([pivot, ...before]);
    if (latest !== undefined) this.#watched.add([pivot, ...before].map((literal) => literal ^ 1));
    this.assignment.settle(pivot ^ 1, before);
  }

  #followAll(): Clash | undefined {
    for (;;) {
      const literal = this.assignment.trail[this.#followed];
      if (literal === undefined) return undefined;
      this.#followed++;
      const clash = this.#followConsequences(literal) ?? this.#watched.follow(literal ^ 1, this.assignment);
      if (clash !== undefined) return clash;
    }
  }

  #followConsequences(literal: Literal): Clash | undefined {
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
    const rank = (literal: Literal): number => this.#activity.of(literal) + (isDenied(literal) ? 0.5 : 0);
    return clause
      .filter(this.assignment.isOpen)
      .reduce<Literal | undefined>((best, l) => (best === undefined || rank(l) > rank(best) ? l : best), undefined);
  }
}
