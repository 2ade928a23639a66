import { lstat, open, realpath, rename, rm, writeFile } from "node:fs/promises";

/**
 * Writes a file that only its owner can read, all of it or nothing: whoever reads it meanwhile sees the former one. A link
 * stays one, and the file that it leads to is written so. What isn't a regular file, a device or a pipe, is written to.
 * @throws the operating system's error, with nothing left behind
 */
export async function writePrivateFile(file: string, text: string | Iterable<string>): Promise<void> {
  const target = await realpath(file).catch(() => file); // a link that leads nowhere, or nothing yet
  if (await isToBeKept(target)) return writeFile(target, text, { mode: 0o600 });
  const draft = `${target}.${process.pid}.tmp`;
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      for (const piece of typeof text === "string" ? [text] : text) await handle.writeFile(piece);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, target);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/** Whether there is something of that name that a new file mustn't take the place of. */
async function isToBeKept(path: string): Promise<boolean> {
  try {
    return !(await lstat(path)).isFile();
  } catch {
    return false; // there is nothing, or writing will say why not
  }
}
