import type { Advice, Finding, Location } from "../law/model/finding";
import { printable } from "../text/printable";
import { fileName } from "../text/sentence";
import { renderExcerpt } from "../text/source-span";

/**
 * A finding on a terminal: `file:line:column severity[code] message`, the line of the file with a caret under the place,
 * what else there is to see, and what to do.
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
 * A finding about what a command was given, in one line: `file:line:column: message`, or `program: message`. Its message
 * quotes whatever is foreign in it; its help is for whoever calls, to be said once for all of them.
 */
export function renderComplaint({ primary, message }: Finding, program: string): string {
  if (primary === undefined) return `${program}: ${message}`;
  if (primary.kind !== "file" && primary.kind !== "source") return `${renderLocation(primary)}: ${message}`;
  const at = primary.kind === "source" ? `:${primary.line}:${primary.column}` : "";
  return `${fileName(primary.file)}${at}: ${message}`;
}

/** What is wrong and what to do, below whatever the caller says first. Messages of others run over several lines. */
export function renderAdvice({ message, help }: Advice): string {
  return `${message.split(/\r?\n/).map(printable).join("\n  ")}\n  help: ${printable(help)}`;
}

/** `file:line:column`, which terminals and editors turn into a link; or what else finds the place again. */
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
