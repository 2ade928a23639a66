import { setTimeout as delay } from "node:timers/promises";
import { type Announcement, announce, othersIn, type Present } from "./presence";

/**
 * Does `work` while no other process does its own under the same lock. Each process first announces itself and only then
 * looks for others, so that of two that come at the same moment at least one sees the other and steps back.
 * @param folder where the processes announce themselves
 * @param onWait told once, as soon as another process is seen that has to be waited for
 */
export async function withLock<T>(
  folder: string,
  onWait: (other: Present) => void,
  work: () => Promise<T>,
): Promise<T> {
  const held = await acquire(folder, onWait);
  try {
    return await work();
  } finally {
    held.withdraw();
  }
}

async function acquire(folder: string, onWait: (other: Present) => void): Promise<Announcement> {
  for (let told = false; ; ) {
    const other = (await othersIn(folder))[0];
    const held = other === undefined ? await announceAlone(folder) : undefined;
    if (held !== undefined) return held;
    if (!told && other !== undefined) {
      onWait(other);
      told = true;
    }
    await delay(100 + Math.random() * 200); // uneven, so that two that stepped back don't meet again
  }
}

async function announceAlone(folder: string): Promise<Announcement | undefined> {
  const held = await announce(folder);
  if ((await othersIn(folder, held)).length === 0) return held;
  held.withdraw();
  return undefined;
}
