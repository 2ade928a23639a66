import type { Advice, Finding, Location } from "../law/model/finding";
import type { RegisterEntry, RegisterOnDay } from "../law/model/register";
import { printable, quoted } from "../text/printable";
import { fileName } from "../text/sentence";
import { renderExcerpt, type SourceSpan } from "../text/source-span";

/**
 * A finding on a terminal: `file:line:column severity[code] message`, the line of the file with a caret under the place, related
 * places, and what to do.
 */
export function renderFinding({ code, severity, message, primary, related, help }: Finding): string {
  const where = primary === undefined ? "" : `${renderLocation(primary)} `;
  return [
    `${where}${severity}[${printable(code)}] ${printable(message)}`,
    ...(primary?.kind === "source" ? renderExcerpt(primary) : []),
    ...related.map(({ text }) => `  ${printable(text)}`),
    ...(help === "" ? [] : [`  help: ${printable(help)}`]),
  ].join("\n");
}

/**
 * A finding about the input of a command, in one line: `file:line:column: message`, or `program: message`. The message quotes text from
 * outside. The caller prints the help once for all findings.
 */
export function renderComplaint({ primary, message }: Finding, program: string): string {
  if (primary === undefined) return `${program}: ${message}`;
  if (primary.kind !== "file" && primary.kind !== "source") return `${renderLocation(primary)}: ${message}`;
  const at = primary.kind === "source" ? `:${primary.line}:${primary.column}` : "";
  return `${fileName(primary.file)}${at}: ${message}`;
}

/** What is wrong and what to do, to go below the caller's first line. Messages from other programs may have several lines. */
export function renderAdvice({ message, help }: Advice): string {
  return `${message.split(/\r?\n/).map(printable).join("\n  ")}\n  help: ${printable(help)}`;
}

/** `file:line:column`, which terminals and editors turn into a link, or another name of the place. */
export function renderLocation(location: Location): string {
  switch (location.kind) {
    case "source":
      return `${printable(location.file)}:${location.line}:${location.column}`;
    case "file":
      return printable(location.file);
    case "resource":
      return printable(withPart(location.urn, location.property));
    case "policy":
      return printable(withPart(location.id, location.field));
    case "setting":
      return printable(location.key);
  }
}

const withPart = (whole: string, part: string | undefined): string => (part === undefined ? whole : `${whole}#${part}`);

/** What is wrong with the review of an entry, after the entry's name, and what to do. */
const REVIEWS = {
  overdue: {
    code: "overdue-review",
    when: ({ reviewBy }: RegisterEntry, day: string) => `was due by ${reviewBy}, and it is ${day}`,
    help: "hold the access review and set the next date, or remove the entry",
  },
  tooFarAhead: {
    code: "review-too-far",
    when: ({ reviewBy }: RegisterEntry, day: string) => `is due by ${reviewBy}, more than a year after ${day}`,
    help: "set a date within a year: every exclusion is reviewed at least once a year",
  },
} as const;

/** A problem with the review of an entry. It isn't an error in the file. */
export type ReviewFinding = Finding<(typeof REVIEWS)[keyof typeof REVIEWS]["code"], SourceSpan>;

/** The entries whose review should have taken place before the day, or is more than a year after it. */
export const reviewFindings = (register: RegisterOnDay, which: keyof typeof REVIEWS): readonly ReviewFinding[] =>
  register[which].map((entry) => {
    const { code, when, help } = REVIEWS[which];
    const { principal, reviewAt } = entry;
    const message = `the review of ${principal.kind} ${quoted(principal.id)} ${when(entry, register.day)}`;
    return { code, severity: "warning", message, primary: reviewAt, related: [], help };
  });
