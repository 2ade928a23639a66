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

const HELP = {
  "overdue-review": "hold the access review and set the next date, or remove the entry",
  "review-too-far": "set a date within a year: every exclusion is reviewed at least once a year",
} as const;

/** A problem with the review of an entry. It isn't an error in the file. */
export type ReviewFinding = Finding<keyof typeof HELP, SourceSpan>;

/** The entries whose review should have taken place before the day. */
export const overdueReviews = ({ overdue, day }: RegisterOnDay): readonly ReviewFinding[] =>
  overdue.map((entry) => findingOf("overdue-review", entry, `was due by ${entry.reviewBy}, and it is ${day}`));

/** The entries whose review is more than a year after the day. */
export const tooFarReviews = ({ tooFarAhead, day }: RegisterOnDay): readonly ReviewFinding[] =>
  tooFarAhead.map((entry) =>
    findingOf("review-too-far", entry, `is due by ${entry.reviewBy}, more than a year after ${day}`),
  );

function findingOf(code: ReviewFinding["code"], { principal, reviewAt }: RegisterEntry, when: string): ReviewFinding {
  const message = `the review of ${principal.kind} ${quoted(principal.id)} ${when}`;
  return { code, severity: "warning", message, primary: reviewAt, related: [], help: HELP[code] };
}
