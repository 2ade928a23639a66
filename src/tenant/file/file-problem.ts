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

/** Why the operating system didn't give a file, and why it didn't take one, by its code. */
const WHY: { readonly [code: string]: readonly [reading: string, writing: string] } = {
  EMFILE: ["too many files are open", "too many files are open"],
  ENOENT: ["there is no such file", "its folder doesn't exist"],
  ENOTDIR: ["there is no such file", "its folder doesn't exist"],
  EACCES: ["reading it is not allowed", "writing there is not allowed"],
  EPERM: ["reading it is not allowed", "writing there is not allowed"],
  EISDIR: ["it is a folder, not a file", "there is a folder of that name"],
  ELOOP: ["it is a link that leads round in a circle", "it is a link that leads round in a circle"],
  EROFS: ["nothing can be written there", "nothing can be written there"],
  ERR_ENCODING_INVALID_ENCODED_DATA: ["not all of it is UTF-16; save it as UTF-8", ""],
  ENOSPC: ["the disk is full", "the disk is full"],
};

const codeOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "");

/** Why the operating system didn't give a file, in plain words. */
export const whyNotReadable = (error: unknown): string =>
  WHY[codeOf(error)]?.[0] ?? `it can't be read (${codeOf(error) || String(error)})`;

/** Why the operating system didn't take a file, in plain words. */
export const whyNotWritable = (error: unknown): string =>
  WHY[codeOf(error)]?.[1] ?? `it can't be written (${codeOf(error) || String(error)})`;

/** What the operating system refused, which is no mistake of this program; `undefined` for any other error. */
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
