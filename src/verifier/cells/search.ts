import { type Device, findDevice } from "../device-rule";
import { type Bits, both, elementsOf, isEmpty, keyOf, meet, without } from "./bits";
import { type Cell, deviceDemand, type Grid } from "./grid";

/** What is looked for: a cell that none of `stopping` stops and, where `stopped` is given, that one of those does. */
export interface Quest {
  readonly stopping: Bits;
  readonly stopped?: Bits;
}

export interface Found {
  readonly cells: readonly Cell[];
  /** The bound was reached: where no cell was found, none may exist or one may have been missed. */
  readonly exhausted: boolean;
}

/** Values looked at in one search before it gives up. */
export const SEARCH_BOUND = 1_000_000;
/** Values that all searches on one grid may look at together; after that each may still look at a few. */
export const GRID_BOUND = 8_000_000;
const FEW = 2_000;
/** Decisions of one look for a device before it gives up. */
export const DEVICE_BOUND = 20_000;
/** What looking for a device counts for in values, and what it does when it gave up. */
const DEVICE_COST = 50;
const HARD_DEVICE_COST = 50_000;

/**
 * Looks for cells dimension by dimension, carrying along which contenders still match. Two ways to the same set of
 * contenders have the same continuation, so each set is explored once: the cost is bounded by the number of distinct
 * sets, whatever the number of policies.
 */
export class Search {
  readonly #grid: Grid;
  /** Sets of contenders that leave no hole from a dimension on; true for every quest without `stopped`. */
  readonly #closed: readonly Set<string>[];
  readonly #devices = new Map<string, Device | "none" | "tooHard">();
  #left = 0;
  #leftTogether = GRID_BOUND;
  #exhausted = false;

  constructor(grid: Grid) {
    this.#grid = grid;
    this.#closed = grid.metFrom.map(() => new Set<string>());
  }

  /** Up to `most` cells, the most ordinary first. */
  find(quest: Quest, most: number, bound = SEARCH_BOUND): Found {
    const cells: Cell[] = [];
    const granted = Math.max(FEW, Math.min(bound, this.#leftTogether));
    this.#left = granted;
    this.#exhausted = false;
    this.#descend(0, quest, [], cells, most);
    this.#leftTogether -= granted - this.#left;
    return { cells, exhausted: this.#exhausted };
  }

  /** @returns whether the subtree is fully explored and has no such cell */
  #descend(depth: number, quest: Quest, values: readonly number[], cells: Cell[], most: number): boolean {
    if (this.#left-- <= 0) {
      this.#exhausted = true;
      return false;
    }
    if (this.#isHopeless(depth, quest)) return true;
    const dimension = this.#grid.dimensions[depth];
    if (dimension === undefined) return this.#askForDevice(quest, values, cells);
    const key = questKey(quest);
    if (this.#closed[depth]?.has(key)) return true;
    let closed = true;
    for (const [value, next] of this.#branches(depth, quest)) {
      closed = this.#descend(depth + 1, next, [...values, value], cells, most) && closed;
      if (cells.length >= most) return false;
    }
    if (closed) this.#closed[depth]?.add(key);
    return closed;
  }

  /** Somebody who stops matches everything to come, or nobody is left who was to be stopped. */
  #isHopeless(depth: number, { stopping, stopped }: Quest): boolean {
    const met = this.#grid.metFrom[depth];
    if (met !== undefined && meet(stopping, met)) return true;
    return stopped !== undefined && isEmpty(stopped);
  }

  /** The values of a dimension that lead to different sets, one value for each. */
  #branches(depth: number, quest: Quest): Iterable<readonly [number, Quest]> {
    const dimension = this.#grid.dimensions[depth];
    if (dimension === undefined) return [];
    if (quest.stopped === undefined && isEmpty(without(quest.stopping, dimension.met))) return [[0, quest]];
    this.#left -= dimension.match.length;
    const branches = new Map<string, readonly [number, Quest]>();
    dimension.match.forEach((match, value) => {
      const next: Quest = {
        stopping: both(quest.stopping, match),
        ...(quest.stopped === undefined ? {} : { stopped: both(quest.stopped, match) }),
      };
      const key = questKey(next);
      if (!branches.has(key)) branches.set(key, [value, next]);
    });
    return branches.values();
  }

  #askForDevice(quest: Quest, values: readonly number[], cells: Cell[]): boolean {
    const device = this.#deviceFor(quest);
    if (device === "none") return true;
    if (device === "tooHard") this.#exhausted = true;
    else cells.push({ values, device });
    return false;
  }

  #deviceFor(quest: Quest): Device | "none" | "tooHard" {
    const key = questKey(quest);
    const known = this.#devices.get(key);
    if (known !== undefined) return known;
    const found = this.#lookForDevice(quest);
    this.#devices.set(key, found);
    return found;
  }

  #lookForDevice({ stopping, stopped }: Quest): Device | "none" | "tooHard" {
    const demands = this.#demands(stopping, false);
    if (stopped === undefined) return this.#solve(demands);
    let hard = false;
    for (const index of elementsOf(stopped)) {
      const device = this.#solve([...demands, ...this.#demands(only(stopped, index), true)]);
      if (device === "tooHard") hard = true;
      else if (device !== "none") return device;
    }
    return hard ? "tooHard" : "none";
  }

  #demands(bits: Bits, applies: boolean) {
    return Array.from(elementsOf(bits), (index) => {
      const contender = this.#grid.contenders[index];
      return contender === undefined ? undefined : deviceDemand(contender, applies);
    }).filter((demand) => demand !== undefined);
  }

  #solve(demands: Parameters<typeof findDevice>[0]): Device | "none" | "tooHard" {
    if (demands.length === 0) return { kind: "unregistered" };
    const search = findDevice(demands, DEVICE_BOUND);
    this.#left -= search.kind === "tooHard" ? HARD_DEVICE_COST : DEVICE_COST;
    return search.kind === "found" ? search.device : search.kind;
  }
}

const questKey = ({ stopping, stopped }: Quest): string =>
  stopped === undefined ? keyOf(stopping) : `${keyOf(stopping)}/${keyOf(stopped)}`;

function only(bits: Bits, index: number): Bits {
  const one = new Uint32Array(bits.length);
  one[index >>> 5] = 1 << (index & 31);
  return one;
}
