/** Encodings that Windows PowerShell and editors write besides UTF-8. */
export type Utf16 = "utf-16le" | "utf-16be";

/** Whether the first bytes are UTF-16: by the mark, or since JSON begins with a character of ASCII, of which one byte is 0. */
export function utf16In([first, second]: Uint8Array): Utf16 | undefined {
  if ((first === 0xff && second === 0xfe) || (isAscii(first) && second === 0)) return "utf-16le";
  return (first === 0xfe && second === 0xff) || (first === 0 && isAscii(second)) ? "utf-16be" : undefined;
}

const isAscii = (byte: number | undefined): boolean => byte !== undefined && byte > 0 && byte < 0x80;

/** Pieces of a file in UTF-8, whatever they are in. @throws TypeError at half a character */
export async function* piecesInUtf8(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let isFirst = true;
  for await (const piece of pieces) {
    const encoding = isFirst ? utf16In(piece) : undefined;
    isFirst = false;
    if (encoding !== undefined) decoder = new TextDecoder(encoding, { fatal: true });
    yield decoder === undefined ? piece : Buffer.from(decoder.decode(piece, { stream: true }));
  }
  if (decoder !== undefined) yield Buffer.from(decoder.decode());
}
