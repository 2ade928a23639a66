import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** The files of a folder that are to be read, and how many other entries it has. */
export interface Folder {
  /** Below the folder, sorted: names within one folder stay together. */
  readonly files: readonly string[];
  readonly others: number;
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
  let others = 0;
  await look("", 0);
  return { files: files.sort(), others };

  async function look(below: string, depth: number): Promise<void> {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      const name = join(below, entry.name);
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      if (entry.isDirectory() && depth < DEEPEST) await look(name, depth + 1);
      else if (/\.json(\.gz)?$/i.test(entry.name) && (await isFile(join(folder, name)))) files.push(name);
      else others++;
    }
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false; // a link that leads nowhere
  }
}
