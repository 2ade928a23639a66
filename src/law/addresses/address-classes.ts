import { type Address, type AddressRange, bitsOf, includes } from "./address";

/** Addresses that the same sets hold. */
export interface AddressClass {
  readonly representative: Address;
  /** Indexes of the sets that hold it, ascending. */
  readonly members: readonly number[];
}

/** Addresses reserved for documentation (RFC 5737, RFC 3849), so no network has them. */
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
  const found = new Map<string, AddressClass>();
  const note = (representative: Address, members: readonly number[]): void => {
    const key = members.join();
    if (!found.has(key)) found.set(key, { representative, members: [...members] });
  };
  for (const family of [4, 6] as const) {
    const ordinary = ORDINARY_ADDRESSES[family].find((address) => !sets.some((ranges) => includes(ranges, address)));
    if (ordinary !== undefined) note(ordinary, []);
    eachStretch(sets, family, note);
  }
  return [...found.values()];
}

/**
 * Calls with an address of each stretch of addresses that are in the same sets, in ascending order. It takes the second address if there
 * is one, since the first is often the network's own, which no client has.
 */
function eachStretch(
  sets: readonly (readonly AddressRange[])[],
  family: 4 | 6,
  call: (address: Address, members: readonly number[]) => void,
): void {
  const depths = new Int32Array(sets.length);
  const members: number[] = [];
  let first = 0n;
  const endBefore = (next: bigint): void => {
    if (next > first) call({ family, value: first < next - 1n ? first + 1n : first }, members);
    first = next;
  };
  for (const { at, set, step } of boundariesOf(sets, family)) {
    endBefore(at);
    const depth = depths[set] ?? 0;
    depths[set] = depth + step;
    if (depth === 0 || depth + step === 0) toggle(members, set);
  }
  endBefore(1n << BigInt(bitsOf(family)));
}

function toggle(members: number[], set: number): void {
  const at = members.findIndex((member) => member >= set);
  if (at < 0) members.push(set);
  else if (members[at] === set) members.splice(at, 1);
  else members.splice(at, 0, set);
}

/** The first address of a range of a set (`step` 1), or the address after its last one (`step` −1). */
interface Boundary {
  readonly at: bigint;
  readonly set: number;
  readonly step: 1 | -1;
}

/** The boundaries of all ranges of one family, from the lowest address to the highest. */
function boundariesOf(sets: readonly (readonly AddressRange[])[], family: 4 | 6): readonly Boundary[] {
  const boundaries = sets.flatMap((ranges, set) =>
    ranges.flatMap((range): readonly Boundary[] => {
      if (range.family !== family) return [];
      return [
        { at: range.first, set, step: 1 },
        { at: range.last + 1n, set, step: -1 },
      ];
    }),
  );
  return boundaries.sort(({ at: one }, { at: other }) => (one < other ? -1 : one > other ? 1 : 0));
}
