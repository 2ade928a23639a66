import { closeSync, constants, openSync, readSync } from "node:fs";

/**
 * The bytes of a file, in pieces. It waits for a pipe while somebody has it open to write; otherwise the pipe is empty.
 * @param path `-` for standard input @throws an error of the operating system
 */
export function* piecesOf(path: string): Generator<Buffer> {
  const file = path === "-" ? 0 : openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)); // Windows has none
  const room = Buffer.allocUnsafe(1 << 20);
  const clock = new Int32Array(new SharedArrayBuffer(4));
  try {
    for (let length = lengthRead(file, room); length !== 0; length = lengthRead(file, room))
      if (length !== undefined) yield Buffer.from(room.subarray(0, length));
      else Atomics.wait(clock, 0, 0, 10); // milliseconds
  } finally {
    if (file !== 0) closeSync(file);
  }
}

/** How many bytes were read: 0 at the end, which Windows may report as an error; `undefined` if more may follow. */
function lengthRead(file: number, room: Buffer): number | undefined {
  try {
    return readSync(file, room);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EAGAIN" && code !== "EOF") throw error;
    return code === "EOF" ? 0 : undefined;
  }
}

/** Whether the bytes are a file of gzip. Such a file begins with two bytes that no JSON begins with. */
export const isCompressed = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;
