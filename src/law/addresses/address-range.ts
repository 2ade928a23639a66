import { type Address, type AddressRange, bitsOf, parseAddress } from "./address";

/** The network of a CIDR such as `203.0.113.7/24`, whose host bits may be set; `undefined` iff the text isn't one. */
export function parseCidr(text: string): AddressRange | undefined {
  const [, written, length] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const address = written === undefined ? undefined : parseAddress(written);
  if (address === undefined || Number(length) > bitsOf(address.family)) return undefined;
  const hostBits = BigInt(bitsOf(address.family) - Number(length));
  const first = (address.value >> hostBits) << hostBits;
  return { family: address.family, first, last: first + (1n << hostBits) - 1n };
}

/**
 * The addresses from `lower` to `upper`, both included; `undefined` iff they aren't two addresses of one family, in
 * this order.
 */
export function parseBounds(lower: string, upper: string): AddressRange | undefined {
  const [first, last] = [parseAddress(lower), parseAddress(upper)];
  if (first === undefined || last === undefined) return undefined;
  if (first.family !== last.family || first.value > last.value) return undefined;
  return { family: first.family, first: first.value, last: last.value };
}

/** Whether one of the ranges holds the address. */
export function includes(ranges: readonly AddressRange[], { family, value }: Address): boolean {
  return ranges.some((range) => range.family === family && range.first <= value && value <= range.last);
}
