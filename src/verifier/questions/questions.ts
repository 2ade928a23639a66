import type { EvaluationContext } from "../../law/evaluate";
import { Encoding } from "../encoding/encoding";
import { type Stop, setOf } from "../encoding/stops";
import type { Exempt } from "../exemptions";
import { principalsOf } from "../people/classes";
import { NumberedPeople } from "../people/numbered-people";
import { type BitSet, isWithin } from "../people/partition";
import type { PrincipalClass, Principals } from "../people/principals";
import { holdsIn, type Literal } from "../solver/formula";
import type { Solved } from "../solver/solver";

/** The steps of the solver for all classes together. */
export const ALL_STEPS = 5_000_000;
/** The steps for one class: first few, so that easy classes are decided; then many for the others. */
export const ROUNDS = [100_000, ALL_STEPS / 2];

/** A model of the clauses: whether a literal is true in it. */
export type Model = (literal: Literal) => boolean;

/** Questions about one encoding, and the steps that are left for them. */
export class Questions {
  readonly encoding: Encoding;
  readonly principals: Principals;
  #left: number;

  constructor(encoding: Encoding, ...[about, bound = ALL_STEPS]: Asked) {
    const tenants = encoding.sides.map(({ tenant }) => tenant);
    const people = about instanceof NumberedPeople ? about : new NumberedPeople(tenants, about.isExempt);
    this.encoding = encoding;
    this.principals = principalsOf(encoding, people);
    this.#left = bound;
  }

  /** Grants steps for more questions, in place of those that are left. */
  grant(steps: number): void {
    this.#left = steps;
  }

  /** The stops that a tenant's policies are to a class. */
  stopsFor({ stops }: PrincipalClass, tenantIndex = 0): readonly Stop[] {
    return this.encoding.stops.of(stops[tenantIndex] ?? 0n);
  }

  /**
   * Whether all of these can be true.
   * @param most the steps that it may take
   * @param wished what is made true as well where possible, the first one first
   */
  ask(assumptions: readonly Literal[], most = this.#left, wished: readonly Literal[] = []): Solved {
    const { solver } = this.encoding.vocabulary.logic;
    const before = solver.steps;
    const answer = solver.solve(assumptions, Math.min(most, this.#left), wished);
    this.#left -= solver.steps - before;
    return answer;
  }
}

/** What questions are asked about: everybody but exempt people, or these people. `bound`: the steps for all questions together. */
export type Asked = readonly [about: Pick<Exempt, "isExempt"> | NumberedPeople, bound?: number];

/** Encodes a tenant, to ask questions about its sign-ins. */
export const questionsAbout = (context: EvaluationContext, ...asked: Asked): Questions =>
  new Questions(new Encoding([context]), ...asked);

/** Policies that together leave no sign-in, each as it concerns the class that it was found for. */
export type Core = readonly Stop[];

/** Whether there is a sign-in; if there is none, the policies that leave none. */
export type Decision = { readonly kind: "yes" | "bound" } | { readonly kind: "no"; readonly core: Core };

/** The solver is asked for each core again with one policy less, with so many steps. */
const SMALL_STEPS = 200_000;
/** How many models are tried before the solver is asked. */
const MOST_MODELS = 400;

/**
 * Decides for one class after another whether a sign-in passes some policies. What it learns about one class decides others: a core
 * stops every class that has all its policies, and a model gets through for every class that has no other policies than it passes.
 */
export class Decisions {
  readonly #questions: Questions;
  readonly #assumed: readonly Literal[];
  readonly #smallSteps: number;
  readonly #cores: { readonly core: Core; readonly numbers: BitSet }[] = [];
  /** For each model the stops that it passes. The latest first. */
  readonly #models: BitSet[] = [];

  /** @param assumed what is assumed of every sign-in; @param steps for each try to leave a policy out of a core */
  constructor(questions: Questions, assumed: readonly Literal[] = [], steps = SMALL_STEPS) {
    this.#questions = questions;
    this.#assumed = assumed;
    this.#smallSteps = steps;
  }

  /**
   * *yes* iff there is a sign-in, and a way that what isn't known may be, in which it passes all of these.
   * @param passing numbers of stops
   */
  decide(passing: BitSet, steps: number): Decision {
    const known = this.#cores.find(({ numbers }) => isWithin(numbers, passing));
    if (known !== undefined) return { kind: "no", core: known.core };
    return this.#models.some((passed) => isWithin(passing, passed)) ? { kind: "yes" } : this.#ask(passing, steps);
  }

  #ask(passing: BitSet, steps: number): Decision {
    const { stops } = this.#questions.encoding;
    const own = stops.of(passing);
    const answer = this.#questions.ask([...this.#assumed, ...own.map(({ passes }) => passes)], steps);
    if (answer.kind === "bound") return answer;
    if (answer.kind === "no") {
      const found = own.filter(({ passes }) => answer.core.includes(passes));
      const core = this.#smallSteps > 0 ? this.#small(found) : found;
      this.#cores.push({ core, numbers: setOf(core) });
      this.#cores.sort((one, other) => firstIn(one.core) - firstIn(other.core));
      return { kind: "no", core };
    }
    this.#models.unshift(setOf(stops.all.filter(({ passing }) => holdsIn(passing, answer.isTrue))));
    if (this.#models.length > MOST_MODELS) this.#models.pop();
    return { kind: "yes" };
  }

  /** Fewer policies that leave no sign-in either. Each of them is needed, unless the steps ran out before that was known. */
  #small(core: Core): Core {
    let small = core;
    for (const one of core) {
      const others = small.filter((other) => other !== one);
      if (others.length === small.length) continue;
      const answer = this.#questions.ask([...this.#assumed, ...others.map(({ passes }) => passes)], this.#smallSteps);
      if (answer.kind === "no") small = others.filter(({ passes }) => answer.core.includes(passes));
    }
    return small;
  }
}

const firstIn = (core: Core): number => core[0]?.policy.number ?? -1;
