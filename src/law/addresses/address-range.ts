import { type Address, type AddressRange, bitsOf, parseAddress } from "./address";

/**
 * Prefixes of 96 bits whose addresses are IPv4 ones in the form of IPv6: IPv4-mapped ones (RFC 4291, 2.5.5.2) and those that
 * NAT64 makes (RFC 6052, 2.1).
 */
const PREFIXES: readonly bigint[] = [0xffffn << 32n, 0x0064_ff9bn << 96n];

const IPV4_MASK = (1n << BigInt(bitsOf(4))) - 1n;

/** The IPv4 addresses that a range of IPv6 stands for; `undefined` iff it isn't wholly within one of these prefixes. */
export function embeddedIpv4({ family, first, last }: AddressRange): AddressRange | undefined {
  if (family === 4) return undefined;
  const within = PREFIXES.some((prefix) => prefix <= first && last <= (prefix | IPV4_MASK));
  return within ? { family: 4, first: first & IPV4_MASK, last: last & IPV4_MASK } : undefined;
}

/** The network of a CIDR such as `203.0.113.7/24`, whose host bits may be set; `undefined` iff the text isn't one. */
export function parseCidr(text: string): AddressRange | undefined {
  const [, written, length] = /^([^/]+)\/(0|[1-9]\d{0,2})$/.exec(text) ?? [];
  const address = written === undefined ? undefined : parseAddress(written);
  if (address === undefined || Number(length) > bitsOf(address.family)) return undefined;
  const hostBits = BigInt(bitsOf(address.family) - Number(length));
  const first = (address.value >> hostBits) << hostBits;
  return { family: address.family, first, last: first + (1n << hostBits) - 1n };
}

/** From `lower` to `upper`, both included; `undefined` iff they aren't two addresses of one family, in this order. */
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
