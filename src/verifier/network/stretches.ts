import { type AddressRange, bitsOf } from "./address";
import { boundariesOf } from "./boundaries";
import type { Membership, Memberships } from "./memberships";

/** Addresses next to each other that are in the same sets. */
export interface Stretch {
  readonly membership: Membership;
  readonly range: AddressRange;
}

/** Cuts the whole family, from its first address to its last, into stretches. */
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
