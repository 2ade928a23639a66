import type { Finding } from "../../law/model/finding";
import type { SourceSpan } from "../../text/source-span";

/** What to do about each thing that can be wrong with a register. A code without advice doesn't compile. */
const HELP = {
  "missing-file": "create it, with `exclusions: []` if nobody is excluded, or name another file",
  "too-large": "keep one entry for each excluded account; no register needs more than 200 kB",
  "not-utf8": "save the file as UTF-8",
  "control-character": "delete the character and type the line again; it can't be seen in most editors",
  "several-documents": "keep one document: delete the second `---` and what belongs to it",
  "not-plain": "write the value out; a register has no anchors, aliases, tags, merge keys and directives",
  "bad-yaml": "repair the YAML at this place: indent with spaces, and put quotes round a value that reads like a field",
  "no-list":
    "start the file with `exclusions:` and list the entries below it; write `exclusions: []` if nobody is excluded",
  "not-an-entry": "write an entry with user or group, kind, reason, owner, approvedBy and reviewBy",
  "unknown-key":
    "use `exclusions` at the top, and in an entry user or group, members, kind, reason, owner, approvedBy, reviewBy and ticket",
  "duplicate-key": "keep one of the two",
  "missing-field": "each exclusion needs kind, reason, owner, approvedBy and reviewBy",
  "empty-field": "fill it in; an exclusion that nobody can explain is not approved",
  "wrong-type": "put the value in quotes if it is meant as text",
  "not-one-principal": "an entry has either `user:` or `group:`, with the object id of who is excluded",
  "not-an-object-id":
    "copy the object id from Entra, such as aaaaaaaa-0000-4000-8000-000000000001; a user principal name can be given to somebody else, and a whole class of people can't be excluded",
  "unknown-kind": "use break-glass, service-account or exception",
  "not-a-date": "write a day that the calendar has, as YYYY-MM-DD",
  duplicate: "keep one of the two; ids are the same in upper and lower case",
} as const;

export type RegisterErrorCode = keyof typeof HELP;

/** One thing that is wrong with a register, and where. */
export type RegisterError = Finding<RegisterErrorCode, SourceSpan>;

/** The error with what to do about it. */
export function registerError(code: RegisterErrorCode, at: SourceSpan, message: string): RegisterError {
  return { code, severity: "error", message, primary: at, related: [], help: HELP[code] };
}
