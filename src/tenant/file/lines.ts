import { once } from "node:events";
import { PassThrough, pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { isCompressed, piecesOf } from "./file-pieces";
import { LARGEST } from "./file-problem";
import { utf16In } from "./parse-json";

/**
 * The lines of a file in UTF-8 or UTF-16, each as the bytes of UTF-8 with its end. It stops in a line that is too large to be read.
 * @param path a file, a pipe, or `-` for standard input
 * @throws TypeError at an incomplete character of UTF-16
 */
export async function* linesOf(path: string): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let [line, length, bytes]: [Buffer[], number, number] = [[], 0, 0];
  for await (const piece of await bytePieces(path)) {
    const encoding = bytes === 0 ? utf16In(piece) : undefined;
    if (encoding !== undefined) decoder = new TextDecoder(encoding, { fatal: true });
    bytes += piece.length;
    const utf8 = decoder === undefined ? piece : Buffer.from(decoder.decode(piece, { stream: true }));
    let start = 0;
    for (let end = utf8.indexOf("\n"); end >= 0; end = utf8.indexOf("\n", start)) {
      yield Buffer.concat([...line, utf8.subarray(start, end + 1)]);
      [line, length, start] = [[], 0, end + 1];
    }
    line.push(utf8.subarray(start));
    length += utf8.length - start;
    if (length > LARGEST) break;
  }
  yield Buffer.concat([...line, Buffer.from(decoder?.decode() ?? "")]);
}

async function bytePieces(path: string): Promise<AsyncIterable<Buffer>> {
  const source = Readable.from(piecesOf(path), { objectMode: false });
  await once(source, "readable");
  const start: Uint8Array | null = source.read(2);
  if (start !== null) source.unshift(start);
  if (start === null || !isCompressed(start)) return source;
  return pipeline(source, createGunzip({ chunkSize: 1 << 20 }), new PassThrough(), () => undefined);
}
