import { copyFile, link } from "node:fs/promises";

/**
 * Puts an executable of many megabytes into another folder: as a hard link, or as a copy where the folders are on
 * different file systems. The engine looks for its parts with symbolic links followed, so those won't do.
 */
export async function linkOrCopy(from: string, to: string): Promise<void> {
  await link(from, to).catch(() => copyFile(from, to));
}
