import type { Device } from "../../law/device-filter/device";
import type { Network } from "../../law/model/dimensions";
import type { Aspect, Option } from "./aspect";
import { AspectsAhead, type State } from "./aspects-ahead";
import {
  add,
  type BitSet,
  both,
  either,
  emptyBitSet,
  isEmpty,
  keyOf,
  lowestOf,
  remove,
  setBit,
  without,
} from "./bit-set";
import type { Budget } from "./budget";
import { DeadEnds } from "./dead-ends";
import type { Devices } from "./devices";
import { type Networks, networkWith } from "./networks";
import type { SearchSpace } from "./search-space";

/** A network and a device. */
export interface NetworkAndDevice {
  readonly network: Network;
  readonly networkMatch: BitSet;
  readonly device: Device;
}

/** `closed`: nowhere on no device, and these candidate policies are enough to say so. `tooHard`: the bound was reached before. */
export type NetworkAnswer =
  | { readonly kind: "closed"; readonly because: BitSet }
  | { readonly kind: "open"; readonly found: NetworkAndDevice }
  | { readonly kind: "tooHard" };

/** The options taken, the last one first. Of an aspect that makes no difference the first one will do. */
type Taken = { readonly aspect: number; readonly option: Option; readonly before: Taken } | undefined;

interface Question {
  readonly asked: BitSet;
  readonly wanted: BitSet;
  /** Candidate policies that stop as soon as the network is settled for them. */
  readonly stopsAnywhere: BitSet;
  found: NetworkAndDevice | undefined;
  exhausted: boolean;
}

/** Steps for looking at an option, and for telling whether it leads to something new, apart from those for each word. */
const OPTION_STEPS = 4;
const BRANCH_STEPS = 100;

/**
 * Looks for a network and a device, aspect by aspect of the network (see {@link Networks}). Each dead end is explained by some
 * candidate policies that are enough for it. An explanation that an aspect doesn't touch holds for all its options, and the one
 * for the whole holds for whoever is stopped by the same candidate policies.
 */
export class NetworkSearch {
  readonly #space: SearchSpace;
  readonly #networks: Networks;
  readonly #devices: Devices;
  readonly #budget: Budget;
  readonly #ahead: AspectsAhead;
  readonly #deadEnds: DeadEnds;

  constructor(space: SearchSpace, devices: Devices, work: Budget) {
    this.#space = space;
    this.#networks = space.networks;
    this.#devices = devices;
    this.#budget = work;
    this.#deadEnds = new DeadEnds(work);
    this.#ahead = new AspectsAhead(space.networks.aspects, space.candidates.length);
  }

  /** Where none of `stopping` stops, and all `wanted` do. */
  find(stopping: BitSet, wanted: BitSet): NetworkAnswer {
    const { start } = this.#networks;
    const asked = either(stopping, wanted);
    const question: Question = {
      asked,
      wanted,
      stopsAnywhere: both(stopping, this.#space.anyDevice),
      found: undefined,
      exhausted: false,
    };
    const alive = without(asked, start.excluded);
    const because = this.#descend(0, { alive, included: both(alive, start.included) }, undefined, question);
    if (because !== undefined) return { kind: "closed", because };
    return question.found === undefined ? { kind: "tooHard" } : { kind: "open", found: question.found };
  }

  /**
   * @param options those taken so far
   * @returns why there is nothing further down, if there is nothing
   */
  #descend(depth: number, state: State, options: Taken, question: Question): BitSet | undefined {
    if (this.#budget.isSpent) {
      question.exhausted = true;
      return undefined;
    }
    const here = this.#ahead.from(depth, state);
    const { alive, included } = here;
    const missed = lowestOf(without(question.wanted, alive));
    if (missed !== undefined) return onlyOf(alive.length, missed);
    const settled = this.#settledReason(depth, included, question);
    if (settled !== undefined) return settled;
    const next = this.#ahead.next(depth, alive);
    const aspect = this.#networks.aspects[next];
    if (aspect === undefined) return this.#askForDevice(included, options, question);
    const known = this.#deadEnds.find(next, here, question.wanted);
    if (known.because !== undefined) return known.because;
    const because = this.#tryAll(next, aspect, here, options, question);
    if (because !== undefined) this.#deadEnds.add(known.key, next, here, question.wanted, because);
    return because;
  }

  /** Candidate policies that stop whatever the other aspects are: one that any device meets, or filters that leave no device. */
  #settledReason(depth: number, included: BitSet, { wanted, stopsAnywhere }: Question): BitSet | undefined {
    const settled = this.#ahead.settled(depth, included);
    const stops = lowestOf(both(settled, stopsAnywhere));
    if (stops !== undefined) return onlyOf(settled.length, stops);
    remove(settled, wanted);
    if (isEmpty(settled)) return undefined;
    return this.#devices.whyNone(settled, wanted);
  }

  #tryAll(depth: number, aspect: Aspect, state: State, options: Taken, question: Question): BitSet | undefined {
    const because = emptyBitSet(this.#space.candidates.length);
    let closed = true;
    for (const [option, next] of this.#branches(depth, aspect, state, because, question)) {
      const found = this.#descend(depth + 1, next, { aspect: depth, option, before: options }, question);
      if (found === undefined) closed = false;
      else if (!this.#ahead.touches(depth, found)) return found;
      else add(because, found);
      if (question.found !== undefined || question.exhausted) return undefined;
    }
    return closed ? because : undefined;
  }

  /** The options that lead to something new. Why the others lead nowhere is put into `because`. */
  *#branches(
    depth: number,
    { options }: Aspect,
    state: State,
    because: BitSet,
    { stopsAnywhere }: Question,
  ): Generator<readonly [Option, State]> {
    const seen = new Set<string>();
    for (const option of options) {
      this.#budget.spend(OPTION_STEPS + because.length);
      if (this.#ahead.isStopped(depth + 1, state, option, stopsAnywhere, because)) continue;
      this.#budget.spend(BRANCH_STEPS + because.length);
      const alive = without(state.alive, option.excluded);
      const included = both(either(state.included, option.included), alive);
      const key = keyOf(alive) + keyOf(included);
      if (seen.has(key)) continue;
      seen.add(key);
      yield [option, { alive, included }];
    }
  }

  #askForDevice(included: BitSet, options: Taken, question: Question): BitSet | undefined {
    const answer = this.#devices.ask(without(included, question.wanted), question.wanted);
    if (answer.kind === "none") return answer.because;
    if (answer.kind === "tooHard") question.exhausted = true;
    else question.found = { ...networkWith(this.#networks, byAspect(options), question.asked), device: answer.device };
    return undefined;
  }
}

function byAspect(taken: Taken): ReadonlyMap<number, Option> {
  const options = new Map<number, Option>();
  for (let at = taken; at !== undefined; at = at.before) options.set(at.aspect, at.option);
  return options;
}

function onlyOf(words: number, index: number): BitSet {
  const only = new Uint32Array(words);
  setBit(only, index);
  return only;
}
