import { type Encoding, holdsIn, type Stop } from "../encoding/encoding";
import { type BitSet, bitSetWhere, emptyBitSet, isWithin, putBit } from "../people/bit-set";
import { isPresent, type PrincipalClass, type Principals } from "../people/principals";
import type { Literal } from "../solver/formula";
import type { Answer } from "../solver/solver";
import { TOO_HARD, TOO_MANY_NETWORKS, TOO_MANY_PRINCIPAL_CLASSES, type Unknown } from "../verdict";

/** Steps for everybody together, for one question about all of them; and for one class, first few and then many. */
export const ALL_STEPS = 5_000_000;
export const ROUNDS = [100_000, ALL_STEPS / 2];
const SMALL_STEPS = 200_000;
/** Models that are tried before the solver is asked: the latest ones. */
const MOST_MODELS = 400;

/** A model of the clauses: whether a literal is true in it. */
export type Model = (literal: Literal) => boolean;

/** A class of principals with a sign-in that gets through. */
export interface LetIn {
  readonly principals: PrincipalClass;
  readonly model: Model;
}

/** Policies that together stop a class, with how each is about it. */
export type Core = readonly Stop[];

/** What came of asking about everybody. */
export interface Swept {
  readonly letIn: readonly LetIn[];
  /** For each core, the classes that it stops. Each class is under the first core that stops it. */
  readonly closed: ReadonlyMap<Core, readonly PrincipalClass[]>;
  /** Those of whom it isn't known within the bound. */
  readonly tooHard: readonly PrincipalClass[];
  /** Bounds that were reached, so that those who are let in may not be all. */
  readonly bounds: readonly Unknown[];
}

interface Asked {
  readonly stops: readonly Stop[];
  readonly numbers: BitSet;
}

/** Questions about one encoding: is there a sign-in, and a way that what isn't known may be, in which no policy stops it? */
export class Questions {
  readonly encoding: Encoding;
  readonly principals: Principals;
  readonly #asked: readonly Map<PrincipalClass, Asked>[] = [new Map(), new Map()];
  #left: number;

  /** @param bound steps of all questions together */
  constructor(encoding: Encoding, principals: Principals, bound: number) {
    this.encoding = encoding;
    this.principals = principals;
    this.#left = bound;
  }

  /** Grants steps for more questions. */
  grant(steps: number): void {
    this.#left = steps;
  }

  /** What each policy of a tenant is to a class, and the same by number. */
  asked(principals: PrincipalClass, tenantIndex: number): Asked {
    const known = this.#asked[tenantIndex]?.get(principals);
    if (known !== undefined) return known;
    const stops = this.encoding.stopsFor(principals, tenantIndex);
    const asked = { stops, numbers: numbersOf(stops, this.encoding) };
    this.#asked[tenantIndex]?.set(principals, asked);
    return asked;
  }

  stopsFor(principals: PrincipalClass, tenantIndex = 0): readonly Stop[] {
    return this.asked(principals, tenantIndex).stops;
  }

  /** Whether all of these can be true. */
  ask(assumptions: readonly Literal[], most = this.#left, wished: readonly Literal[] = []): Answer {
    const { solver } = this.encoding.vocabulary.logic;
    const before = solver.steps;
    const answer = solver.solve(assumptions, Math.min(most, this.#left), wished);
    this.#left -= solver.steps - before;
    return answer;
  }

  /**
   * For each class that is there whether some sign-in gets through. *No* comes with the policies that leave nothing: every other class
   * that these are about in the same way isn't asked about.
   * @param extra what is assumed as well; @param most how many classes that are let in are enough
   */
  letsIn(extra: readonly Literal[] = [], most = Number.POSITIVE_INFINITY): Swept {
    let left: readonly PrincipalClass[] = this.principals.classes.filter((one) => isPresent(one, 0));
    if (!this.encoding.vocabulary.places.areWhole)
      return { letIn: [], closed: new Map(), tooHard: left, bounds: [TOO_MANY_NETWORKS] };
    for (const one of left) this.stopsFor(one);
    const sweep = new Sweep(this, extra);
    const { letIn, closed } = sweep;
    for (const steps of ROUNDS)
      left = left.filter((principals) => letIn.length < most && sweep.ask(principals, steps) === "too hard");
    const tooHard = letIn.length < most ? left : [];
    const bounds = [
      ...(tooHard.length > 0 ? [TOO_HARD] : []),
      ...(this.principals.isWhole ? [] : [TOO_MANY_PRINCIPAL_CLASSES]),
    ];
    return { letIn, closed, tooHard, bounds };
  }
}

class Sweep {
  readonly letIn: LetIn[] = [];
  readonly closed = new Map<Core, PrincipalClass[]>();
  readonly #questions: Questions;
  readonly #extra: readonly Literal[];
  readonly #models: { readonly model: Model; readonly passed: BitSet }[] = [];
  readonly #coresWith = new Map<Stop, { readonly core: Core; readonly numbers: BitSet }[]>();

  constructor(questions: Questions, extra: readonly Literal[]) {
    this.#questions = questions;
    this.#extra = extra;
  }

  ask(principals: PrincipalClass, steps: number): "let in" | "closed" | "too hard" {
    const { stops, numbers } = this.#questions.asked(principals, 0);
    const core = this.#knownCore(stops, numbers);
    if (core !== undefined) return this.#isClosed(core, principals);
    const known = this.#models.find(({ passed }) => isWithin(numbers, passed));
    if (known !== undefined) return this.#isLetIn(principals, known.model);
    const answer = this.#questions.ask([...this.#extra, ...stops.map(({ passes }) => passes)], steps);
    if (answer.kind === "bound") return "too hard";
    if (answer.kind === "no") return this.#isClosed(this.#newCore(stops, answer.core), principals);
    this.#models.unshift({ model: answer.isTrue, passed: passedIn(this.#questions.encoding, answer.isTrue) });
    if (this.#models.length > MOST_MODELS) this.#models.pop();
    return this.#isLetIn(principals, answer.isTrue);
  }

  #isLetIn(principals: PrincipalClass, model: Model): "let in" {
    this.letIn.push({ principals, model });
    return "let in";
  }

  #isClosed(core: Core, principals: PrincipalClass): "closed" {
    const known = this.closed.get(core);
    if (known === undefined) this.closed.set(core, [principals]);
    else known.push(principals);
    return "closed";
  }

  #knownCore(stops: readonly Stop[], own: BitSet): Core | undefined {
    if (this.#coresWith.size === 0) return undefined;
    for (const stop of stops)
      for (const { core, numbers } of this.#coresWith.get(stop) ?? []) if (isWithin(numbers, own)) return core;
    return undefined;
  }

  #newCore(stops: readonly Stop[], found: readonly Literal[]): Core {
    const literals = this.#small(found.filter((one) => !this.#extra.includes(one)));
    const core = stops.filter(({ passes }) => literals.includes(passes));
    const [first] = core;
    const known = { core, numbers: numbersOf(core, this.#questions.encoding) };
    if (first !== undefined) this.#coresWith.set(first, [...(this.#coresWith.get(first) ?? []), known]);
    return core;
  }

  /** Fewer of these assumptions that can't be true together with what is assumed anyway, none of them needlessly. */
  #small(core: readonly Literal[]): readonly Literal[] {
    let small = core;
    for (const one of core) {
      const without = small.filter((other) => other !== one);
      if (without.length === small.length) continue;
      const answer = this.#questions.ask([...this.#extra, ...without], SMALL_STEPS);
      if (answer.kind !== "no") continue;
      const still = new Set(answer.core);
      small = without.filter((literal) => still.has(literal));
    }
    return small;
  }
}

/** Policies by number. */
export function numbersOf(stops: readonly Stop[], encoding: Encoding): BitSet {
  const numbers = emptyBitSet(encoding.stops.length);
  for (const { number } of stops) putBit(numbers, number, true);
  return numbers;
}

/** The policies that let a sign-in through. */
export const passedIn = ({ stops }: Encoding, model: Model): BitSet =>
  bitSetWhere(stops, ({ passing }) => holdsIn(passing, model));
