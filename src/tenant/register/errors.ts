import type { Finding } from "../../law/model/finding";
import type { SourceSpan } from "../../text/source-span";

/** What to do about each thing that can be wrong with a register. A code without advice doesn't compile. */
const HELP = {
  "missing-file": "create it, with `exclusions: []` if nobody is excluded, or name another file",
  "too-large": "keep one entry for each excluded account; no register needs more than 200 kB",
  "not-utf8": "save the file as UTF-8",
  "control-character": "delete the character and type the line again; it can't be seen in most editors",
  "empty-file": "write `exclusions: []` if nobody is excluded",
  "several-documents": "keep one document: delete the second `---` and what belongs to it",
  directive: "delete the line; the register is plain YAML 1.2",
  anchor: "write the value out where it is needed; anchors are not allowed in a register",
  alias: "write the value out; aliases are not allowed in a register",
  "merge-key": "write the fields out in each entry; merge keys are not allowed in a register",
  tag: "delete the tag; values in a register are plain text",
  tab: "indent with spaces",
  "duplicate-key": "keep one of the two",
  "too-deep": "an entry is a flat list of fields; take the nesting out",
  "bad-yaml": "repair the YAML at this place; quotes round the value often do it",
  "not-a-mapping": "start the file with `exclusions:` and list the entries below it",
  "no-exclusions": "add `exclusions:` with the list of entries, or `exclusions: []` if nobody is excluded",
  "not-a-list": "write a list of entries, each starting with `- user:` or `- group:`, or `[]` for none",
  "not-an-entry": "write an entry with user or group, kind, reason, owner, approvedBy and reviewBy",
  "unknown-key": "a misspelt key would be lost without a word, so only the documented keys are accepted",
  "missing-field": "each exclusion needs kind, reason, owner, approvedBy and reviewBy",
  "empty-field": "fill it in; an exclusion that nobody can explain is not approved",
  "wrong-type": "put the value in quotes if it is meant as text",
  "no-principal": "add `user:` or `group:` with the object id of who is excluded",
  "user-and-group": "make two entries, one for the user and one for the group",
  "not-an-object-id": "copy the object id from Entra: eight hex digits, three times four, then twelve, with hyphens",
  "user-principal-name": "use the object id from Entra instead; a user principal name can be given to somebody else",
  "reserved-word": "name each person or group by object id; a whole class of people can't be excluded",
  "unknown-kind": "use break-glass, service-account or exception",
  "not-a-date": "write the day as YYYY-MM-DD",
  "impossible-date": "use a day that the calendar has",
  "duplicate-principal": "keep one entry for each user or group; ids are the same in upper and lower case",
  "members-of-a-user": "`members` belongs to a `group:` entry; delete it",
  "duplicate-member": "list each member once; ids are the same in upper and lower case",
} as const;

export type RegisterErrorCode = keyof typeof HELP;

/** One thing that is wrong with a register, and where. */
export type RegisterError = Finding<RegisterErrorCode, SourceSpan>;

/** The error with what to do about it. */
export function registerError(code: RegisterErrorCode, at: SourceSpan, message: string): RegisterError {
  return { code, severity: "error", message, primary: at, related: [], help: HELP[code] };
}
