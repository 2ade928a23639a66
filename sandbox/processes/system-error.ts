/** An error of the operating system, as Node throws it. */
type SystemError = Error & { readonly code: string; readonly syscall?: string; readonly path?: string };

const isSystemError = (error: unknown): error is SystemError =>
  error instanceof Error && "code" in error && typeof error.code === "string" && "errno" in error;

/**
 * Runs `work` on a file and adds the path to an error of the operating system. The system leaves the path out if the file is open
 * already.
 * @throws the error of `work`
 */
export async function atPath<T>(path: string, work: () => Promise<T> | T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw withPath(error, path);
  }
}

/** The same error, with the path added if it has none. */
export function withPath(error: unknown, path: string): unknown {
  return isSystemError(error) && error.path === undefined ? Object.assign(error, { path }) : error;
}

type Words = { readonly why: string; readonly help: string };

const NOT_ALLOWED: Words = {
  why: "that is not allowed",
  help: "change the owner of the folder (ls -ld shows it), or move the project to a folder that you own",
};
const FULL: Words = { why: "the disk is full", help: "free some space there, then run the command again" };
const TAKEN: Words = { why: "something else has that name", help: "move it away, then run the command again" };
const TOO_MANY: Words = { why: "too many files are open", help: "raise the limit (ulimit -n), or end other programs" };

const WORDS: { readonly [code: string]: Words } = {
  EACCES: NOT_ALLOWED,
  EPERM: NOT_ALLOWED,
  EROFS: { why: "nothing can be written there", help: "move the project to a place that you can write to" },
  ENOSPC: FULL,
  EDQUOT: FULL,
  EEXIST: TAKEN,
  ENOTDIR: TAKEN,
  EISDIR: TAKEN,
  ENOENT: { why: "it isn't there", help: "check whether it was moved or deleted, then run the command again" },
  EMFILE: TOO_MANY,
  ENFILE: TOO_MANY,
};

/**
 * A message for an error of the operating system: where, why, and what to do. `undefined` for any other error, which has a message
 * of its own.
 */
export function systemErrorText(error: unknown): string | undefined {
  if (!isSystemError(error)) return undefined;
  const { code, syscall = "", path } = error;
  const words = WORDS[code] ?? {
    why: code,
    help: "this is an error code of the operating system; look it up in the system's manual",
  };
  const what = syscall.startsWith("spawn")
    ? `${path ?? "a program"} could not be started`
    : `${path ?? "a file"} could not be used`;
  return `${what}: ${words.why}\n  help: ${words.help}`;
}
