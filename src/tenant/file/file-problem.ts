import type { Advice, FileLocation, Finding } from "../../law/model/finding";
import { fileName } from "../../text/sentence";
import type { SourceSpan } from "../../text/source-span";

/** What is wrong with a file that was to be read: as a whole, or at a place in it. */
export type FileProblem = Finding<"bad-file", FileLocation | SourceSpan>;

/** What is wrong with the bytes of a file, whose name nobody knows yet. */
export interface Flaw {
  /** Both from 1; `undefined` where it isn't at one position. */
  readonly position: { readonly line: number; readonly column: number } | undefined;
  readonly problem: string;
}

/** The flaw of this file. */
export function problemIn(file: string, { position, problem }: Flaw): FileProblem {
  const primary: FileProblem["primary"] =
    position === undefined ? { kind: "file", file } : { kind: "source", file, ...position, width: 1, text: undefined };
  return { code: "bad-file", severity: "error", primary, related: [], message: problem, help: "" };
}

/** A flaw that isn't at one position of the file. */
export const aboutTheWholeFile = (problem: string): Flaw => ({ position: undefined, problem });

const EITHER_WAY: { readonly [code: string]: string } = {
  ELOOP: "it is a link that leads round in a circle",
  ENAMETOOLONG: "no file may have such a long name",
  EIO: "the disk doesn't answer as it should",
  EMFILE: "too many files are open",
  ENFILE: "too many files are open",
};

const NOT_READABLE: { readonly [code: string]: string } = {
  ...EITHER_WAY,
  ENOENT: "there is no such file",
  ENOTDIR: "there is no such file",
  EACCES: "reading it is not allowed",
  EPERM: "reading it is not allowed",
  EISDIR: "it is a folder, not a file",
  ERR_ENCODING_INVALID_ENCODED_DATA: "it is UTF-16 with half a character in it; save it as UTF-8",
};

/** Why the operating system didn't give a file, in plain words. */
export function whyNotReadable(error: unknown): string {
  const code = codeOf(error);
  return NOT_READABLE[code] ?? `it can't be read (${code || String(error)})`;
}

const NOT_WRITABLE: { readonly [code: string]: string } = {
  ...EITHER_WAY,
  ENOENT: "its folder doesn't exist",
  ENOTDIR: "its folder doesn't exist",
  EACCES: "writing there is not allowed",
  EPERM: "writing there is not allowed",
  EROFS: "nothing can be written there",
  EISDIR: "there is a folder of that name",
  ENOSPC: "the disk is full",
  EDQUOT: "your share of the disk is used up",
  EFBIG: "files may not be that large here (ulimit -f)",
};

/** Why the operating system didn't take a file, in plain words. */
export function whyNotWritable(error: unknown): string {
  const code = codeOf(error);
  return NOT_WRITABLE[code] ?? `it can't be written (${code || String(error)})`;
}

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

/**
 * What the operating system refused where nobody reckoned with it: that is no mistake of this program. `undefined` for any other error.
 */
export function refusedBySystem(error: unknown): Advice | undefined {
  if (!(error instanceof Error && "errno" in error)) return undefined;
  const { path, syscall } = error as NodeJS.ErrnoException;
  const isWrite = /^(write|mkdir|mkdtemp|rename|unlink|rm|rmdir|symlink|link|chmod|fsync|ftruncate)/.test(
    syscall ?? "",
  );
  const why = isWrite ? whyNotWritable(error) : whyNotReadable(error);
  return {
    message: `${path === undefined ? "a file" : fileName(path)}: ${why}`,
    help: "put that right, then run this again; nothing was decided and nothing half-written is left",
  };
}
