import { isIPv4, isIPv6 } from "node:net";

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

/** The address iff the text is one, without a zone id. Leading zeros of IPv4 are refused: some readers take them for octal. */
export function parseAddress(text: string): Address | undefined {
  if (isIPv4(text))
    return { family: 4, value: BigInt(text.split(".").reduce((value, part) => value * 256 + Number(part), 0)) };
  if (!isIPv6(text) || text.includes("%")) return undefined;
  const [before = [], after = []] = canonical(text)
    .split("::")
    .map((half) => half.split(":").filter((group) => group !== ""));
  const zeros = new Array<string>(8 - before.length - after.length).fill("0");
  const digits = [...before, ...zeros, ...after].map((group) => group.padStart(4, "0")).join("");
  return { family: 6, value: BigInt(`0x${digits}`) };
}

/** IPv6 in the form of RFC 5952: lower case, the longest run of zeros as `::`. The URL standard writes it so. */
const canonical = (text: string): string => new URL(`http://[${text}]`).hostname.slice(1, -1);

/** The address as people write it. */
export function formatAddress({ family, value }: Address): string {
  if (family === 4) return [24n, 16n, 8n, 0n].map((bits) => (value >> bits) & 0xffn).join(".");
  return canonical(
    value
      .toString(16)
      .padStart(32, "0")
      .replace(/.{4}(?!$)/g, "$&:"),
  );
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

/** Prefixes of 96 bits whose addresses stand for IPv4 ones: IPv4-mapped ones (RFC 4291, 2.5.5.2) and those that NAT64 makes (RFC 6052, 2.1). */
const PREFIXES: readonly bigint[] = [0xffffn, 0x0064_ff9bn << 64n];

/** Whether the addresses of a range stand for IPv4 ones. */
export const embedsIpv4 = ({ family, first, last }: AddressRange): boolean =>
  family === 6 && PREFIXES.some((prefix) => first >> 32n === prefix && last >> 32n === prefix);
