import { type AddressRange, bitsOf } from "./address";

/** A place where a range of a set begins (`step` 1), or behind which one has just ended (`step` −1). */
export interface Boundary {
  readonly at: bigint;
  readonly set: number;
  readonly step: 1 | -1;
}

/** The boundaries of all ranges of one family, from the lowest address to the highest. */
export function boundariesOf(sets: readonly (readonly AddressRange[])[], family: 4 | 6): readonly Boundary[] {
  const boundaries: Boundary[] = [];
  for (const [set, ranges] of sets.entries()) {
    for (const range of ranges) {
      if (range.family !== family) continue;
      boundaries.push({ at: range.first, set, step: 1 }, { at: range.last + 1n, set, step: -1 });
    }
  }
  return inOrder(boundaries, BigInt(128 - bitsOf(family)));
}

const COLUMN_BITS = 43n;
const COLUMN_MASK = (1n << COLUMN_BITS) - 1n;

/**
 * There may be a million, and doubles sort several times faster than big integers. Three columns hold 128 bits and one more;
 * `padding` moves the shorter addresses of IPv4 up, so that the first column settles nearly every comparison.
 */
function inOrder(boundaries: readonly Boundary[], padding: bigint): readonly Boundary[] {
  const column = (shift: bigint): Float64Array =>
    Float64Array.from(boundaries, ({ at }) => Number(((at << padding) >> shift) & COLUMN_MASK));
  const [high, middle, low] = [column(2n * COLUMN_BITS), column(COLUMN_BITS), column(0n)];
  const difference = (values: Float64Array, a: number, b: number): number => (values[a] ?? 0) - (values[b] ?? 0);
  const order = Uint32Array.from(boundaries.keys()).sort(
    (a, b) => difference(high, a, b) || difference(middle, a, b) || difference(low, a, b),
  );
  return Array.from(order, (index) => boundaries[index]).filter((boundary) => boundary !== undefined);
}
