/** What a stretch of this process took, in seconds: by the clock, and of the processor, which other work hardly moves. */
export interface Stretch {
  readonly wall: number;
  readonly processor: number;
}

/** Measures one stretch. */
export async function stretch<T>(work: () => T | Promise<T>): Promise<{ readonly result: T; readonly took: Stretch }> {
  const [start, before] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return { result, took: { wall: (performance.now() - start) / 1000, processor: (user + system) / 1e6 } };
}

/** The most memory that this process has had so far, in MB. */
export const mostMemory = (): number => process.resourceUsage().maxRSS / 1024;
