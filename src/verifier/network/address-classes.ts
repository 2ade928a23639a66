import type { Address, AddressRange } from "./address";
import { includes } from "./includes";
import { type Membership, Memberships } from "./memberships";
import { stretches } from "./stretches";

/** Addresses that the same sets hold. */
export interface AddressClass {
  readonly representative: Address;
  /** Indexes of the sets that hold it, ascending. */
  readonly members: readonly number[];
}

/** Addresses kept for documentation (RFC 5737, RFC 3849): nobody's, and nobody takes them for a mistake. */
const ORDINARY: Readonly<Record<4 | 6, readonly Address[]>> = {
  4: [0xc0_00_02_01n, 0xc6_33_64_01n, 0xcb_00_71_01n].map((value) => ({ family: 4, value })),
  6: [{ family: 6, value: (0x2001_0db8n << 96n) + 1n }],
};

/**
 * Every combination of the sets that some address is in, each once, with an address that is in exactly those. "In none of
 * them" is one as well, unless the sets cover everything. An IPv4 address stands for a class wherever it has one.
 * Takes time in the order of n log n for n ranges, and memory for the combinations that occur.
 */
export function addressClasses(sets: readonly (readonly AddressRange[])[]): readonly AddressClass[] {
  const memberships = new Memberships();
  const found = new Map<Membership, Address>();
  for (const family of [4, 6] as const) {
    const ordinary = ORDINARY[family].find((address) => !sets.some((ranges) => includes(ranges, address)));
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
