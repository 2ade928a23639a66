import { fileName } from "../../report/words/file-name";

/** What is wrong with a file, and where in it if that can be said. */
export interface FileProblem {
  /** Both from 1. */
  readonly position: { readonly line: number; readonly column: number } | undefined;
  readonly problem: string;
}

/** `file:line:column: problem`, safe for a terminal. */
export function renderFileProblem(path: string, { position, problem }: FileProblem): string {
  const place = position === undefined ? "" : `:${position.line}:${position.column}`;
  return `${fileName(path)}${place}: ${problem}`;
}

export const aboutTheWholeFile = (problem: string): FileProblem => ({ position: undefined, problem });
