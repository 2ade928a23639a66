import type { Address } from "./address";

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
  const longest = [...text.matchAll(/(?<![\da-f])0(:0)+(?![\da-f])/g)].reduce<RegExpExecArray | undefined>(
    (best, run) => (best === undefined || run[0].length > best[0].length ? run : best),
    undefined,
  );
  if (longest === undefined) return text;
  const [before, after] = [text.slice(0, longest.index), text.slice(longest.index + longest[0].length)];
  return `${before.replace(/:$/, "")}::${after.replace(/^:/, "")}`;
}
