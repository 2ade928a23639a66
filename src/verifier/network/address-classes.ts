import type { Address, AddressRange } from "./address";

/** Addresses that the same sets hold. */
export interface AddressClass {
  readonly representative: Address;
  /** Indexes of the sets that hold it, ascending. */
  readonly members: readonly number[];
}

export function addressClasses(_sets: readonly (readonly AddressRange[])[]): readonly AddressClass[] {
  return [];
}
