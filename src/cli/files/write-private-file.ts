import { open, rename, rm } from "node:fs/promises";

/**
 * Writes a file that only its owner can read, all of it or nothing: whoever reads it meanwhile sees the former one.
 * @throws the operating system's error, with nothing left behind
 */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  const draft = `${file}.${process.pid}.tmp`;
  try {
    const handle = await open(draft, "wx", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}
