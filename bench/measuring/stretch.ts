/** The time of some work in this process, in seconds: elapsed time, and processor time, which other work hardly affects. */
export interface Stretch {
  readonly wall: number;
  readonly processor: number;
}

/** Measures some work. */
export async function stretch<T>(work: () => T | Promise<T>): Promise<{ readonly result: T; readonly took: Stretch }> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, took: { wall: (performance.now() - start) / 1000, processor: (user + system) / 1e6 } };
}

/** The peak memory of this process so far, in MB. */
export const mostMemory = (): number => process.resourceUsage().maxRSS / 1024;
