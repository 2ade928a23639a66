import type { Address, AddressRange } from "./address";

/** Whether one of the ranges holds the address. */
export function includes(ranges: readonly AddressRange[], { family, value }: Address): boolean {
  return ranges.some((range) => range.family === family && range.first <= value && value <= range.last);
}
