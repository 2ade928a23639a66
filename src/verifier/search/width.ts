import { DIMENSIONS, LISTED_DIMENSIONS, meetsCondition, valuesOf, varies } from "../../law/conditions";
import type { Circumstances, Dimension, ListedDimension } from "../../law/model/dimensions";
import { holds, type Reading } from "../../law/model/truth";
import type { Width } from "../verdict";
import { type BitSet, bitSetOfAll, bitSetWhere, both, either, intersects } from "./bit-set";
import type { CandidatePolicy } from "./candidate-policy";
import { type Column, columnsOf } from "./combinations";
import type { Query } from "./search";
import { type Assignment, type SearchSpace, valueMatch } from "./search-space";

/** The candidate policies that some value, and that every value, of a part of one dimension, or of all of them, meets. */
export interface Reach {
  readonly some: BitSet;
  readonly every: BitSet;
}

/** The dimensions in the order in which they are widened. */
const WIDENED: readonly Dimension[] = ["device", ...LISTED_DIMENSIONS.filter(varies), "network"];

/** How wide a bypass is, and which candidate policies that whole width meets. */
export interface Wide {
  readonly width: Width;
  readonly reach: Reach;
}

/**
 * How far a bypass reaches: values are added, dimension by dimension, while for no combination of them anybody stops it
 * (and, in a comparison, while one candidate policy of the other tenant stops all of them).
 * @param reading what it shall hold under, whatever reading the space is cut by
 * @param last dimensions that are widened after the others: those that the policies fail by, so that the bypass is told as
 *   "whoever isn't on Windows, by any client" and not as something that happens to be open as well
 */
export function widthOf(
  space: SearchSpace,
  assignment: Assignment,
  reading: Reading,
  query: Query,
  last: ReadonlySet<Dimension>,
): Wide {
  const widening = new Widening(space, assignment, reading, query);
  for (const dimension of WIDENED) if (!last.has(dimension)) widening.widen(dimension);
  for (const dimension of WIDENED) if (last.has(dimension)) widening.widen(dimension);
  return { width: widening.width, reach: widening.reach };
}

type WidthSoFar = { [D in Dimension]?: "any" | readonly Circumstances[D][] };

class Widening {
  readonly width: WidthSoFar = {};
  readonly #space: SearchSpace;
  readonly #columns: readonly Column[];
  readonly #assignment: Assignment;
  readonly #query: Query;
  readonly #everybody: BitSet;
  readonly #reaches: Map<Dimension, Reach>;

  constructor(space: SearchSpace, assignment: Assignment, reading: Reading, query: Query) {
    this.#space = space;
    this.#columns = reading === space.reading ? space.columns : columnsOf(space.candidates, reading);
    this.#assignment = assignment;
    this.#query = query;
    this.#everybody = bitSetOfAll(space.candidates);
    this.#reaches = new Map<Dimension, Reach>([
      ["device", single(valueMatch("device", space, assignment, reading))],
      ["network", single(networkMatch(space, assignment, reading))],
      ...this.#columns.map((column, depth) => [column.dimension, single(this.#match(column, depth))] as const),
    ]);
  }

  /** Widens one dimension to everything or, where it is a listed one, by the values that leave a bypass. */
  widen(dimension: Dimension): void {
    const depth = this.#columns.findIndex((column) => column.dimension === dimension);
    const column = this.#columns[depth];
    if (this.#reachesAll(dimension, column)) this.width[dimension] = "any";
    else if (column !== undefined) this.#addValues(column.dimension, column, this.#assignment.values[depth] ?? 0);
  }

  #addValues<D extends ListedDimension>(dimension: D, { match }: Column, own: number): void {
    const values = valuesOf(dimension).filter((_, number) => {
      const kept = this.#reaches.get(dimension) ?? single(this.#everybody);
      const more = match[number] ?? kept.some;
      this.#reaches.set(dimension, { some: either(kept.some, more), every: both(kept.every, more) });
      const isOpen = number === own || this.#isBypass();
      if (!isOpen) this.#reaches.set(dimension, kept);
      return isOpen;
    });
    if (values.length > 1) Object.assign(this.width, { [dimension]: values });
  }

  /** Whether the whole of a dimension leaves a bypass; if so it is taken. */
  #reachesAll(dimension: Dimension, column: Column | undefined): boolean {
    const own = this.#reaches.get(dimension) ?? single(this.#everybody);
    this.#reaches.set(dimension, this.#whole(dimension, column));
    if (this.#isBypass()) return true;
    this.#reaches.set(dimension, own);
    return false;
  }

  /** Not every network and device is in the search space, so any condition on them may be met somewhere. */
  #whole(dimension: Dimension, column: Column | undefined): Reach {
    if (column !== undefined) return { some: column.match.reduce(either, column.met), every: column.met };
    const { anyDevice, networks } = this.#space;
    return { some: this.#everybody, every: dimension === "device" ? anyDevice : networks.met };
  }

  /** What is met somewhere in the width, and what everywhere. */
  get reach(): Reach {
    const reaches = [...this.#reaches.values()];
    return {
      some: reaches.map(({ some }) => some).reduce(both, this.#everybody),
      every: reaches.map(({ every }) => every).reduce(both, this.#everybody),
    };
  }

  #isBypass(): boolean {
    const { stopping, stopped } = this.#query;
    const { some, every } = this.reach;
    return !intersects(stopping, some) && (stopped === undefined || intersects(stopped, every));
  }

  #match({ match }: Column, depth: number): BitSet {
    return match[this.#assignment.values[depth] ?? 0] ?? this.#everybody;
  }
}

const single = (bits: BitSet): Reach => ({ some: bits, every: bits });

const networkMatch = (space: SearchSpace, assignment: Assignment, reading: Reading): BitSet =>
  reading === space.reading ? assignment.networkMatch : valueMatch("network", space, assignment, reading);

/** The candidate policies whose every condition a sign-in meets, whoever signs in. */
export const meetingCandidates = ({ candidates }: SearchSpace, signIn: Circumstances, reading: Reading): BitSet =>
  bitSetWhere(candidates, (candidate) => DIMENSIONS.every((dimension) => meets(dimension, candidate, signIn, reading)));

const meets = <D extends Dimension>(
  dimension: D,
  { policy: { conditions }, context }: CandidatePolicy,
  signIn: Circumstances,
  reading: Reading,
): boolean => holds(meetsCondition(dimension, conditions, signIn[dimension], context.tenant), reading);
