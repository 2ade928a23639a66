import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { counted } from "../../text/sentence";

/** The files of a folder that are to be read, and what is left aside, each with the reason. */
export interface Folder {
  /** Below the folder, sorted: names within one folder stay together. */
  readonly files: readonly string[];
  readonly leftAside: readonly string[];
}

/** Deeper folders aren't exports any more. */
const DEEPEST = 8;

/**
 * The JSON files of a folder and of the folders in it. Hidden ones aren't looked at; links to folders aren't followed, since
 * they may go round in a circle.
 * @throws the operating system's error
 */
export async function filesIn(folder: string): Promise<Folder> {
  const found = { files: [] as string[], others: 0, links: 0, tooDeep: 0 };
  await look("", 0);
  const { files, others, links, tooDeep } = found;
  return {
    files: files.sort(),
    leftAside: [
      ...(others > 0 ? [`${counted(others, "file")} not called .json`] : []),
      ...(links > 0 ? [`${counted(links, "link")} to a folder or to nothing`] : []),
      ...(tooDeep > 0 ? [`${counted(tooDeep, "folder")} more than ${DEEPEST} deep`] : []),
    ],
  };

  async function look(below: string, depth: number): Promise<void> {
    for (const entry of await readdir(join(folder, below), { withFileTypes: true })) {
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      const name = join(below, entry.name);
      if (entry.isDirectory()) {
        if (depth < DEEPEST) await look(name, depth + 1);
        else found.tooDeep++;
      } else if (entry.isSymbolicLink() && !(await isFile(join(folder, name)))) found.links++;
      else if (/\.json$/i.test(entry.name)) found.files.push(name);
      else found.others++;
    }
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false; // it leads nowhere
  }
}
