import type { Reading } from "../truth";
import { type Bits, bitsWhere, both, elementsOf, emptyBits, setBit } from "./bits";
import type { Contender } from "./contender";
import { type Cell, type Grid, gridOf } from "./grid";
import { reasonSteps } from "./reason-steps";
import { Search } from "./search";

/** Steps of one search, and of all of them together. */
const SEARCH_STEPS = 200_000;
const ALL_STEPS = 30_000_000;
/** Conditions that are told apart, those of the first policies first; and places beyond which none are. */
const MOST_CONDITIONS = 200;
const MOST_PLACES = 20_000;

/** The numbers, in a grid of its own, of the policies of a step. */
interface Step {
  readonly before: number;
  readonly through: number;
}

/**
 * Cells that let a crowd through for reasons as different as there are. For each contender about the crowd a condition is
 * chosen that shall be the reason; whether a cell exists for what is chosen so far is searched for at once, so that each
 * choice that is gone into leads to a cell.
 */
export class ByReason {
  readonly #grid: Grid;
  /** None where no contender has two conditions that could be the reason: the first cell shows all there is. */
  readonly #search: Search | undefined;
  readonly #size: number;
  readonly #steps = new Map<number, readonly Step[]>();

  constructor(grid: Grid, reading: Reading) {
    this.#grid = grid;
    const contenders = [...grid.contenders];
    grid.contenders.forEach((contender, index) => {
      if (contenders.length < grid.contenders.length + 2 * MOST_CONDITIONS)
        this.#steps.set(index, stepsAmong(contenders, contender));
    });
    this.#size = contenders.length;
    const someHaveSeveral = [...this.#steps.values()].some((steps) => steps.length > 1);
    const isWorthwhile = someHaveSeveral && grid.places.options <= MOST_PLACES;
    const own = isWorthwhile ? gridOf(contenders, reading, false) : undefined;
    this.#search = own && new Search(own, ALL_STEPS);
  }

  /** @param about the contenders that are about the crowd */
  *cells(about: Bits): Generator<Cell> {
    const stopping = this.#widened(about);
    const told = Array.from(elementsOf(about)).filter((index) => this.#steps.has(index));
    yield* this.#choose(told, stopping, emptyBits(this.#size));
  }

  *#choose([index, ...others]: readonly number[], stopping: Bits, met: Bits): Generator<Cell> {
    const cell = this.#search?.find({ stopping, met }, SEARCH_STEPS).cell;
    if (cell === undefined) return;
    if (index === undefined) yield this.#onTheGrid(cell);
    else
      for (const { before, through } of this.#steps.get(index) ?? [])
        yield* this.#choose(others, withElement(stopping, through), withElement(met, before));
  }

  #widened(about: Bits): Bits {
    const widened = emptyBits(this.#size);
    for (const index of elementsOf(about)) setBit(widened, index);
    return widened;
  }

  #onTheGrid(cell: Cell): Cell {
    const own = bitsWhere(this.#grid.contenders.length, () => true);
    return { ...cell, placeMatch: both(own, cell.placeMatch) };
  }
}

/** Adds the policies of the contender's steps to the contenders. */
function stepsAmong(contenders: Contender[], contender: Contender): readonly Step[] {
  return reasonSteps(contender).map(({ before, through }) => {
    contenders.push(before, through);
    return { before: contenders.length - 2, through: contenders.length - 1 };
  });
}

function withElement(bits: Bits, element: number): Bits {
  const more = bits.slice();
  setBit(more, element);
  return more;
}
