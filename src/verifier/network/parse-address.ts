import type { Address } from "./address";

/** One of the two written forms of an address, or `undefined` for anything else. Zone ids and embedded IPv4 are refused. */
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
  const groups = ipv6Groups(text);
  if (groups?.length !== 8) return undefined;
  return { family: 6, value: BigInt(`0x${groups.map((group) => group.padStart(4, "0")).join("")}`) };
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
