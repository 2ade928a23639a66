import type { Advice, Finding, Location } from "../law/model/finding";
import type { RegisterOnDay } from "../law/model/register";
import { present } from "../text/present";
import { printable, quoted } from "../text/printable";
import { fileName } from "../text/sentence";
import { renderExcerpt } from "../text/source-span";

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
export const renderComplaint = ({ primary, message }: Finding, program: string): string =>
  `${primary === undefined ? program : renderLocation(primary)}: ${message}`;

/** What is wrong and what to do, to go below the caller's first line. Messages from other programs may have several lines. */
export function renderAdvice({ message, help }: Advice): string {
  return `${message.split(/\r?\n/).map(printable).join("\n  ")}\n  help: ${printable(help)}`;
}

/** `file:line:column`, which terminals and editors turn into a link, or another name of the place. */
export function renderLocation(location: Location): string {
  switch (location.kind) {
    case "source":
      return `${fileName(location.file)}:${location.line}:${location.column}`;
    case "file":
      return fileName(location.file);
    case "resource":
      return printable(present([location.urn, location.property]).join("#"));
    case "policy":
      return printable(present([location.id, location.field]).join("#"));
    case "setting":
      return printable(location.key);
  }
}

/** What is wrong with the review of an entry, after the entry's name, and what to do. */
const REVIEWS = {
  overdue: {
    code: "overdue-review",
    is: "overdue on",
    help: "hold the access review and set the next date, or remove the entry",
  },
  tooFarAhead: {
    code: "review-too-far",
    is: "more than a year after",
    help: "set a date within a year: every exclusion is reviewed at least once a year",
  },
} as const;

/** The entries whose review should have taken place before the day, or is more than a year after it. */
export const reviewFindings = (register: RegisterOnDay, which: keyof typeof REVIEWS) =>
  register[which].map(({ principal, reviewBy, reviewAt }) => {
    const { code, is, help } = REVIEWS[which];
    const message = `the review of ${principal.kind} ${quoted(principal.id)}, due by ${reviewBy}, is ${is} ${register.day}`;
    return { code, severity: "warning", message, primary: reviewAt, related: [], help } as const;
  });
