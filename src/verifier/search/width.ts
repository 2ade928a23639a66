import { LISTED_DIMENSIONS, meetsCondition, valuesOf } from "../../conditions";
import type { Circumstances, Dimension, ListedDimension } from "../../model/dimensions";
import { holds, type Reading } from "../../model/truth";
import type { Width } from "../verdict";
import { type BitSet, bitSetWhere, both, either, intersects } from "./bit-set";
import type { Column } from "./column";
import type { Query } from "./search";
import type { Assignment, SearchSpace } from "./search-space";

/** The candidate policies that some value, and that every value, of a part of one dimension meets. */
interface Reach {
  readonly some: BitSet;
  readonly every: BitSet;
}

/** The dimensions in the order in which they are widened. */
const WIDENED: readonly Dimension[] = ["device", ...LISTED_DIMENSIONS, "network"];

/**
 * How far a bypass reaches: values are added, dimension by dimension, while for no combination of them anybody stops it
 * (and, in a comparison, while one candidate policy of the other tenant stops all of them).
 * @param last dimensions that are widened after the others: those that the policies fail by, so that the bypass is told as
 *   "whoever isn't on Windows, by any client" and not as something that happens to be open as well
 */
export function widthOf(
  space: SearchSpace,
  assignment: Assignment,
  reading: Reading,
  query: Query,
  last: ReadonlySet<Dimension>,
): Width {
  const widening = new Widening(space, assignment, reading, query);
  for (const dimension of WIDENED) if (!last.has(dimension)) widening.widen(dimension);
  for (const dimension of WIDENED) if (last.has(dimension)) widening.widen(dimension);
  return widening.width;
}

type WidthSoFar = { [D in Dimension]?: "any" | readonly Circumstances[D][] };

class Widening {
  readonly width: WidthSoFar = {};
  readonly #space: SearchSpace;
  readonly #assignment: Assignment;
  readonly #query: Query;
  readonly #everybody: BitSet;
  readonly #reaches: Map<Dimension, Reach>;

  constructor(space: SearchSpace, assignment: Assignment, reading: Reading, query: Query) {
    this.#space = space;
    this.#assignment = assignment;
    this.#query = query;
    this.#everybody = bitSetWhere(space.candidates.length, () => true);
    this.#reaches = new Map<Dimension, Reach>([
      ["device", single(deviceMatch(space, assignment, reading))],
      ["network", single(assignment.networkMatch)],
      ...space.columns.map((column, depth) => [column.dimension, single(this.#match(column, depth))] as const),
    ]);
  }

  /** Widens one dimension to everything or, where it is a listed one, by the values that leave a bypass. */
  widen(dimension: Dimension): void {
    const depth = this.#space.columns.findIndex((column) => column.dimension === dimension);
    const column = this.#space.columns[depth];
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

  #isBypass(): boolean {
    const { stopping, stopped } = this.#query;
    const reaches = [...this.#reaches.values()];
    if (intersects(stopping, reaches.map(({ some }) => some).reduce(both, this.#everybody))) return false;
    if (stopped === undefined) return true;
    return intersects(stopped, reaches.map(({ every }) => every).reduce(both, this.#everybody));
  }

  #match({ match }: Column, depth: number): BitSet {
    return match[this.#assignment.values[depth] ?? 0] ?? this.#everybody;
  }
}

const single = (bits: BitSet): Reach => ({ some: bits, every: bits });

/** The candidate policies whose device filter an assignment's device meets. */
function deviceMatch({ candidates }: SearchSpace, { device }: Assignment, reading: Reading): BitSet {
  return bitSetWhere(candidates.length, (index) => {
    const candidate = candidates[index];
    if (candidate === undefined) return false;
    const { policy, context, settled } = candidate;
    const truth = meetsCondition("device", policy.conditions, device, context.tenant);
    return holds(truth, settled?.conditions.device ?? reading);
  });
}

/** The candidate policies that meet everything of an assignment, apart from the principal. */
export function matchOf(space: SearchSpace, assignment: Assignment, reading: Reading): BitSet {
  return space.columns.reduce(
    (matched, { match }, depth) => both(matched, match[assignment.values[depth] ?? 0] ?? matched),
    both(assignment.networkMatch, deviceMatch(space, assignment, reading)),
  );
}
