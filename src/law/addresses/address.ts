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

/**
 * The address iff the text is four decimal numbers without leading zeros, or IPv6 in groups with at most one `::`, the last
 * two of which may be written as IPv4 (RFC 4291, 2.2). Zone ids are refused.
 */
export function parseAddress(text: string): Address | undefined {
  return text.includes(":") ? parseIpv6(text) : parseIpv4(text);
}

/** Leading zeros are refused: some readers take them for octal. */
function parseIpv4(text: string): Address | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256))
    return undefined;
  return { family: 4, value: BigInt(parts.reduce((value, part) => value * 256 + Number(part), 0)) };
}

function parseIpv6(text: string): Address | undefined {
  const groups = ipv6Groups(withoutDots(text));
  if (groups?.length !== 8) return undefined;
  return { family: 6, value: BigInt(`0x${groups.map((group) => group.padStart(4, "0")).join("")}`) };
}

/** `::ffff:192.0.2.1` as `::ffff:c000:201`; a text whose end isn't IPv4 stays as it is. */
function withoutDots(text: string): string {
  const at = text.lastIndexOf(":") + 1;
  const embedded = parseIpv4(text.slice(at));
  if (embedded === undefined) return text;
  return `${text.slice(0, at)}${(embedded.value >> 16n).toString(16)}:${(embedded.value & 0xffffn).toString(16)}`;
}

/** The eight groups, with `::` written out, or `undefined`. */
function ipv6Groups(text: string): readonly string[] | undefined {
  const halves = text.split("::").map((half) => (half === "" ? [] : half.split(":")));
  const [head, tail] = halves;
  if (head === undefined || halves.length > 2) return undefined;
  if (!halves.flat().every((group) => /^[\da-f]{1,4}$/i.test(group))) return undefined;
  if (tail === undefined) return head;
  const missing = 8 - head.length - tail.length;
  return missing < 1 ? undefined : [...head, ...new Array<string>(missing).fill("0"), ...tail];
}

/** The address as people write it; IPv6 in the form of RFC 5952 (lower case, the longest run of zeros as `::`). */
export function formatAddress({ family, value }: Address): string {
  return family === 4 ? split(value, 4, 8).join(".") : formatIpv6(split(value, 8, 16));
}

function split(value: bigint, count: number, bits: number): readonly number[] {
  return Array.from({ length: count }, (_, index) =>
    Number(BigInt.asUintN(bits, value >> BigInt(bits * (count - 1 - index)))),
  );
}

function formatIpv6(groups: readonly number[]): string {
  const text = groups.map((group) => group.toString(16)).join(":");
  const runs = [...text.matchAll(/(?<![\da-f])0(:0)+(?![\da-f])/g)];
  const [longest] = runs.toSorted(([one], [other]) => other.length - one.length);
  if (longest === undefined) return text;
  const [before, after] = [text.slice(0, longest.index), text.slice(longest.index + longest[0].length)];
  return `${before.replace(/:$/, "")}::${after.replace(/^:/, "")}`;
}
