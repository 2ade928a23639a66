import { isUtf8 } from "node:buffer";
import type { Finding } from "../../law/model/finding";
import { type SourceSpan, type SourceText, sourceText, startOf } from "../../text/source-span";

/** What to do about each error of a register. A code without advice doesn't compile. */
const HELP = {
  "missing-file": "create it, with `exclusions: []` if nobody is excluded, or name another file",
  "unreadable-file": "name the register, a YAML file in UTF-8 of at most 200 kB",
  "not-plain": "write the value out",
  "bad-yaml":
    "correct the YAML here: indent with spaces, keep one document, and put quotes around a value that looks like a field",
  "no-list":
    "start the register with `exclusions:` and list the entries below it, or `[]` if nobody is excluded; or name another file",
  "unknown-key":
    "use `exclusions` at the top, and in an entry user or group, members, kind, reason, owner, approvedBy, reviewBy and ticket",
  "missing-field": "each exclusion needs kind, reason, owner, approvedBy and reviewBy",
  "not-one-principal":
    "an entry has `user:` or `group:`, with the object id of who is excluded; only a group has members",
  "wrong-value": "fill in a value that fits",
  duplicate: "keep one of the two; ids are the same in upper and lower case",
} as const;

/** The code of an error. */
export type RegisterErrorCode = keyof typeof HELP;

/** One error of a register, and where it is. */
export type RegisterError = Finding<RegisterErrorCode, SourceSpan>;

/** An error, with what to do about it. */
export function registerError(code: RegisterErrorCode, at: SourceSpan, message: string): RegisterError {
  return { code, severity: "error", message, primary: at, related: [], help: HELP[code] };
}

/** A register as it was found. `undefined` bytes mean that the file doesn't exist; `why` says why it can't be read. */
export type RegisterSource = {
  readonly file: string;
  readonly bytes: Uint8Array | { readonly why: string } | undefined;
};

/** Ten lists or mappings on one line, each in the one before. */
const DEEP_LINE = /(?:[-?][ \t]+){10}/;

/** Far more than a register needs. A parser that runs out of stack can take the whole program with it. */
const MOST_OPEN = 100;

/** Whether the text nests deeper than any register does. Brackets in texts count too, but texts close most of them. */
function nestsTooDeep(text: string): boolean {
  let open = 0;
  for (const [bracket] of text.matchAll(/[[\]{}]/g)) {
    open += bracket === "[" || bracket === "{" ? 1 : -1;
    if (open > MOST_OPEN) return true;
  }
  return DEEP_LINE.test(text);
}

/** Enough for 900 entries. It also bounds the time that is spent on a file of nothing but brackets and keys. */
const MOST_BYTES = 200_000;

/** The text of the file without a byte order mark, or why it can't be read. A file that isn't a register, such as a key or a log, isn't quoted. */
export function textIn({ file, bytes }: RegisterSource): SourceText | RegisterError {
  const failed = (code: RegisterErrorCode, why: string) => registerError(code, startOf(file), why);
  if (bytes === undefined) return failed("missing-file", "there is no such file");
  if ("why" in bytes) return failed("unreadable-file", bytes.why);
  if (bytes.length > MOST_BYTES) return failed("unreadable-file", `the file has ${bytes.length} bytes`);
  if (!isUtf8(bytes)) return failed("unreadable-file", "not all of it is UTF-8");
  const text = new TextDecoder().decode(bytes);
  if (/^%/m.test(text)) return failed("bad-yaml", "a directive is not allowed in a register");
  if (nestsTooDeep(text)) return failed("bad-yaml", "it nests too deep to be read");
  return /\bexclusions\b/.test(text) ? sourceText(file, text) : failed("no-list", "the file has no `exclusions`");
}
