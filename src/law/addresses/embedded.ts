import { type AddressRange, bitsOf } from "./address";

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
