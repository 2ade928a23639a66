import type { Device } from "../device-rule";
import type { Place } from "../sign-in";
import type { Option } from "../universe/place-options";
import { type Aspect, type Places, placeWith } from "../universe/places";
import {
  add,
  type Bits,
  both,
  either,
  emptyBits,
  isEmpty,
  keyOf,
  lowestOf,
  meet,
  remove,
  setBit,
  without,
} from "./bits";
import type { Devices } from "./devices";
import type { Grid } from "./grid";
import type { Work } from "./work";

/** A place and a device. */
export interface Surroundings {
  readonly place: Place;
  readonly placeMatch: Bits;
  readonly device: Device;
}

/** `closed`: nowhere on no device, and these contenders are enough to say so. `tooHard`: the bound was reached before. */
export type PlaceAnswer =
  | { readonly kind: "closed"; readonly because: Bits }
  | { readonly kind: "open"; readonly found: Surroundings }
  | { readonly kind: "tooHard" };

/** Contenders still in question when some aspects of the place are settled. */
interface State {
  /** Those that no option taken so far excludes and that are included, or can be. */
  readonly alive: Bits;
  readonly included: Bits;
}

/** The options taken, by the number of their aspect. Of an aspect that makes no difference the first one will do. */
type Taken = ReadonlyMap<number, Option>;

interface Question {
  readonly asked: Bits;
  readonly wanted: Bits;
  /** Contenders that stop as soon as the place is settled for them. */
  readonly stopsAnywhere: Bits;
  found: Surroundings | undefined;
  exhausted: boolean;
}

/** Steps for looking at an option, and for telling whether it leads to something new, apart from those for each word. */
const OPTION_STEPS = 4;
const BRANCH_STEPS = 100;
/** Dead ends that are kept, so that none is explored twice. */
const MOST_KEPT = 200_000;

/**
 * Looks for a place and a device, aspect by aspect of the place (see {@link Places}). Each dead end is explained by some
 * contenders that are enough for it. An explanation that an aspect doesn't touch holds for all its options, and the one
 * for the whole holds for whoever is stopped by the same contenders.
 */
export class PlaceSearch {
  readonly #grid: Grid;
  readonly #places: Places;
  readonly #devices: Devices;
  readonly #work: Work;
  /** Contenders that an aspect can make a difference to, those that it or a later one can include, and exclude. */
  readonly #touched: readonly Bits[];
  readonly #includable: readonly Bits[];
  readonly #excludable: readonly Bits[];
  readonly #closed = new Map<string, Bits>();

  constructor(grid: Grid, devices: Devices, work: Work) {
    this.#grid = grid;
    this.#places = grid.places;
    this.#devices = devices;
    this.#work = work;
    const none = emptyBits(grid.contenders.length);
    const { aspects } = grid.places;
    this.#touched = aspects.map(({ includable, excludable, usual }) =>
      [includable, excludable, usual?.included ?? none, usual?.excluded ?? none].reduce(either),
    );
    this.#includable = fromEachOn(
      aspects.map(({ includable }) => includable),
      none,
    );
    this.#excludable = fromEachOn(
      aspects.map(({ excludable }) => excludable),
      none,
    );
  }

  /** Where none of `stopping` stops, and all `wanted` do. */
  find(stopping: Bits, wanted: Bits): PlaceAnswer {
    const { start } = this.#places;
    const asked = either(stopping, wanted);
    const question: Question = {
      asked,
      wanted,
      stopsAnywhere: both(stopping, this.#grid.anyDevice),
      found: undefined,
      exhausted: false,
    };
    const alive = without(asked, start.excluded);
    const because = this.#descend(0, { alive, included: both(alive, start.included) }, new Map(), question);
    if (because !== undefined) return { kind: "closed", because };
    return question.found === undefined ? { kind: "tooHard" } : { kind: "open", found: question.found };
  }

  /**
   * @param options those taken so far, by the number of their aspect
   * @returns why there is nothing further down, if there is nothing
   */
  #descend(depth: number, state: State, options: Taken, question: Question): Bits | undefined {
    if (this.#work.isSpent) {
      question.exhausted = true;
      return undefined;
    }
    const alive = both(state.alive, either(state.included, this.#includable[depth] ?? state.included));
    const included = both(state.included, alive);
    const missed = lowestOf(without(question.wanted, alive));
    if (missed !== undefined) return onlyOf(alive.length, missed);
    const settled = this.#settledReason(depth, included, question);
    if (settled !== undefined) return settled;
    const next = this.#touched.findIndex((touched, aspect) => aspect >= depth && meet(touched, alive));
    const aspect = this.#places.aspects[next];
    if (aspect === undefined) return this.#askForDevice(included, options, question);
    const key = `${next} ${keyOf(question.wanted)}${keyOf(alive)}${keyOf(included)}`;
    const known = this.#closed.get(key);
    if (known !== undefined) return known;
    const because = this.#tryAll(next, aspect, { alive, included }, options, question);
    if (because !== undefined && this.#closed.size < MOST_KEPT) this.#closed.set(key, because);
    return because;
  }

  /** Contenders that stop whatever the other aspects are: one that any device meets, or filters that leave no device. */
  #settledReason(depth: number, included: Bits, { wanted, stopsAnywhere }: Question): Bits | undefined {
    const settled = without(included, this.#excludable[depth] ?? included);
    const stops = lowestOf(both(settled, stopsAnywhere));
    if (stops !== undefined) return onlyOf(settled.length, stops);
    remove(settled, wanted);
    if (isEmpty(settled)) return undefined;
    const answer = this.#devices.ask(settled, wanted);
    return answer.kind === "none" ? answer.because : undefined;
  }

  #tryAll(depth: number, aspect: Aspect, state: State, options: Taken, question: Question): Bits | undefined {
    const because = emptyBits(this.#grid.contenders.length);
    let closed = true;
    for (const [option, next] of this.#branches(depth, aspect, state, because, question)) {
      const found = this.#descend(depth + 1, next, new Map([...options, [depth, option]]), question);
      if (found === undefined) closed = false;
      else if (!meet(found, this.#touched[depth] ?? found)) return found;
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
    because: Bits,
    { stopsAnywhere }: Question,
  ): Generator<readonly [Option, State]> {
    const seen = new Set<string>();
    const excludable = this.#excludable[depth + 1] ?? because;
    for (const option of options) {
      this.#work.spend(OPTION_STEPS + because.length);
      if (isStopped(option, state, excludable, stopsAnywhere, because)) continue;
      this.#work.spend(BRANCH_STEPS + because.length);
      const alive = without(state.alive, option.excluded);
      const included = both(either(state.included, option.included), alive);
      const key = keyOf(alive) + keyOf(included);
      if (seen.has(key)) continue;
      seen.add(key);
      yield [option, { alive, included }];
    }
  }

  #askForDevice(included: Bits, options: Taken, question: Question): Bits | undefined {
    const answer = this.#devices.ask(without(included, question.wanted), question.wanted);
    if (answer.kind === "none") return answer.because;
    if (answer.kind === "tooHard") question.exhausted = true;
    else question.found = { ...placeWith(this.#places, options, question.asked), device: answer.device };
    return undefined;
  }
}

/** For each aspect what it or a later one has, and nothing after the last. */
function fromEachOn(aspects: readonly Bits[], none: Bits): readonly Bits[] {
  const all = [none];
  for (const aspect of aspects.toReversed()) all.unshift(either(aspect, all[0] ?? none));
  return all;
}

function onlyOf(words: number, index: number): Bits {
  const only = new Uint32Array(words);
  setBit(only, index);
  return only;
}

/**
 * Whether with this option somebody stops for good whom any device meets. If so they are in `because`, where possible
 * one who is there already.
 */
function isStopped(option: Option, { alive, included }: State, excludable: Bits, stops: Bits, because: Bits): boolean {
  let at = -1;
  let least = 0;
  for (let word = 0; word < alive.length; word++) {
    const met =
      ((included[word] ?? 0) | (option.included[word] ?? 0)) & (alive[word] ?? 0) & ~(option.excluded[word] ?? 0);
    const stopping = met & ~(excludable[word] ?? 0) & (stops[word] ?? 0);
    if (stopping === 0) continue;
    if ((stopping & (because[word] ?? 0)) !== 0) return true;
    if (at < 0) [at, least] = [word, stopping & -stopping];
  }
  if (at >= 0) because[at] = (because[at] ?? 0) | least;
  return at >= 0;
}
