import { closeSync, constants, openSync, readSync } from "node:fs";
import type { FileLocation, Finding } from "../../law/model/finding";
import type { SourceSpan } from "../../text/source-span";

/** What is wrong with a file: as a whole, or at a place in it. */
export type FileProblem = Finding<"bad-file", FileLocation | SourceSpan>;

/** What is wrong with the content of a file, by a reader that doesn't know the name of the file. */
export interface Flaw {
  readonly problem: string;
  /** Both from 1. Missing if the problem isn't at one place. */
  readonly position?: { readonly line: number; readonly column: number };
}

/** The problem of a file. */
export function problemIn(file: string, { position, problem }: Flaw): FileProblem {
  const primary: FileProblem["primary"] =
    position === undefined ? { kind: "file", file } : { kind: "source", file, ...position, width: 1, text: undefined };
  return { code: "bad-file", severity: "error", primary, related: [], message: problem, help: "" };
}

/** The largest file that is read, in bytes. V8's longest string has about 537 million characters. */
export const LARGEST = 400_000_000;

/** What is wrong, by the error code of the operating system or of gzip. */
const PROBLEMS: { readonly [code: string]: string } = {
  ENOENT: "its folder doesn't exist",
  ENOTDIR: "its folder doesn't exist",
  EACCES: "it isn't allowed",
  EISDIR: "it is a folder, not a file",
  ENOSPC: "the disk is full",
  ERR_BUFFER_TOO_LARGE: "it is larger than 400 MB; of a tenant, leave out properties that no verdict needs",
  Z_BUF_ERROR: "it is damaged: gzip can't expand it to its end",
  Z_DATA_ERROR: "it is damaged: gzip can't expand it to its end",
};

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

/** Why a file can't be read or written, in words. */
export const whyNot = (error: unknown): string =>
  PROBLEMS[codeOf(error)] ?? `the system says ${codeOf(error) || String(error)}`;

/** The bytes of a file, or of standard input (`-`); `undefined` if there is none; or why it can't be read, in words. */
export function bytesAt(path: string): Buffer | { readonly why: string } | undefined {
  try {
    const file = path === "-" ? 0 : openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0)); // Windows has none
    try {
      return bytesOf(file);
    } finally {
      if (file !== 0) closeSync(file);
    }
  } catch (error) {
    return /^(ENOENT|ENOTDIR)$/.test(codeOf(error)) ? undefined : { why: whyNot(error) };
  }
}

/** Waits for a pipe while somebody has it open to write; otherwise the pipe is empty. @throws an error of the operating system */
function bytesOf(file: number): Buffer {
  const pieces: Buffer[] = [];
  const clock = new Int32Array(new SharedArrayBuffer(4));
  for (let size = 0; size <= LARGEST; ) {
    const room = Buffer.allocUnsafe(1 << 20);
    try {
      const length = readSync(file, room);
      if (length === 0) return Buffer.concat(pieces);
      pieces.push(room.subarray(0, length));
      size += length;
    } catch (error) {
      if (codeOf(error) === "EOF") return Buffer.concat(pieces); // on Windows
      if (codeOf(error) !== "EAGAIN") throw error;
      Atomics.wait(clock, 0, 0, 10); // milliseconds
    }
  }
  throw Object.assign(new Error(), { code: "ERR_BUFFER_TOO_LARGE" });
}

/** The bytes of a file that must be there, or of standard input (`-`); or why they can't be read, in words. */
export const contentAt = (path: string) => bytesAt(path) ?? { why: "there is no such file or folder; check the path" };
