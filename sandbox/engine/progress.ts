import type { Say } from "./engine";

const EVERY_MS = 10_000;

/**
 * Says every ten seconds how long a task has been going on, and how far it is.
 * @param state what to add after the seconds; asked each time
 * @returns ends the reports and answers the whole seconds that have passed
 */
export function reportProgress(say: Say, title: string, state: () => string): () => number {
  const start = process.hrtime.bigint();
  const seconds = () => Number((process.hrtime.bigint() - start) / 1_000_000_000n);
  const timer = setInterval(() => say(`  ${title}: ${seconds()} s, ${state()}`), EVERY_MS);
  return () => {
    clearInterval(timer);
    return seconds();
  };
}
