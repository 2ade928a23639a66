import type { EvaluationContext } from "../../law/evaluate";
import { Encoding } from "../encoding/encoding";
import type { Stop } from "../encoding/stops";
import type { Exempt } from "../exemptions";
import {
  type BitSet,
  bitSetOf,
  bitSetWhere,
  intersect,
  isWithin,
  NO_NUMBERS,
  numbersIn,
  union,
} from "../people/bit-set";
import { principalsOf } from "../people/classes";
import { NumberedPeople } from "../people/numbered-people";
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
    return this.encoding.stops.of(numbersIn(stops[tenantIndex] ?? NO_NUMBERS));
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
export type Decision =
  | { readonly kind: "yes"; readonly model: Model }
  | { readonly kind: "no"; readonly core: Core }
  | { readonly kind: "bound" };

/** What was found out about one goal. */
interface Learned {
  readonly cores: { readonly core: Core; readonly numbers: BitSet }[];
  /** The latest first. */
  readonly models: { readonly model: Model; readonly passed: BitSet }[];
}

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
  readonly #extra: readonly Literal[];
  readonly #learned = new Map<Stop | undefined, Learned>();
  /** For each goal, by its number, the policies that alone leave no sign-in that the goal stops: most often, the same policy. */
  readonly #alone: (BitSet | undefined)[] = [];

  /** @param extra what is assumed of every sign-in */
  constructor(questions: Questions, extra: readonly Literal[] = []) {
    this.#questions = questions;
    this.#extra = extra;
  }

  /**
   * *yes* iff there is a sign-in, and a way that what isn't known may be, in which it passes all of these and the goal stops it.
   * @param passing numbers of stops
   * @param goal a stop that must stop the sign-in; undefined if none has to
   */
  decide(passing: BitSet, steps: number, goal?: Stop): Decision {
    const { cores, models } = this.#about(goal);
    const isCore = ({ numbers }: Learned["cores"][number]): boolean => isWithin(numbers, passing);
    const known = this.#about(undefined).cores.find(isCore) ?? (goal && cores.find(isCore));
    if (known !== undefined) return { kind: "no", core: known.core };
    const passes = models.find(({ passed }) => isWithin(passing, passed));
    return passes === undefined ? this.#ask(passing, steps, goal) : { kind: "yes", model: passes.model };
  }

  /** The goals for which `decide` may have another answer than *no*, by what is known already. */
  open(passing: BitSet, goals: BitSet): readonly Stop[] {
    if (this.#about(undefined).cores.some(({ numbers }) => isWithin(numbers, passing))) return [];
    const isOpen = (goal: number): boolean => !intersect(passing, this.#alone[goal] ?? NO_NUMBERS);
    return this.#questions.encoding.stops.of(numbersIn(goals).filter(isOpen));
  }

  #ask(passing: BitSet, steps: number, goal: Stop | undefined): Decision {
    const { stops } = this.#questions.encoding;
    const own = stops.of(numbersIn(passing));
    // Most often it is the same policy that stops the sign-in in the other tenant.
    const same = goal === undefined ? [] : own.filter(({ policy }) => policy.policy.id === goal.policy.policy.id);
    const passes = [...same, ...own].map((stop) => stop.passes);
    const assumed = goal === undefined ? this.#extra : [...this.#extra, goal.stops()];
    const answer = this.#questions.ask([...passes.slice(0, same.length), ...assumed, ...passes], steps);
    if (answer.kind === "bound") return answer;
    if (answer.kind === "no") {
      const core = own.filter((stop) => answer.core.includes(stop.passes));
      const isNeeded = goal !== undefined && answer.core.includes(goal.stops());
      const small = goal === undefined ? this.#small(core) : core;
      return { kind: "no", core: this.#learn(small, isNeeded ? goal : undefined) };
    }
    const { models } = this.#about(goal);
    const model = answer.isTrue;
    models.unshift({ model, passed: bitSetWhere(stops.all, (stop) => holdsIn(stop.passing, model)) });
    if (models.length > MOST_MODELS) models.pop();
    return { kind: "yes", model };
  }

  #about(goal: Stop | undefined): Learned {
    const known = this.#learned.get(goal) ?? { cores: [], models: [] };
    this.#learned.set(goal, known);
    return known;
  }

  #learn(core: Core, goal?: Stop): Core {
    const { cores } = this.#about(goal);
    const numbers = bitSetOf(core.map(({ number }) => number));
    if (goal !== undefined && core.length === 1)
      this.#alone[goal.number] = union(numbers, this.#alone[goal.number] ?? NO_NUMBERS);
    cores.push({ core, numbers });
    cores.sort((one, other) => firstIn(one.core) - firstIn(other.core));
    return core;
  }

  /** Fewer policies that leave no sign-in either. Each of them is needed, unless the steps ran out before that was known. */
  #small(core: Core): Core {
    let small = core;
    for (const one of core) {
      const others = small.filter((other) => other !== one);
      if (others.length === small.length) continue;
      const answer = this.#questions.ask([...this.#extra, ...others.map(({ passes }) => passes)], SMALL_STEPS);
      if (answer.kind === "no") small = others.filter(({ passes }) => answer.core.includes(passes));
    }
    return small;
  }
}

const firstIn = (core: Core): number => core[0]?.policy.number ?? -1;
