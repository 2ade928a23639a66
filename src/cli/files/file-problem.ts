import { printable } from "../../adapters/register";

/** What is wrong with a file, and where in it if that can be said. */
export interface FileProblem {
  /** Both from 1. */
  readonly position: { readonly line: number; readonly column: number } | undefined;
  readonly problem: string;
}

/** `file:line:column: problem`, safe for a terminal. */
export function renderFileProblem(path: string, { position, problem }: FileProblem): string {
  const place = position === undefined ? "" : `:${position.line}:${position.column}`;
  return `${nameOf(path)}${place}: ${problem}`;
}

/** An empty name is what an unset variable leaves behind in a shell. */
function nameOf(path: string): string {
  if (path === "-") return "standard input";
  return path === "" ? "a file with an empty name" : printable(path);
}

export const aboutTheWholeFile = (problem: string): FileProblem => ({ position: undefined, problem });
