import { once } from "node:events";
import { PassThrough, pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { isCompressed, piecesOf } from "./file-pieces";
import { LARGEST } from "./file-problem";
import { utf16In } from "./parse-json";

/**
 * The lines of a file in UTF-8 or UTF-16, one by one. It stops in a line that is too large to be read.
 * @param path a file, a pipe, or `-` for standard input
 * @param onBytes called with the number of bytes so far
 * @throws TypeError at an incomplete character of UTF-16
 */
export async function* linesOf(path: string, onBytes?: (bytes: number) => void): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let bytes = 0;
  let line = "";
  for await (const piece of await bytePieces(path)) {
    const encoding = utf16In(piece);
    decoder ??= new TextDecoder(encoding ?? "utf-8", { fatal: encoding !== undefined });
    bytes += piece.length;
    onBytes?.(bytes);
    const [rest = "", ...more] = decoder.decode(piece, { stream: true }).split("\n");
    line += rest;
    for (const next of more) {
      yield line;
      line = next;
    }
    if (line.length > LARGEST) break;
  }
  yield line + (decoder?.decode() ?? "");
}

async function bytePieces(path: string): Promise<AsyncIterable<Uint8Array>> {
  const source = Readable.from(piecesOf(path), { objectMode: false });
  await once(source, "readable");
  const start: Uint8Array | null = source.read(2);
  if (start !== null) source.unshift(start);
  if (start === null || !isCompressed(start)) return source;
  return pipeline(source, createGunzip({ chunkSize: 1 << 20 }), new PassThrough(), () => undefined);
}
