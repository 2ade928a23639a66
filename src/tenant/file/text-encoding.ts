/** Encodings that Windows PowerShell and editors write besides UTF-8. */
export type Utf16 = "utf-16le" | "utf-16be";

/** Whether the first bytes are UTF-16: by the mark, or since JSON begins with a character of ASCII, of which one byte is 0. */
export function utf16In([first, second]: Uint8Array): Utf16 | undefined {
  if ((first === 0xff && second === 0xfe) || (isAscii(first) && second === 0)) return "utf-16le";
  return (first === 0xfe && second === 0xff) || (first === 0 && isAscii(second)) ? "utf-16be" : undefined;
}

const isAscii = (byte: number | undefined): boolean => byte !== undefined && byte > 0 && byte < 0x80;

/** The text of a file piece by piece. @throws TypeError at half a character of UTF-16 */
export async function* textPieces(
  pieces: AsyncIterable<Uint8Array>,
  onBytes: (bytes: number) => void,
): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let bytes = 0;
  for await (const piece of pieces) {
    const encoding = utf16In(piece);
    decoder ??= new TextDecoder(encoding ?? "utf-8", { fatal: encoding !== undefined });
    bytes += piece.length;
    onBytes(bytes);
    yield decoder.decode(piece, { stream: true });
  }
  if (decoder !== undefined) yield decoder.decode();
}
