import { readFileSync, statSync } from "node:fs";
import type { Advice, FileLocation, Finding } from "../../law/model/finding";
import { fileName } from "../../text/sentence";
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

/** Why a file can't be read, and why it can't be written, by the error code of the operating system. */
const WHY: { readonly [code: string]: readonly [reading: string, writing: string] } = {
  EMFILE: ["too many files are open", "too many files are open"],
  ENOENT: ["there is no such file", "its folder doesn't exist"],
  ENOTDIR: ["there is no such file", "its folder doesn't exist"],
  EACCES: ["reading it is not allowed", "writing there is not allowed"],
  EPERM: ["reading it is not allowed", "writing there is not allowed"],
  EISDIR: ["it is a folder, not a file", "there is a folder of that name"],
  ELOOP: ["it is a link in a circle", "it is a link in a circle"],
  EROFS: ["its disk is read-only", "its disk is read-only"],
  ERR_ENCODING_INVALID_ENCODED_DATA: ["not all of it is UTF-16; save it as UTF-8", ""],
  ENOSPC: ["the disk is full", "the disk is full"],
};

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

/** Why a file can't be read, in words. */
export const whyNotReadable = (error: unknown): string =>
  WHY[codeOf(error)]?.[0] ?? `it can't be read (${codeOf(error) || String(error)})`;

/** The bytes of a file; `undefined` if there is none; or why it can't be read, in words. */
export function bytesAt(path: string): Uint8Array | { readonly why: string } | undefined {
  try {
    return statSync(path).isCharacterDevice() ? { why: "it is a device, not a file" } : readFileSync(path);
  } catch (error) {
    return /^(ENOENT|ENOTDIR)$/.test(codeOf(error)) ? undefined : { why: whyNotReadable(error) };
  }
}

/** Why a file can't be written, in words. */
export const whyNotWritable = (error: unknown): string =>
  WHY[codeOf(error)]?.[1] ?? `it can't be written (${codeOf(error) || String(error)})`;

/** The message for an error of the operating system, which isn't a fault of this program; `undefined` for any other error. */
export function refusedBySystem(error: unknown): Advice | undefined {
  if (!(error instanceof Error && "errno" in error)) return undefined;
  const { path, syscall } = error as NodeJS.ErrnoException;
  const isWrite = /^(write|mkdir|mkdtemp|rename|unlink|rm|rmdir|symlink|link|chmod|fsync|ftruncate)/.test(
    syscall ?? "",
  );
  const why = isWrite ? whyNotWritable(error) : whyNotReadable(error);
  return {
    message: `${path === undefined ? "a file" : fileName(path)}: ${why}`,
    help: "correct this, then run the command again; nothing was decided, and no file is half-written",
  };
}
