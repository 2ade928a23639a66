import { stripVTControlCharacters } from "node:util";

/** The end of what another program printed, indented, without anything that would steer the terminal. */
export function lastLines(text: string, count: number): string {
  const lines = stripVTControlCharacters(text).trimEnd().split("\n").slice(-count);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters to take out
  return lines.map((line) => `    ${line.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "")}`).join("\n");
}
