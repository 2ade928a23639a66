import { isUtf8 } from "node:buffer";

const BLOCK = 1 << 20;

/** Offset of the first byte that isn't UTF-8, or `undefined` where all are. */
export function firstBadByte(bytes: Uint8Array): number | undefined {
  if (isUtf8(bytes)) return undefined;
  let start = 0;
  for (let end = BLOCK; end < bytes.length; end += BLOCK) {
    const next = characterStart(bytes, end);
    if (!isUtf8(bytes.subarray(start, next))) break;
    start = next;
  }
  return start + validLength(bytes.subarray(start, start + 2 * BLOCK));
}

/** The nearest offset in front at which a character may start. */
function characterStart(bytes: Uint8Array, offset: number): number {
  for (let start = offset; start > offset - 4; start--) if (((bytes[start] ?? 0) & 0xc0) !== 0x80) return start;
  return offset;
}

/** How many bytes in front are whole characters, by halving: a longer piece of a bad text is bad too. */
function validLength(bytes: Uint8Array): number {
  let good = 0;
  let bad = bytes.length;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (decodes(bytes.subarray(0, middle))) good = middle;
    else bad = middle;
  }
  return good;
}

/** Whether this is UTF-8, a character at its end being allowed to go on. */
function decodes(bytes: Uint8Array): boolean {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch {
    return false; // the decoder says nothing about where
  }
}
