import { printable } from "../../adapters/register";

/** A path as people are told of it. An empty one is what an unset variable leaves behind in a shell. */
export function fileName(path: string): string {
  if (path === "-") return "standard input";
  return path === "" ? "a file with an empty name" : printable(path);
}
