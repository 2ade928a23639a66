import { type Address, type AddressRange, bitsOf } from "./address";
import { includes } from "./address-range";
import { type Membership, Memberships } from "./memberships";

/** Addresses that the same sets hold. */
export interface AddressClass {
  readonly representative: Address;
  /** Indexes of the sets that hold it, ascending. */
  readonly members: readonly number[];
}

/** Addresses kept for documentation (RFC 5737, RFC 3849): nobody's, and nobody takes them for a mistake. */
const ORDINARY_ADDRESSES: Readonly<Record<4 | 6, readonly Address[]>> = {
  4: [0xc0_00_02_01n, 0xc6_33_64_01n, 0xcb_00_71_01n].map((value) => ({ family: 4, value })),
  6: [{ family: 6, value: (0x2001_0db8n << 96n) + 1n }],
};

/**
 * The classes of addresses that the same sets hold: every address is in one of them, and each has at least one. An IPv4
 * address represents a class wherever the class has one.
 * Takes time in the order of n log n for n ranges, and memory for the combinations that occur.
 */
export function addressClasses(sets: readonly (readonly AddressRange[])[]): readonly AddressClass[] {
  const memberships = new Memberships();
  const found = new Map<Membership, Address>();
  for (const family of [4, 6] as const) {
    const ordinary = ORDINARY_ADDRESSES[family].find((address) => !sets.some((ranges) => includes(ranges, address)));
    if (ordinary !== undefined && !found.has(memberships.none)) found.set(memberships.none, ordinary);
    for (const { membership, range } of stretches(sets, family, memberships)) {
      if (!found.has(membership)) found.set(membership, hostIn(range));
    }
  }
  return Array.from(found, ([{ members }, representative]) => ({ representative, members }));
}

/** The second address where there is one: the first often is the network's own, which no client has. */
function hostIn({ family, first, last }: AddressRange): Address {
  return { family, value: first < last ? first + 1n : first };
}

/** A range of addresses that are in the same sets. */
export interface Stretch {
  readonly membership: Membership;
  readonly range: AddressRange;
}

/** Cuts the whole family, from its first address to its last, into stretches, in ascending order. */
export function* stretches(
  sets: readonly (readonly AddressRange[])[],
  family: 4 | 6,
  memberships: Memberships,
): Generator<Stretch> {
  const depths = new Int32Array(sets.length);
  let membership = memberships.none;
  let first = 0n;
  for (const { at, set, step } of boundariesOf(sets, family)) {
    if (at > first) yield { membership, range: { family, first, last: at - 1n } };
    first = at;
    const depth = depths[set] ?? 0;
    depths[set] = depth + step;
    if (depth === 0 || depth + step === 0) membership = memberships.toggle(membership, set);
  }
  const end = 1n << BigInt(bitsOf(family));
  if (first < end) yield { membership, range: { family, first, last: end - 1n } };
}

/** The first address of a range of a set (`step` 1), or the address after its last one (`step` −1). */
export interface Boundary {
  readonly at: bigint;
  readonly set: number;
  readonly step: 1 | -1;
}

/** The boundaries of all ranges of one family, from the lowest address to the highest. */
export function boundariesOf(sets: readonly (readonly AddressRange[])[], family: 4 | 6): readonly Boundary[] {
  const boundaries: Boundary[] = [];
  for (const [set, ranges] of sets.entries())
    for (const range of ranges)
      if (range.family === family)
        boundaries.push({ at: range.first, set, step: 1 }, { at: range.last + 1n, set, step: -1 });
  return family === 4 && boundaries.length < 2 ** INDEX_BITS
    ? packedInOrder(boundaries)
    : boundaries.sort(({ at: one }, { at: other }) => (one < other ? -1 : one > other ? 1 : 0));
}

const INDEX_BITS = 20;

/** There may be a million, and doubles sort several times faster than big integers: 33 bits of an address before those of an index. */
function packedInOrder(boundaries: readonly Boundary[]): readonly Boundary[] {
  const packed = Float64Array.from(boundaries, ({ at }, index) => Number(at) * 2 ** INDEX_BITS + index).sort();
  return Array.from(packed, (one) => boundaries[one % 2 ** INDEX_BITS] as Boundary);
}
