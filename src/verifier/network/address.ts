/** An IP address; `value` is its number, from 0 to 2^32 − 1 or 2^128 − 1. */
export type Address = { readonly family: 4 | 6; readonly value: bigint };

/** Addresses from `first` to `last`, both included; never empty. */
export interface AddressRange {
  readonly family: 4 | 6;
  readonly first: bigint;
  readonly last: bigint;
}

/** How many bits an address of the family has. */
export const bitsOf = (family: 4 | 6): number => (family === 4 ? 32 : 128);
