import type { EncodedPolicy, Encoding, Stop } from "../encoding/encoding";
import { holdsIn } from "../encoding/encoding";
import { isPresent, type PrincipalClass } from "../people/principal-class";
import type { Principals } from "../people/principals";
import type { Literal } from "../solver/formula";
import type { Answer } from "../solver/solver";

/** Steps for everybody together, for one question about all of them; and for one class, first few and then many. */
export const ALL_STEPS = 5_000_000;
const ROUNDS = [100_000, ALL_STEPS / 2];
/** Models and cores that are tried before the solver is asked: the latest ones. */
const MOST_MODELS = 48;

/** A model of the clauses: whether a literal is true in it. */
export type Model = (literal: Literal) => boolean;

/** A class of principals with a sign-in that gets through. */
export interface Open {
  readonly principals: PrincipalClass;
  readonly model: Model;
}

/** Policies that together stop a class, with how each is about it. */
export type Core = readonly Stop[];

/** What came of asking about everybody. */
export interface Swept {
  readonly open: readonly Open[];
  /** For each core, the classes that it stops. Each class is under the first core that stops it. */
  readonly closed: ReadonlyMap<Core, readonly PrincipalClass[]>;
  /** Those of whom it isn't known within the bound. */
  readonly tooHard: readonly PrincipalClass[];
}

/** Questions about one encoding: is there a sign-in, and a way that what isn't known may be, in which no policy stops it? */
export class Questions {
  readonly encoding: Encoding;
  readonly principals: Principals;
  readonly #stops = new Map<PrincipalClass, readonly (readonly Stop[])[]>();
  #left: number;

  /** @param bound steps of all questions together */
  constructor(encoding: Encoding, principals: Principals, bound: number) {
    this.encoding = encoding;
    this.principals = principals;
    this.#left = bound;
  }

  /** Steps that are left. */
  get left(): number {
    return this.#left;
  }

  /** Grants steps for more questions. */
  grant(steps: number): void {
    this.#left = steps;
  }

  /** What each policy of a tenant is to a class. */
  stopsFor(principals: PrincipalClass, tenantIndex = 0): readonly Stop[] {
    const known = this.#stops.get(principals) ?? [0, 1].map((index) => this.encoding.stopsFor(principals, index));
    this.#stops.set(principals, known);
    return known[tenantIndex] ?? [];
  }

  /** Whether all of these can be true. */
  ask(assumptions: readonly Literal[], most = this.#left): Answer {
    const { solver } = this.encoding.vocabulary.logic;
    const before = solver.steps;
    const answer = solver.solve(assumptions, Math.min(most, this.#left));
    this.#left -= solver.steps - before;
    return answer;
  }

  /**
   * For each class that is there whether some sign-in gets through. *No* comes with the policies that leave nothing: every other class
   * that these are about in the same way isn't asked about.
   * @param extra what is assumed beside; @param most how many open classes are enough
   */
  letsIn(extra: readonly Literal[] = [], most = Number.POSITIVE_INFINITY, tenantIndex = 0): Swept {
    const sweep = new Sweep(this, extra, tenantIndex);
    let left: readonly PrincipalClass[] = this.principals.classes.filter((one) => isPresent(one, tenantIndex));
    for (const steps of ROUNDS)
      left = left.filter((principals) => sweep.open.length < most && sweep.ask(principals, steps) === "too hard");
    return { open: sweep.open, closed: sweep.closed, tooHard: sweep.open.length < most ? left : [] };
  }

  /** Fewer of these assumptions that can't be true together with the others, none of them needlessly. */
  smallCore(core: readonly Literal[], extra: readonly Literal[]): readonly Literal[] {
    let small = core;
    for (const one of core) {
      const without = small.filter((other) => other !== one);
      if (without.length === small.length) continue;
      const answer = this.ask([...extra, ...without], SMALL_STEPS);
      if (answer.kind === "no") {
        const still = new Set(answer.core);
        small = without.filter((literal) => still.has(literal));
      }
    }
    return small;
  }
}

const SMALL_STEPS = 200_000;

class Sweep {
  readonly open: Open[] = [];
  readonly closed = new Map<Core, PrincipalClass[]>();
  readonly #questions: Questions;
  readonly #extra: readonly Literal[];
  readonly #tenantIndex: number;
  readonly #models: { readonly model: Model; readonly passed: Map<Stop, boolean> }[] = [];
  readonly #coresWith = new Map<Stop, Core[]>();

  constructor(questions: Questions, extra: readonly Literal[], tenantIndex: number) {
    this.#questions = questions;
    this.#extra = extra;
    this.#tenantIndex = tenantIndex;
  }

  ask(principals: PrincipalClass, steps: number): "open" | "closed" | "too hard" {
    const stops = this.#questions.stopsFor(principals, this.#tenantIndex);
    const core = this.#knownCore(stops);
    if (core !== undefined) return this.#isClosed(core, principals);
    const known = this.#models.find(({ model, passed }) => stops.every((stop) => passes(stop, model, passed)));
    if (known !== undefined) return this.#isOpen(principals, known.model);
    const answer = this.#questions.ask([...this.#extra, ...stops.map(({ passes }) => passes)], steps);
    if (answer.kind === "bound") return "too hard";
    if (answer.kind === "no") return this.#isClosed(this.#newCore(stops, answer.core), principals);
    this.#models.unshift({ model: answer.isTrue, passed: new Map() });
    if (this.#models.length > MOST_MODELS) this.#models.pop();
    return this.#isOpen(principals, answer.isTrue);
  }

  #isOpen(principals: PrincipalClass, model: Model): "open" {
    this.open.push({ principals, model });
    return "open";
  }

  #isClosed(core: Core, principals: PrincipalClass): "closed" {
    const known = this.closed.get(core);
    if (known === undefined) this.closed.set(core, [principals]);
    else known.push(principals);
    return "closed";
  }

  #knownCore(stops: readonly Stop[]): Core | undefined {
    const own = new Set(stops);
    if (this.#coresWith.size === 0) return undefined;
    for (const stop of stops)
      for (const core of this.#coresWith.get(stop) ?? []) if (core.every((one) => own.has(one))) return core;
    return undefined;
  }

  #newCore(stops: readonly Stop[], found: readonly Literal[]): Core {
    const literals = this.#questions.smallCore(
      found.filter((one) => !this.#extra.includes(one)),
      this.#extra,
    );
    const core = stops.filter(({ passes }) => literals.includes(passes));
    const [first] = core;
    if (first !== undefined) this.#coresWith.set(first, [...(this.#coresWith.get(first) ?? []), core]);
    return core;
  }
}

function passes(stop: Stop, model: Model, known: Map<Stop, boolean>): boolean {
  const before = known.get(stop);
  if (before !== undefined) return before;
  const is = holdsIn(stop.passing, model);
  known.set(stop, is);
  return is;
}

/** The policies of cores, each with the classes that it is in a core of. */
export function policiesIn(closed: Swept["closed"]): ReadonlyMap<EncodedPolicy, readonly PrincipalClass[]> {
  const classes = new Map<EncodedPolicy, PrincipalClass[]>();
  for (const [core, stopped] of closed)
    for (const { policy } of core) {
      const known = classes.get(policy) ?? [];
      for (const one of stopped) known.push(one);
      classes.set(policy, known);
    }
  return classes;
}
