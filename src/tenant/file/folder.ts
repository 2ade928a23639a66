import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { counted } from "../../text/sentence";
import type { LeftAside } from "../exports/gathering";

/** The files of a folder that are to be read, and what is left aside. */
export interface Folder {
  /** Below the folder, sorted: names within one folder stay together. */
  readonly files: readonly string[];
  readonly leftAside: readonly LeftAside[];
}

/** Deeper folders aren't exports any more. */
const DEEPEST = 8;

/**
 * The JSON files of a folder and of the folders in it, compressed or not. Hidden ones aren't looked at; links to folders aren't
 * followed, since they may go round in a circle.
 * @throws the operating system's error
 */
export async function filesIn(folder: string): Promise<Folder> {
  const files: string[] = [];
  const others = { "file that isn't called .json": 0, "link to a folder or to nothing": 0, "folder too deep down": 0 };
  await look("", 0);
  const leftAside = Object.entries(others).filter(([, count]) => count > 0);
  return {
    files: files.sort(),
    leftAside: leftAside.map(([what, count]) => ({ name: counted(count, what, plural(what)), why: "" })),
  };

  async function look(below: string, depth: number): Promise<void> {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const name = join(below, entry.name);
      if (entry.isDirectory()) {
        if (depth < DEEPEST) await look(name, depth + 1);
        else others["folder too deep down"]++;
      } else if (entry.isSymbolicLink() && !(await isFile(join(folder, name))))
        others["link to a folder or to nothing"]++;
      else if (/\.json(\.gz)?$/i.test(entry.name)) files.push(name);
      else others["file that isn't called .json"]++;
    }
  }
}

const plural = (what: string): string => what.replace(/^(\w+)/, "$1s").replace("isn't", "aren't");

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false; // it leads nowhere
  }
}
